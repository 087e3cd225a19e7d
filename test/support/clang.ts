import { execFileSync } from "node:child_process";

/** The compiler by one of its names, for guests; null where it or its linker is not installed. */
export function findCompiler(): string | null {
  for (const [compiler, linker] of [
    ["clang", "ld.lld"],
    ["clang-14", "ld.lld-14"],
  ] as const) {
    try {
      for (const tool of [compiler, linker]) execFileSync(tool, ["--version"], { stdio: "ignore" });
      return compiler;
    } catch {}
  }
  return null;
}

/**
 * The programs that the machine's benchmark runs. Their binaries lie beside their source, so that the benchmark needs
 * no compiler.
 *
 * usage: node tools/run.mjs test/bench/kernels.ts           compiles them anew (clang and lld 14)
 *        node tools/run.mjs test/bench/kernels.ts --check   compares them with what the source gives; exit code 1 when they differ
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const KERNELS = ["arithmetic", "mixed", "memory", "dirty"] as const;

const COMPILER = "clang-14";
const FLAGS = [
  ...[
    "--target=riscv32",
    "-march=rv32ima",
    "-mabi=ilp32",
    "-mno-relax",
    "-O2",
    "-ffreestanding",
    "-nostdlib",
  ],
  ...[
    "-static",
    "-s",
    "-fno-pic",
    "-Wl,--image-base=0x80000000",
    "-Wl,-z,max-page-size=4096",
    "-Wl,-e,start",
  ],
];

function beside(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

/** The programs as ELF files. */
export function readKernels(): Buffer[] {
  return KERNELS.map((name) => readFileSync(beside(`kernels/${name}.elf`)));
}

function compileKernels(): Buffer[] {
  const folder = mkdtempSync(join(tmpdir(), "kernels-"));
  try {
    return KERNELS.map((name, index) => {
      const file = join(folder, name);
      const given = [...FLAGS, "-fuse-ld=lld", `-DKERNEL=${index}`, "kernels.c", "-o", file];
      execFileSync(COMPILER, given, { cwd: beside(".") });
      return readFileSync(file);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function hasCompiler(): boolean {
  try {
    execFileSync(COMPILER, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function check(): void {
  if (!hasCompiler())
    return console.log(`kernels: the byte check was left out, ${COMPILER} is not installed`);
  const committed = readKernels();
  const different = compileKernels().findIndex((bytes, index) => !bytes.equals(committed[index]!));
  if (different < 0) return console.log("kernels: the binaries are what the source gives");
  console.error(
    `kernels: ${KERNELS[different]}.elf is not what the source gives; run node tools/run.mjs test/bench/kernels.ts`,
  );
  process.exitCode = 1;
}

function build(): void {
  for (const [index, bytes] of compileKernels().entries())
    writeFileSync(beside(`kernels/${KERNELS[index]}.elf`), bytes);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv[2] === "--check") check();
  else build();
}

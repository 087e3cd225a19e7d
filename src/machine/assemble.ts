import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Where the compiled machine lies, relative to the repository's root. */
export const MACHINE_WASM = "src/machine/build/machine.wasm";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const ASC = `${ROOT}node_modules/assemblyscript/bin/asc.js`;

/** The newest modification time, in milliseconds, of any source that asc reads. */
function newestSource(): number {
  const assembly = readdirSync(`${ROOT}src/machine/assembly`).map((name) => `src/machine/assembly/${name}`);
  return Math.max(...[...assembly, "src/machine/layout.ts"].map((file) => statSync(ROOT + file).mtimeMs));
}

/** Whether the compiled machine is there and not older than its sources. */
function isFresh(): boolean {
  return existsSync(ROOT + MACHINE_WASM) && statSync(ROOT + MACHINE_WASM).mtimeMs >= newestSource();
}

/**
 * Compiles the machine from AssemblyScript to WebAssembly unless that was done already.
 * Throws with the compiler's own messages when the sources do not compile.
 */
export async function assembleMachine(): Promise<void> {
  if (isFresh()) return;
  mkdirSync(`${ROOT}src/machine/build`, { recursive: true });
  // In a process of its own: the compiler is large, and whoever runs this may transform every module it loads.
  const given = ["src/machine/assembly/index.ts", "--config", "asconfig.json", "--target", "release"];
  await promisify(execFile)(process.execPath, [ASC, ...given], { cwd: ROOT });
}

import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { main } from "assemblyscript/asc";

/** Where the compiled machine lies, relative to the repository's root. */
export const MACHINE_WASM = "src/machine/build/machine.wasm";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const SOURCES = ["src/machine/assembly", "src/machine"];

/** The newest modification time, in milliseconds, of any source that asc reads. */
function newestSource(): number {
  const files = SOURCES.flatMap((folder) =>
    readdirSync(ROOT + folder).map((name) => `${ROOT}${folder}/${name}`),
  ).filter((file) => file.endsWith(".ts"));
  return Math.max(...files.map((file) => statSync(file).mtimeMs));
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
  const { error, stderr } = await main(
    ["src/machine/assembly/index.ts", "--config", "asconfig.json", "--target", "release"],
    { baseDir: ROOT } as never,
  );
  if (error) throw new Error(`The machine does not compile:\n${stderr.toString()}`);
}

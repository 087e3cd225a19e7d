import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { fileURLToPath } from "node:url";
import { main } from "assemblyscript/asc";

/** Where the compiled machine lies, relative to the repository's root. */
export const MACHINE_WASM = "src/machine/build/machine.wasm";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const BUILD_FOLDER = "src/machine/build";
const ENTRY = "src/machine/assembly/index.ts";
const OPTIONS = "src/machine/assembly/options.ts";
const SOURCE_FOLDERS = ["src/machine/assembly", "src/machine"];

/** What can be chosen when the machine is compiled; see `assembly/options.ts`. */
export interface MachineOptions {
  readonly tracking?: boolean;
}

/** The newest modification time, in milliseconds, of any source that asc reads. */
function newestSource(): number {
  const files = SOURCE_FOLDERS.flatMap((folder) =>
    readdirSync(ROOT + folder).map((name) => `${ROOT}${folder}/${name}`),
  ).filter((file) => file.endsWith(".ts"));
  return Math.max(...[...files, `${ROOT}asconfig.json`].map((file) => statSync(file).mtimeMs));
}

/** Whether the compiled machine is there and not older than its sources. */
function isFresh(): boolean {
  return existsSync(ROOT + MACHINE_WASM) && statSync(ROOT + MACHINE_WASM).mtimeMs >= newestSource();
}

/** A file for the compiler, or null where there is none. The options are changed on the way. */
function readSource(name: string, folder: string, { tracking = true }: MachineOptions): string | null {
  const path = name.startsWith("/") ? name : `${folder}/${name}`;
  if (!existsSync(path)) return null;
  const text = readFileSync(path, "utf8");
  if (!path.endsWith(OPTIONS)) return text;
  return text.replace("TRACKING = true", `TRACKING = ${tracking}`);
}

/**
 * Compiles the machine from AssemblyScript and returns the WebAssembly module's bytes.
 * Throws with the compiler's own messages when the sources do not compile.
 */
export async function compileMachine(options: MachineOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
  let bytes: Uint8Array<ArrayBuffer> | undefined;
  const { error, stderr } = await main([ENTRY, "--config", "asconfig.json", "--target", "release"], {
    baseDir: ROOT,
    readFile: (name: string, folder: string) => readSource(name, folder, options),
    writeFile: (name: string, content: string | Uint8Array) => {
      if (name.endsWith(".wasm")) bytes = Uint8Array.from(content as Uint8Array);
    },
  } as never);
  if (error || !bytes) throw new Error(`The machine does not compile:\n${stderr.toString()}`);
  return bytes;
}

/** Writes the compiled machine where hosts find it, unless it is there already and not older than its sources. */
export async function assembleMachine(): Promise<void> {
  if (isFresh()) return;
  const bytes = await compileMachine();
  mkdirSync(ROOT + BUILD_FOLDER, { recursive: true });
  // Several processes may do this at once, and none may read half a file.
  const unfinished = `${ROOT}${MACHINE_WASM}.${process.pid}`;
  writeFileSync(unfinished, bytes);
  renameSync(unfinished, ROOT + MACHINE_WASM);
}

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";

/** Where the compiled machine lies, relative to the repository's root. */
export const MACHINE_WASM = "src/machine/build/machine.wasm";

/** What it was compiled from: each file's name with the hash of what stood in it. */
const MACHINE_SOURCES = "src/machine/build/sources.json";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const BUILD_FOLDER = "src/machine/build";
const ENTRY = "src/machine/assembly/index.ts";
const OPTIONS = "src/machine/assembly/options.ts";

/** What the compiled machine depends on beside the sources that the compiler asks for. */
const SETTINGS = ["asconfig.json", "node_modules/assemblyscript/package.json"];

/** What can be chosen when the machine is compiled; see `assembly/options.ts`. */
export interface MachineOptions {
  readonly tracking?: boolean;
}

/** The hash of a file at a path relative to the repository's root; null where there is none. */
function hashOf(file: string): string | null {
  const path = ROOT + file;
  return existsSync(path) ? createHash("sha256").update(readFileSync(path)).digest("hex") : null;
}

/**
 * Whether the compiled machine is there and all that it was compiled from says what it said then. Contents are compared
 * and not times: a checkout gives every file a new time, and compiling takes longer than most commands.
 */
function isFresh(): boolean {
  if (!existsSync(ROOT + MACHINE_WASM) || !existsSync(ROOT + MACHINE_SOURCES)) return false;
  const sources: Record<string, string> = JSON.parse(readFileSync(ROOT + MACHINE_SOURCES, "utf8"));
  return Object.entries(sources).every(([file, hash]) => hashOf(file) === hash);
}

/** A file for the compiler, or null where there is none. The options are changed on the way. */
function readSource(name: string, folder: string, { tracking = true }: MachineOptions): string | null {
  const path = name.startsWith("/") ? name : `${folder}/${name}`;
  if (!existsSync(path)) return null;
  const text = readFileSync(path, "utf8");
  if (!path.endsWith(OPTIONS)) return text;
  return text.replace("TRACKING = true", `TRACKING = ${tracking}`);
}

/** What a compilation gives: the module, and the files it was made from, relative to the repository's root. */
interface Compiled {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sources: readonly string[];
}

async function compile(options: MachineOptions): Promise<Compiled> {
  // The compiler takes seconds to load, and most commands find the machine compiled.
  const { main } = await import("assemblyscript/asc");
  let bytes: Uint8Array<ArrayBuffer> | undefined;
  const sources = new Set(SETTINGS);
  const { error, stderr } = await main([ENTRY, "--config", "asconfig.json", "--target", "release"], {
    baseDir: ROOT,
    readFile: (name: string, folder: string) => {
      const text = readSource(name, folder, options);
      if (text !== null) sources.add(relative(ROOT, name.startsWith("/") ? name : `${folder}/${name}`));
      return text;
    },
    writeFile: (name: string, content: string | Uint8Array) => {
      if (name.endsWith(".wasm")) bytes = Uint8Array.from(content as Uint8Array);
    },
  } as never);
  if (error || !bytes) throw new Error(`The machine does not compile:\n${stderr.toString()}`);
  return { bytes, sources: [...sources] };
}

/**
 * Compiles the machine from AssemblyScript and returns the WebAssembly module's bytes.
 * Throws with the compiler's own messages when the sources do not compile.
 */
export async function compileMachine(options: MachineOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
  return (await compile(options)).bytes;
}

/** Several processes may do this at once, and none may read half a file. */
function writeWhole(file: string, content: Uint8Array | string): void {
  const unfinished = `${ROOT}${file}.${process.pid}`;
  writeFileSync(unfinished, content);
  renameSync(unfinished, ROOT + file);
}

/** Writes the compiled machine where hosts find it, unless it is there already and made of the sources as they are. */
export async function assembleMachine(): Promise<void> {
  if (isFresh()) return;
  const { bytes, sources } = await compile({});
  mkdirSync(ROOT + BUILD_FOLDER, { recursive: true });
  writeWhole(MACHINE_WASM, bytes);
  writeWhole(
    MACHINE_SOURCES,
    JSON.stringify(Object.fromEntries(sources.map((file) => [file, hashOf(file)]))),
  );
}

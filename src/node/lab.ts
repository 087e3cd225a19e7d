import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { assembleMachine, MACHINE_WASM } from "../machine/assemble.ts";
import type { FileReader } from "../scenario/guest-files.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The machine, compiled from its sources where it has not been yet. */
export async function nodeMachine(): Promise<WebAssembly.Module> {
  await assembleMachine();
  return new WebAssembly.Module(await readFile(ROOT + MACHINE_WASM));
}

/** The lab's guests, and files that a scenario names relative to `folder`. */
export function nodeFiles(folder = "."): FileReader {
  return {
    program: (file) => readFile(`${ROOT}public/guests/${file}`),
    named: (path) => readFile(resolve(folder, path)),
  };
}

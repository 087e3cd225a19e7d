import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { FileReader } from "../scenario/guest-files.ts";
import { assembleMachine, MACHINE_WASM } from "./assemble.ts";

/** Nothing larger fits in a guest of 1 GiB. */
const MOST_GUEST_BYTES = 2 ** 30;

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
    named: (path) => readAtMost(resolve(folder, path), MOST_GUEST_BYTES),
  };
}

/** The bytes of a file, whose size is looked at before it is read. Rejects where it is larger than `most` bytes. */
export async function readAtMost(path: string, most: number): Promise<Uint8Array> {
  const { size } = await stat(path);
  if (size > most) throw new Error(`it has ${size} bytes; the most are ${most}`);
  return readFile(path);
}

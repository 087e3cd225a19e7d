import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { FileReader } from "../scenario/guest-files.ts";
import { GUESTS, machineBytes } from "./places.ts";

/** Nothing larger fits in a guest of 1 GiB. */
const MOST_GUEST_BYTES = 2 ** 30;

let machine: Promise<WebAssembly.Module> | null = null;

/**
 * The machine's module, one for all runs of this process: a module never changes, and what a run changes is its
 * instance. It is compiled from its sources where it has not been yet; where that fails, the next call tries again.
 */
export function nodeMachine(): Promise<WebAssembly.Module> {
  machine ??= loadMachine().catch((error) => {
    machine = null;
    throw error;
  });
  return machine;
}

async function loadMachine(): Promise<WebAssembly.Module> {
  return new WebAssembly.Module(await machineBytes());
}

/** The lab's own guests and nothing else: a scenario from a stranger reads no other file of this computer. */
export function shippedFiles(): FileReader {
  return { program: (file) => readFile(GUESTS + file), named: refuse };
}

async function refuse(): Promise<never> {
  throw new Error("this run was given no files beside the shipped guests");
}

/** The lab's guests, and files that a scenario names relative to `folder`. */
export function nodeFiles(folder = "."): FileReader {
  return { ...shippedFiles(), named: (path) => readAtMost(resolve(folder, path), MOST_GUEST_BYTES) };
}

/** The bytes of a file, whose size is looked at before it is read. Rejects where it is larger than `most` bytes. */
export async function readAtMost(path: string, most: number): Promise<Uint8Array> {
  const { size } = await stat(path);
  if (size > most) throw new Error(`it has ${size} bytes; the most are ${most}`);
  return readFile(path);
}

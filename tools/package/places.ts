/**
 * Where the lab's files lie in the package. The package's bundles have this in place of `src/node/places.ts`: they lie in
 * one folder of it, whose parts are never compiled there.
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** The folder of the shipped guests. */
export const GUESTS = `${ROOT}guests/`;

/** The compiled machine. */
export async function machineBytes(): Promise<Uint8Array<ArrayBuffer>> {
  return readFile(`${ROOT}node/machine.wasm`);
}

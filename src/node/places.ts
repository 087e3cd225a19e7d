/** Where the lab's files lie in this repository. The package has places of its own: `tools/package/places.ts`. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { assembleMachine, MACHINE_WASM } from "./assemble.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The folder of the shipped guests. */
export const GUESTS = `${ROOT}public/guests/`;

/** The compiled machine, which is compiled first where its sources have changed. */
export async function machineBytes(): Promise<Uint8Array<ArrayBuffer>> {
  await assembleMachine();
  return readFile(ROOT + MACHINE_WASM);
}

import { MemoryDatastore } from "../../src/datastore/memory.ts";
import {
  nodeFiles,
  openSimulation,
  type ScenarioInput,
  type Simulation,
} from "../../src/entries/headless.ts";
import { SMALL } from "./small.ts";

/** A simulation with both hosts in this process, on a memory store, its guest booted. */
export async function openLab(
  input: unknown = SMALL,
  startsItself = true,
  datastore = new MemoryDatastore(),
  named: (path: string) => Promise<Uint8Array> = nodeFiles().named,
): Promise<Simulation> {
  const files = { ...nodeFiles(), named };
  return openSimulation(input as ScenarioInput, { files, startsItself, datastore });
}

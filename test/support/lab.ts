import { MemoryDatastore } from "../../src/datastore/memory.ts";
import { nodeFiles, nodeMachine } from "../../src/node/lab.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";
import { openInProcess } from "../../src/simulation/open.ts";
import type { Simulation } from "../../src/simulation/simulation.ts";
import { SMALL } from "./small.ts";

/** A simulation with both hosts in this process, on a memory store, its guest booted. */
export async function openLab(
  input: unknown = SMALL,
  startsItself = true,
  datastore = new MemoryDatastore(),
  named: (path: string) => Promise<Uint8Array> = nodeFiles().named,
): Promise<Simulation> {
  return openInProcess(
    await nodeMachine(),
    parseScenario(input),
    { ...nodeFiles(), named },
    { startsItself, datastore },
  );
}

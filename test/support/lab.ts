import { MemoryDatastore } from "../../src/datastore/memory.ts";
import { nodeFiles, nodeMachine } from "../../src/node/lab.ts";
import { openInProcess } from "../../src/scenario/open.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";
import type { Simulation } from "../../src/scenario/simulation.ts";
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

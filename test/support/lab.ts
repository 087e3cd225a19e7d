import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { MemoryDatastore } from "../../src/datastore/memory.ts";
import { connectInProcess } from "../../src/host/in-process.ts";
import { assembleMachine, MACHINE_WASM } from "../../src/machine/assemble.ts";
import { loadGuest } from "../../src/scenario/guest-files.ts";
import { migrationSettingsOf, parseScenario, ramBytesOf } from "../../src/scenario/scenario.ts";
import { Simulation } from "../../src/scenario/simulation.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const readProgram = async (file: string) => readFileSync(`${ROOT}public/guests/${file}`);

/** A small Quick Resume run: 1 MiB of guest memory that is dirtied faster than the link carries it. */
export const SMALL = {
  version: 1,
  guest: {
    program: "dirty",
    ramMiB: 1,
    instructionsPerSecond: 2_000_000,
    settings: { workingSetPages: 200, dirtyPagesPerSecond: 1000 },
  },
  link: { bandwidthMiBps: 2 },
  datastore: { bandwidthMiBps: 20, latencyMs: 2 },
  file: { chunkKiB: 16, chunks: 4, pollMs: 2 },
  migration: { startMs: 200, switchoverGoalMs: 50, heartbeatMs: 100 },
  untilMs: 3000,
};

/** A simulation with both hosts in this process, on a memory store, its guest booted. */
export async function openLab(
  input: unknown = SMALL,
  startsItself = true,
  datastore = new MemoryDatastore(),
  named: (path: string) => Promise<Uint8Array> = readProgram,
): Promise<Simulation> {
  const scenario = parseScenario(input);
  await assembleMachine();
  const module = new WebAssembly.Module(readFileSync(ROOT + MACHINE_WASM));
  await datastore.format({ owner: "source", epoch: 1 });
  const { instructionsPerSecond } = scenario.guest;
  const settings = {
    ramBytes: ramBytesOf(scenario),
    instructionsPerSecond,
    migration: migrationSettingsOf(scenario),
  };
  const hosts = connectInProcess(module, settings, datastore);
  await hosts.source.boot(await loadGuest(scenario, { program: readProgram, named }));
  return new Simulation(scenario, hosts, startsItself);
}

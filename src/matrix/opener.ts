import { MemoryDatastore } from "../datastore/memory.ts";
import { connectInProcess } from "../host/in-process.ts";
import { loadGuest } from "../scenario/guest-files.ts";
import { migrationSettingsOf, parseScenario, ramBytesOf } from "../scenario/scenario.ts";
import { Simulation } from "../scenario/simulation.ts";
import type { Open } from "./runner.ts";

/** Opens labs with both hosts in this thread, on a memory store, with this one guest program. */
export function openerOf(module: WebAssembly.Module, guest: Uint8Array): Open {
  const read = async () => guest;
  return async (input) => {
    const scenario = parseScenario(input);
    const datastore = new MemoryDatastore();
    await datastore.format({ owner: "source", epoch: 1 });
    const { instructionsPerSecond } = scenario.guest;
    const migration = migrationSettingsOf(scenario);
    const settings = { ramBytes: ramBytesOf(scenario), instructionsPerSecond, migration };
    const hosts = connectInProcess(module, settings, datastore);
    await hosts.source.boot(await loadGuest(scenario, { program: read, named: read }));
    return new Simulation(scenario, hosts);
  };
}

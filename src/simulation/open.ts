import { MemoryDatastore } from "../datastore/memory.ts";
import { connectInProcess } from "../host/in-process.ts";
import type { HostPort } from "../host/port.ts";
import type { Place } from "../place/place.ts";
import { migrationSettingsOf, ramBytesOf } from "../scenario/derived.ts";
import { type FileReader, loadGuest } from "../scenario/guest-files.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { Simulation } from "./simulation.ts";

/** What may differ from a plain lab; all of it for tests and tools. */
export interface OpenOptions {
  /** Whether the migration starts at the scenario's tick, rather than by an action. */
  readonly startsItself?: boolean;
  /** The datastore that both hosts use; it is formatted. */
  readonly datastore?: MemoryDatastore;
  /** May stand between the simulation and its hosts. */
  readonly watch?: (hosts: Record<Place, HostPort>) => Record<Place, HostPort>;
}

/**
 * Opens a lab with both hosts in this thread, on a datastore in memory, its guest booted. Throws what is wrong with
 * the guest's files.
 *
 * The browser opens its hosts in workers instead and makes the same `Simulation` of them. The owner record begins
 * with epoch 1 at West, as `Run` takes it.
 */
export async function openInProcess(
  module: WebAssembly.Module,
  scenario: Scenario,
  files: FileReader,
  { startsItself = true, datastore = new MemoryDatastore(), watch = (hosts) => hosts }: OpenOptions = {},
): Promise<Simulation> {
  const guest = await loadGuest(scenario, files);
  await datastore.format({ owner: "West", epoch: 1 });
  const { instructionsPerSecond } = scenario.guest;
  const migration = migrationSettingsOf(scenario);
  const settings = { ramBytes: ramBytesOf(scenario), instructionsPerSecond, migration };
  const hosts = watch(connectInProcess(module, settings, datastore));
  await hosts.West.boot(guest);
  return new Simulation(scenario, hosts, startsItself);
}

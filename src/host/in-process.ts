import type { Datastore } from "../datastore/datastore.ts";
import type { Place } from "../place/place.ts";
import { Host } from "./host.ts";
import { type PayloadWire, wirePair } from "./payload/payload.ts";
import type { HostPort, HostSettings } from "./port.ts";

/**
 * Both hosts in this process, on one datastore and one wire: the same hosts that the browser runs in workers. The
 * command line, the tests and the fuzzer use it. `database` is null, since a host in this process is handed its
 * datastore, where one in a worker opens the IndexedDB database by its name.
 */
export function connectInProcess(
  module: WebAssembly.Module,
  settings: Omit<HostSettings, "place" | "database">,
  datastore: Datastore,
  [westEnd, eastEnd]: readonly [PayloadWire, PayloadWire] = wirePair(),
): Record<Place, HostPort> {
  return {
    West: new Host(module, { ...settings, place: "West", database: null }, datastore, westEnd),
    East: new Host(module, { ...settings, place: "East", database: null }, datastore, eastEnd),
  };
}

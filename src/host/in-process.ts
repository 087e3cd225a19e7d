import type { Datastore } from "../datastore/datastore.ts";
import type { HostName } from "../place/place.ts";
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
  settings: Omit<HostSettings, "name" | "database">,
  datastore: Datastore,
  [sourceEnd, destinationEnd]: readonly [PayloadWire, PayloadWire] = wirePair(),
): Record<HostName, HostPort> {
  return {
    source: new Host(module, { ...settings, name: "source", database: null }, datastore, sourceEnd),
    destination: new Host(
      module,
      { ...settings, name: "destination", database: null },
      datastore,
      destinationEnd,
    ),
  };
}

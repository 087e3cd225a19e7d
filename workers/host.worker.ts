import { expose, wrap } from "comlink";
import { openIndexedDbDatastore } from "../src/browser/indexeddb.ts";
import { live } from "../src/browser/life.ts";
import { portWire } from "../src/browser/port-wire.ts";
import type { Datastore } from "../src/datastore/datastore.ts";
import { Host } from "../src/host/host.ts";
import type { HostPort, HostSettings } from "../src/host/port.ts";

let host: Host | null = null;

async function start(
  module: WebAssembly.Module,
  settings: HostSettings,
  port: MessagePort,
  memory: MessagePort,
): Promise<void> {
  const copy = wrap<Datastore>(memory) as unknown as Datastore;
  const real = settings.database === null ? copy : await openIndexedDbDatastore(settings.database);
  host = new Host(module, settings, real, portWire(port), copy);
}

/** Everything else goes to the host itself. */
const api = new Proxy({ start, live, isAlive: () => true } as Record<PropertyKey, unknown>, {
  get: (own, name) => own[name] ?? ((...given: unknown[]) => forward(name as keyof HostPort, given)),
});

function forward(name: keyof HostPort, given: unknown[]): unknown {
  if (!host) throw new Error("The host was not started.");
  return (host[name] as (...given: unknown[]) => unknown)(...given);
}

expose(api);
// That it has begun; what is asked of it may take long.
postMessage("begun");

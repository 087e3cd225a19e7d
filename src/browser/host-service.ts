import { expose, wrap } from "comlink";
import type { Datastore } from "../datastore/datastore.ts";
import { Host } from "../host/host.ts";
import type { HostPort, HostSettings } from "../host/port.ts";
import { live } from "./life.ts";
import { portWire } from "./port-wire.ts";

/** Opens the datastore in the database of a name. */
export type OpenDatastore = (database: string) => Promise<Datastore>;

/**
 * Makes this worker a host, which whoever started it calls as a `WorkerApi`.
 */
export function serveHost(open: OpenDatastore): void {
  let host: Host | null = null;

  async function start(
    module: WebAssembly.Module,
    settings: HostSettings,
    port: MessagePort,
    memory: MessagePort,
  ): Promise<void> {
    const copy = wrap<Datastore>(memory) as unknown as Datastore;
    const real = settings.database === null ? copy : await open(settings.database);
    host = new Host(module, settings, real, portWire(port), copy);
  }

  function forward(name: keyof HostPort, given: unknown[]): unknown {
    if (!host) throw new Error("The host was not started.");
    return (host[name] as (...given: unknown[]) => unknown)(...given);
  }

  /** Everything else goes to the host itself. */
  const api = new Proxy({ start, live, isAlive: () => true } as Record<PropertyKey, unknown>, {
    get: (own, name) => own[name] ?? ((...given: unknown[]) => forward(name as keyof HostPort, given)),
  });
  expose(api);
  // That it has begun; what is asked of it may take long.
  postMessage("begun");
}

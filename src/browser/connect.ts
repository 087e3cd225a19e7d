import { expose, releaseProxy, transfer, wrap } from "comlink";
import type { Datastore } from "../datastore/datastore.ts";
import type { HostPort, HostSettings } from "../host/port.ts";
import type { Place } from "../place/place.ts";
import { whenNotBegun } from "./beginning.ts";
import { lifeName, whenEnded } from "./life.ts";
import type { WorkerApi } from "./worker-api.ts";

/** Real time in milliseconds in which a worker that has begun is ready, on the slowest machine. */
const START_MS = 20_000;
const SILENT = `A worker has not started within ${START_MS / 1000} s. Reload the page, or open it in another browser.`;

/** Two hosts in two workers, and how to be rid of them. */
export interface ConnectedHosts {
  readonly hosts: Record<Place, HostPort>;
  /** Rejects when a worker fails while the lab runs. */
  readonly failure: Promise<never>;
  close(): void;
}

/** Starts the worker of a host, whose script is a {@link WorkerApi}. */
export type StartHostWorker = (place: Place) => Worker;

/**
 * Starts a Web Worker for each host and joins them by a channel of their own for the bytes of pages. `memory` is a
 * datastore that both share: the real one where the settings name no database. Rejects with the reason when a worker does not load
 * or its host cannot be made.
 */
export async function connectHosts(
  start: StartHostWorker,
  module: WebAssembly.Module,
  settings: Omit<HostSettings, "place">,
  memory: Datastore,
): Promise<ConnectedHosts> {
  const { port1, port2 } = new MessageChannel();
  const west = hostWorker(start("West"), "West");
  const east = hostWorker(start("East"), "East");
  const failure = Promise.race([west.failure, east.failure]);
  failure.catch(() => {});
  const close = () => {
    west.close();
    east.close();
  };
  const silence = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(SILENT)), START_MS);
  });
  silence.catch(() => {});
  try {
    const make = async (worker: typeof west, place: Place, port: MessagePort) => {
      const store = doorTo(memory);
      const life = lifeName(place);
      const living = worker.api.live(life);
      const started = worker.api.start(module, { ...settings, place }, transfer(port, [port, store]), store);
      // That it failed is heard of below, after what is asked first.
      started.catch(() => {});
      // Without a lock the worker is asked whether it lives, which it can not answer while it makes its machine.
      const isHeld = await living;
      if (!isHeld) await started;
      worker.follow(life, isHeld);
      await started;
    };
    const made = Promise.all([make(west, "West", port1), make(east, "East", port2)]);
    await Promise.race([made, failure, silence]);
  } catch (error) {
    close();
    throw error;
  }
  const guarded = (api: WorkerApi) => guard(api, failure);
  return { hosts: { West: guarded(west.api), East: guarded(east.api) }, failure, close };
}

/** A port by which a worker reaches a datastore of this thread. */
function doorTo(datastore: Datastore): MessagePort {
  const { port1, port2 } = new MessageChannel();
  expose(datastore, port1);
  return port2;
}

/** Comlink never settles a call to a worker that failed; the worker's error event must do that. */
function hostWorker(worker: Worker, place: Place) {
  const remote = wrap<WorkerApi>(worker);
  let fail: (reason: Error) => void = () => {};
  const failure = new Promise<never>((_, reject) => {
    fail = reject;
    worker.onerror = (event) =>
      reject(new Error(`The worker of the ${place} host failed: ${event.message || "it did not load"}`));
    worker.onmessageerror = () =>
      reject(new Error(`The worker of the ${place} host sent something unreadable.`));
  });
  const api = remote as unknown as WorkerApi;
  const open = new AbortController();
  whenNotBegun(worker, open.signal, () => fail(new Error(`The worker of the ${place} host does not begin.`)));
  const ended = () =>
    fail(
      new Error(
        `The worker of the ${place} host ended without a word. The browser may have had no memory left for it: close other pages, or choose a guest with less RAM.`,
      ),
    );
  const close = () => {
    fail(new Error("The lab was closed."));
    open.abort();
    remote[releaseProxy]();
    worker.terminate();
  };
  const follow = (life: string, isHeld: boolean) =>
    whenEnded(life, isHeld, () => api.isAlive(), open.signal, ended);
  return { api, failure, close, follow };
}

/** A host whose calls fail when any worker fails, instead of never settling. */
function guard(api: WorkerApi, failure: Promise<never>): HostPort {
  // Not a race with `failure`: it would keep what every call ever answered for as long as no worker fails.
  const waiting = new Set<(reason: unknown) => void>();
  let isLost = false;
  failure.catch((reason) => {
    isLost = true;
    for (const reject of waiting) reject(reason);
    waiting.clear();
  });
  const inTime = <Value>(answer: Promise<Value>): Promise<Value> =>
    new Promise((resolve, reject) => {
      waiting.add(reject);
      answer.then(resolve, reject).finally(() => waiting.delete(reject));
    });
  return new Proxy({} as HostPort, {
    get: (_, method) => {
      if (method === "then") return undefined;
      return (...given: unknown[]) => {
        if (isLost) return failure;
        const call = (api as unknown as Record<PropertyKey, (...given: unknown[]) => Promise<unknown>>)[
          method
        ]!;
        return inTime(call(...given));
      };
    },
  });
}

import type { Tick } from "../clock/tick.ts";
import type { Datastore } from "../datastore/datastore.ts";
import { MemoryDatastore } from "../datastore/memory.ts";
import { connectHosts } from "../host/connect.ts";
import type { GuestImage } from "../machine/boot.ts";
import wasmUrl from "../machine/build/machine.wasm?url";
import type { ActionName, Frame } from "./frame.ts";
import { frameOf } from "./frame-builder.ts";
import { loadGuest } from "./guest-files.ts";
import { type LabDatabase, openLabDatabase } from "./lab-database.ts";
import { migrationSettingsOf, ramBytesOf, type Scenario } from "./scenario.ts";
import { Simulation } from "./simulation.ts";

/** One lab: two hosts in workers, the link, the datastore and the event loop between them. */
export interface Session {
  readonly scenario: Scenario;
  /** Whether nothing more can happen. */
  readonly ended: boolean;
  /** The state at the present tick. */
  frame(): Promise<Frame>;
  /** Runs the simulation up to a tick. Rejects when a worker or the storage fails. */
  advance(until: Tick): Promise<void>;
  /** Does what the learner did, at the present tick. */
  act(action: ActionName): Promise<void>;
  close(): void;
}

let compiled: Promise<WebAssembly.Module> | null = null;

/** The machine, compiled once for all sessions of the page. What failed is tried again by the next session. */
function machineModule(): Promise<WebAssembly.Module> {
  compiled ??= fetchBytes(wasmUrl)
    .then((bytes) => WebAssembly.compile(bytes))
    .catch((error) => {
      compiled = null;
      throw error;
    });
  return compiled;
}

async function fetchBytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const url = new URL(path, document.baseURI);
  const answer = await fetch(url).catch(() => null);
  if (answer?.ok) return new Uint8Array(await answer.arrayBuffer());
  const reason = answer ? `status ${answer.status}` : "the server cannot be reached";
  throw new Error(`The lab's file ${url.pathname} could not be loaded (${reason}).`);
}

/**
 * Opens a lab whose migration starts when the learner says so. Rejects with a clear error when a worker, the storage
 * or a file of the lab fails.
 */
export async function openSession({ scenario }: { scenario: Scenario }): Promise<Session> {
  const files = { program: (file: string) => fetchBytes(`guests/${file}`), named: fetchBytes };
  const opening = openLabDatabase();
  try {
    const [module, guest] = await Promise.all([machineModule(), loadGuest(scenario, files)]);
    return await openOn(await opening, scenario, module, guest);
  } catch (error) {
    (await opening)?.release();
    throw error;
  }
}

/** Opens the lab on its own database, or without one on memory. What it started is gone when it rejects. */
async function openOn(
  database: LabDatabase | null,
  scenario: Scenario,
  module: WebAssembly.Module,
  guest: GuestImage,
): Promise<Session> {
  const memory: Datastore | null = database ? null : new MemoryDatastore();
  await memory?.format({ owner: "source", epoch: 1 });
  const { instructionsPerSecond } = scenario.guest;
  const settings = {
    ramBytes: ramBytesOf(scenario),
    instructionsPerSecond,
    migration: migrationSettingsOf(scenario),
    database: database?.name ?? null,
  };
  const connected = await connectHosts(module, settings, memory);
  try {
    await connected.hosts.source.boot(guest);
  } catch (error) {
    connected.close();
    throw error;
  }
  const simulation = new Simulation(scenario, connected.hosts, false);
  return sessionOf(simulation, database ? "indexeddb" : "memory", () => {
    connected.close();
    database?.release();
  });
}

/** Calls follow one another: the simulation does one thing at a time. */
function sessionOf(simulation: Simulation, kind: "indexeddb" | "memory", close: () => void): Session {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const turn = last.then(task);
    last = turn.catch(() => {});
    return turn;
  };
  return {
    scenario: simulation.scenario,
    get ended() {
      return simulation.isOver;
    },
    frame: () => inTurn(() => frameOf(simulation, kind)),
    advance: (until) => inTurn(() => simulation.advance(until)),
    act: (action) => inTurn(() => simulation.act(action)),
    close,
  };
}

import type { Tick } from "../clock/tick.ts";
import { MemoryDatastore } from "../datastore/memory.ts";
import { isInOwnFolder } from "../experiment/own-folder.ts";
import { t } from "../language/words.ts";
import type { GuestImage } from "../machine/boot.ts";
import type { HostName } from "../place/place.ts";
import type { Frame } from "../report/frame.ts";
import { frameOf } from "../report/frame-builder.ts";
import { migrationSettingsOf, ramBytesOf } from "../scenario/derived.ts";
import { loadGuest } from "../scenario/guest-files.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { Simulation } from "../simulation/simulation.ts";
import { type UnmovedGuest, unmovedGuest } from "../simulation/unmoved.ts";
import { quote } from "../text/quote.ts";
import type { Commands } from "../timeline/commands.ts";
import type { Lane } from "../timeline/lane.ts";
import { runTo, type StepSize, type StopAt, stepBack, stepForward } from "../timeline/steps.ts";
import { Timeline } from "../timeline/timeline.ts";
import type { TraceEvent } from "../trace/event.ts";
import { connectHosts, type StartHostWorker } from "./connect.ts";
import type { LabDatabase } from "./lab-database.ts";
import type { LabFiles } from "./lab-files.ts";
import { SessionStore } from "./session-store.ts";

/** The lanes of a run, and where it is in them. */
export interface TimelineFrame {
  /** The lane that is live, by its place in `lanes`. */
  readonly live: number;
  readonly lanes: readonly Lane[];
  /** Bytes that all moments take. */
  readonly bytes: number;
  /** What comes next was recorded: acting now parts a new lane. */
  readonly isInPast: boolean;
}

/**
 * One lab: two hosts in workers, the link, the datastore and the event loop between them. It does one thing at a time: each
 * call is awaited before the next, which is for its caller to see to.
 */
export interface Session extends Commands {
  readonly scenario: Scenario;
  /** The present tick. */
  readonly now: Tick;
  /** Whether nothing more can happen. */
  readonly ended: boolean;
  /** The state at the present tick. */
  frame(): Promise<Frame>;
  /**
   * Runs the simulation up to a tick; where `patience` is given, not much longer than so many milliseconds of real time,
   * so that somebody can look on. Rejects when a worker or the storage fails.
   */
  advance(until: Tick, patience?: number): Promise<void>;
  /** What is known of all lanes. */
  readonly timeline: TimelineFrame;
  /** What has happened in the live lane up to the present tick, as far as it is kept, and how many events are not. */
  readonly trace: readonly TraceEvent[];
  readonly leftOut: number;
  /** One step onwards. Resolves with whether there was one. */
  stepForward(size: StepSize, isCancelled?: () => boolean): Promise<boolean>;
  stepBack(size: StepSize): Promise<void>;
  /** Runs on to a place. Resolves with whether it came there. */
  runTo(place: StopAt, isCancelled?: () => boolean): Promise<boolean>;
  /** The bytes of a page at a host, or null where it is not there. */
  readPage(host: HostName, page: number): Promise<Uint8Array | null>;
  /** The guest as it would be now, had it never been moved; null where there is none. */
  unmoved(): Promise<UnmovedGuest | null>;
  /** Nobody looks at it any more. */
  forgetUnmoved(): Promise<void>;
  close(): void;
}

export interface SessionOptions {
  readonly scenario: Scenario;
  /** The learner's own files by the names that the scenario has for them; others lie beside the page. */
  readonly files?: ReadonlyMap<string, Uint8Array> | undefined;
  /** Keeps the datastore in memory, also where the page has storage. */
  readonly inMemory?: boolean;
}

/** What a session has of its page: the lab's own files, its storage, and how a host's worker is started. */
export interface SessionPlace {
  readonly files: LabFiles;
  /** Makes a database for one lab; null where there is no storage. A page whose storage is not the lab's gives no such function. */
  readonly openDatabase: (() => Promise<LabDatabase | null>) | null;
  readonly workers: { readonly host: StartHostWorker };
}

/** So many letters of what the guest prints are kept in the page. */
const CONSOLE_LETTERS = 32_768;

/** A file that a scenario names. Whoever wrote it, nothing is fetched that is not the lab's own. */
function readNamed(path: string, files: LabFiles): Promise<Uint8Array> {
  if (isInOwnFolder(path)) return files.read(path);
  throw new Error(t`${quote(path)} is no file in the lab's own folder; it is not fetched.`);
}

/**
 * Opens a lab whose migration starts when the learner says so. Rejects with a clear error when a worker, the storage
 * or a file of the lab fails.
 */
export async function openSession(
  { files, openDatabase, workers }: SessionPlace,
  { scenario, files: own, inMemory }: SessionOptions,
): Promise<Session> {
  const named = async (path: string) => own?.get(path) ?? readNamed(path, files);
  const reader = { program: (file: string) => files.read(`guests/${file}`), named };
  const opening = inMemory || !openDatabase ? Promise.resolve(null) : openDatabase();
  try {
    const [module, guest] = await Promise.all([files.machine(), loadGuest(scenario, reader)]);
    return await openOn(workers.host, await opening, scenario, module, guest);
  } catch (error) {
    (await opening)?.release();
    throw error;
  }
}

/** Opens the lab on its own database, or without one on memory. What it started is gone when it rejects. */
async function openOn(
  start: StartHostWorker,
  database: LabDatabase | null,
  scenario: Scenario,
  module: WebAssembly.Module,
  guest: GuestImage,
): Promise<Session> {
  const memory = new MemoryDatastore();
  await memory.format({ owner: "West", epoch: 1 });
  const { instructionsPerSecond } = scenario.guest;
  const settings = {
    ramBytes: ramBytesOf(scenario),
    instructionsPerSecond,
    migration: migrationSettingsOf(scenario),
    database: database?.name ?? null,
  };
  const connected = await connectHosts(start, module, settings, memory);
  const giveUp = (error: unknown): never => {
    connected.close();
    throw error;
  };
  const real = database ? await database.open().catch(giveUp) : memory;
  const close = () => {
    connected.close();
    if (database) real.close();
    database?.release();
  };
  try {
    const { hosts } = connected;
    await hosts.West.boot(guest);
    const timeline = new Timeline(
      new Simulation(scenario, hosts, false),
      new SessionStore(hosts, real, memory),
    );
    timeline.simulation.run.state.console.most = CONSOLE_LETTERS;
    await timeline.begin();
    return sessionOf(timeline, database ? "indexeddb" : "memory", close);
  } catch (error) {
    close();
    throw error;
  }
}

function sessionOf(timeline: Timeline, kind: "indexeddb" | "memory", close: () => void): Session {
  const { simulation } = timeline;
  return {
    scenario: simulation.run.scenario,
    get now() {
      return simulation.run.now;
    },
    get ended() {
      return simulation.run.isOver;
    },
    get timeline() {
      return timelineFrame(timeline);
    },
    get trace() {
      return simulation.run.trace.events;
    },
    get leftOut() {
      return simulation.run.trace.leftOut;
    },
    frame: () => frameOf(simulation.run, kind),
    advance: (until, patience) => timeline.advance(until, outOf(patience)),
    act: (action) => timeline.act(action),
    type: (bytes) => timeline.type(bytes),
    seek: (to, progress) => timeline.seek(to, progress),
    stepForward: (size, isCancelled) => stepForward(timeline, size, isCancelled),
    stepBack: (size) => stepBack(timeline, size),
    runTo: (place, isCancelled) => runTo(timeline, place, isCancelled),
    wake: (lane, progress) => timeline.wake(lane, progress),
    readPage: async (host, page) => simulation.run.hosts[host].readPage(page),
    unmoved: () => unmovedGuest(simulation.run),
    forgetUnmoved: () => simulation.run.invariants.forgetUnmoved(),
    close,
  };
}

/** A question whether so many milliseconds of real time are over; undefined where there is no limit. */
function outOf(patience: number | undefined): (() => boolean) | undefined {
  if (patience === undefined) return undefined;
  const end = performance.now() + patience;
  return () => performance.now() > end;
}

function timelineFrame({ live, lanes, bytes, isInPast }: Timeline): TimelineFrame {
  return { live: live.id, lanes, bytes, isInPast };
}

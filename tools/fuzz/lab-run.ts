import { createHash } from "node:crypto";
import { fromMilliseconds, type Tick } from "../../src/clock/tick.ts";
import type { OwnerRecord } from "../../src/datastore/datastore.ts";
import { MemoryDatastore } from "../../src/datastore/memory.ts";
import {
  type Frame,
  finishRun,
  frameOf,
  openSimulation,
  type Report,
  type ScenarioInput,
  type Simulation,
  type TraceEvent,
} from "../../src/entries/headless.ts";
import type { Places } from "../../src/place/place.ts";
import { mostSteps } from "./most-steps.ts";
import { Observer } from "./observer.ts";
import type { ScenarioData } from "./scenario/scenario-data.ts";

/** How a run is watched on the way. What it does must not depend on that. */
export interface Watching {
  /** Virtual milliseconds between two frames. */
  readonly everyMs: number;
}

/** Everything that is known of one run. */
export interface LabRun {
  readonly report: Report;
  readonly events: readonly TraceEvent[];
  /** What the owner record said at the end. */
  readonly owner: OwnerRecord;
  /** Which machine had which role in the last migration. */
  readonly places: Places;
  /** Its number, from 1 on. */
  readonly migration: number;
  /** Whether an instruction to go on there, or to stay, was carried out; null while undecided. */
  readonly how: "moved" | "continued" | null;
  /** The phase that the migration was in at the end; null where none was begun. */
  readonly phase: string | null;
  /** Whether anything failed or had to be done again. */
  readonly disturbed: boolean;
  /** Pages that the checkpoint left owed; null where none was sent. */
  readonly owedAtSwitchover: number | null;
  /** Pages that were sent after it, as often as they were. */
  readonly sentSince: readonly number[];
  /** Moments at which both hosts could run the guest, in words. */
  readonly doubles: readonly string[];
  /** Operations that the datastore had in its queue at a time, at most. */
  readonly mostQueued: number;
  /** The frames that were looked at on the way. */
  readonly frames: readonly Frame[];
}

/** Runs scenarios, both hosts in this process. */
export interface LabRunner {
  /** Runs a scenario to its end. Rejects with what the lab threw, also for data that is not a scenario. */
  run(data: ScenarioData, watching?: Watching | null): Promise<LabRun>;
  /** Runs a scenario on until its migration has ended, at most up to its end. */
  settle(data: ScenarioData): Promise<Settled>;
}

/** Whether a migration ended, whether well, and the phase that it was in at last. */
export interface Settled {
  readonly ended: boolean;
  readonly identical: boolean | null;
  readonly phase: string | null;
}

export const LAB: LabRunner = { run, settle };

async function run(data: ScenarioData, watching: Watching | null = null): Promise<LabRun> {
  const { simulation, observer, datastore } = await open(data);
  const frames = watching ? await advanceWatched(simulation, watching) : [];
  const { report, trace } = await finishRun(simulation);
  const { how, disturbed, phase } = simulation.run.statistics;
  const { owedAtSwitchover, sentSince, doubles, mostQueued } = observer;
  const owner = await datastore.readOwner();
  const { places, state } = simulation.run;
  const { events } = trace;
  return {
    report,
    events,
    owner,
    places,
    migration: state.migration,
    how,
    phase,
    disturbed,
    owedAtSwitchover,
    sentSince,
    doubles,
    mostQueued,
    frames,
  };
}

async function settle(data: ScenarioData): Promise<Settled> {
  const { simulation } = await open(data);
  const end = fromMilliseconds(simulation.run.scenario.untilMs);
  const stretch = fromMilliseconds(100);
  for (let tick: Tick = stretch; !isSettled(simulation) && tick <= end; tick += stretch) {
    if (simulation.run.isOver) break;
    await simulation.advance(tick);
  }
  const { endedAt, phase } = simulation.run.statistics;
  return { ended: endedAt !== null, identical: simulation.run.verdict?.identical ?? null, phase };
}

async function open(data: ScenarioData) {
  const datastore = new MemoryDatastore();
  let observer!: Observer;
  const watch = (hosts: Observer["hosts"]) => {
    observer = new Observer(hosts, mostSteps(data));
    return observer.hosts;
  };
  const simulation = await openSimulation(data as ScenarioInput, { datastore, watch });
  observer.watchQueue(simulation.run.service);
  return { simulation, observer, datastore };
}

/** Whether the last migration that its scenario asks for is over, and so are all. */
function isSettled({ run: { statistics, state, scenario } }: Simulation): boolean {
  return statistics.endedAt !== null && state.migration > scenario.again.length;
}

/** Frames are taken along the way, and the run is cut there. */
async function advanceWatched(simulation: Simulation, { everyMs }: Watching): Promise<Frame[]> {
  const frames: Frame[] = [];
  const end = fromMilliseconds(simulation.run.scenario.untilMs);
  for (let ms = everyMs; fromMilliseconds(ms) <= end && !simulation.run.isOver; ms += everyMs) {
    await simulation.advance(fromMilliseconds(ms));
    frames.push(await frameOf(simulation.run, "memory", false));
  }
  return frames;
}

/** A short word for a whole trace: equal traces have equal hashes. */
export function traceHash(events: readonly TraceEvent[]): string {
  const hash = createHash("sha256");
  for (const event of events) hash.update(JSON.stringify(event));
  return hash.digest("hex").slice(0, 16);
}

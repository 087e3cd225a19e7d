/**
 * Runs of one guest under several strategies, each left alone and each with the cable cut at the same point of its
 * course. The page's worker computes them. They are runs of their own: the learner's run is not touched.
 */

import { fromMilliseconds, SECOND, type Tick, toMilliseconds } from "../clock/tick.ts";
import type { Strategy } from "../migration/strategy.ts";
import { type Ending, endingOf } from "../report/run-to-end.ts";
import { LONGEST_MS } from "../scenario/bounds.ts";
import { ramBytesOf } from "../scenario/derived.ts";
import type { Fault } from "../scenario/fault.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Simulation } from "../simulation/simulation.ts";
import { type Course, CourseMeter } from "./course.ts";
import { type ComparedSample, Samples } from "./samples.ts";

/** What is compared: one guest, seed, cable and start. Nothing fails in its scenario; what fails is the cut. */
export interface Comparison {
  readonly scenario: Scenario;
  /** Virtual time after which the cable is whole again; null where it stays cut. */
  readonly healsAfter: Tick | null;
}

/** One run of it: a strategy that is left alone, or one whose cable is cut at a tick. */
export interface Job {
  readonly strategy: Strategy;
  readonly cutAt: Tick | null;
}

/** Why a run was not computed on: its move was over, nothing moved any more, or the scenario's time was. */
export type Closing = "over" | "stands" | "outOfTime";

/** One run. Its report, what that says as data, and its closing are there when it is over. */
export interface ComparedRun extends Job, Ending {
  readonly closing: Closing;
  readonly course: Course;
  readonly samples: readonly ComparedSample[];
}

/** What is known of a run that is still computed. */
export type GrowingRun = Omit<ComparedRun, keyof Ending | "closing">;

/** Opens a lab on a scenario, its guest booted. */
export type OpenScenario = (scenario: Scenario) => Promise<Simulation>;

/** Virtual time between two samples, while there are few. */
const SAMPLE = fromMilliseconds(20);

/** Virtual time that is computed after a move's end, so that its end can be seen. */
const AFTERMATH = fromMilliseconds(300);

/** The most that one message carries: 32 pages. And what one MiB a second is in bytes a millisecond. */
const MESSAGE_BYTES = 131_072;
const BYTES_PER_MS = 2 ** 20 / 1000;

/**
 * Times that all memory passes the cable before a move is taken to be without end: more than a strategy's 30 rounds.
 */
const PASSES = 40;

/** Is told after every sample how to learn what is known of the run. */
export type Watch = (known: () => GrowingRun) => void;

/**
 * Runs a job to its end. It looks after every event, since a course is needed to the tick, and takes samples at even
 * ticks for the picture.
 */
export async function runJob(
  open: OpenScenario,
  comparison: Comparison,
  { strategy, cutAt }: Job,
  watch: Watch = () => {},
): Promise<ComparedRun> {
  const simulation = await open(scenarioOf(comparison, { strategy, cutAt }));
  const meter = new CourseMeter(simulation);
  const samples = new Samples(SAMPLE);
  const look = () => {
    meter.look();
    return false;
  };
  const known = () => ({ strategy, cutAt, course: meter.course(), samples: samples.all });
  let closing: Closing | null = null;
  for (; closing === null; closing = closingOf(simulation, samples)) {
    await samples.take(simulation);
    watch(known);
    await simulation.advance(Math.min(simulation.run.now + samples.interval, endOf(simulation)), look);
    meter.look();
  }
  await samples.take(simulation);
  return { ...known(), ...(await endingOf(simulation)), closing };
}

/**
 * The scenario of a job. QEMU's stop rule and rounds that were fixed for one strategy would not be the same thing for
 * another, so vSphere's rule decides. It lasts long enough for every strategy to come to an end of its own.
 */
export function scenarioOf({ scenario, healsAfter }: Comparison, { strategy, cutAt }: Job): Scenario {
  const migration = { ...scenario.migration, strategy, stopRule: "vsphere" as const, afterRounds: null };
  const faults: Fault[] = [];
  if (cutAt !== null) faults.push({ kind: "cutLink", at: { ms: toMilliseconds(cutAt) } });
  if (cutAt !== null && healsAfter !== null)
    faults.push({ kind: "healLink", at: { ms: toMilliseconds(cutAt + healsAfter) } });
  const passMs = (1000 * ramBytesOf(scenario)) / (scenario.link.bandwidthMiBps * 2 ** 20);
  const patienceMs = toMilliseconds(patienceOf(scenario, true));
  const longMs = migration.startMs + 60_000 + PASSES * passMs + 2 * patienceMs;
  const untilMs = Math.min(LONGEST_MS, Math.ceil(Math.max(scenario.untilMs, longMs)));
  return { ...scenario, migration, faults, untilMs };
}

/**
 * For so long nothing has to move before a guest, or a copy, is said to wait for good: every deadline of the protocol
 * is over by then, and so is the slowest message. What bounds a switchover plays no part before the stun.
 */
function patienceOf({ migration, link, datastore, file }: Scenario, isStunned: boolean): Tick {
  const slowest = Math.min(link.bandwidthMiBps, datastore.bandwidthMiBps);
  const messageMs = Math.max(MESSAGE_BYTES, file.chunkKiB * 1024) / (slowest * BYTES_PER_MS);
  const deadlineMs = Math.max(10_000, 5 * migration.heartbeatMs, isStunned ? migration.maxSwitchoverMs : 0);
  return fromMilliseconds(deadlineMs + 4 * messageMs) + SECOND;
}

function endOf({ run: { scenario } }: Simulation): Tick {
  return fromMilliseconds(scenario.untilMs);
}

/** Why the run ends here; null while it goes on. */
function closingOf(simulation: Simulation, samples: Samples): Closing | null {
  const { now, statistics, scenario, faults } = simulation.run;
  if (statistics.endedAt !== null && now >= statistics.endedAt + AFTERMATH) return "over";
  if (simulation.run.isOver || simulation.run.lossReason !== null) return "over";
  const isStunned = statistics.stunnedAt !== null;
  const isQuiet = now - samples.movedAt >= patienceOf(scenario, isStunned);
  if (isQuiet && simulation.run.cutAt !== null && faults.pending.length === 0) return "stands";
  return now >= endOf(simulation) ? "outOfTime" : null;
}

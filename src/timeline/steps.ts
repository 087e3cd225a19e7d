/**
 * Steps of the playback: how far the run goes at a press of a key. They only advance or seek a timeline, so stepping
 * can never lead to a run that playing does not.
 */

import { MILLISECOND, SECOND, type Tick } from "../clock/tick.ts";
import { kindOf } from "../scenario/action.ts";
import type { TraceEvent } from "../trace/event.ts";
import type { Milestone, MilestoneKind } from "../trace/milestone.ts";
import type { Timeline } from "./timeline.ts";

/**
 * How large a step is: one instruction of the guest, one event of the trace, or one round or phase of the migration.
 */
export type StepSize = "instruction" | "event" | "round";

/** What a run can be let run to. */
export type StopAt = "pageFault" | "cut" | "roundEnd" | "end";

/** Where nothing happens, a step by event ends after so much virtual time. */
const QUIET: Tick = SECOND;

/** A run to a place gives up after so much virtual time. */
const FARTHEST: Tick = 120 * SECOND;

/** How much is run between two looks at whether to give up. The page is answered in between. */
const STRETCH: Tick = 50 * MILLISECOND;

/** What ends a round, or stands for one after the rounds. */
const ENDS_ROUND: ReadonlySet<MilestoneKind> = new Set([
  "migrate",
  "round",
  "stun",
  "switchover",
  "resume",
  "firstFault",
  "finish",
  "staysAtSource",
]);

/**
 * One step onwards. Where a round is wanted and none comes, it ends after 120 s of virtual time, or when `isCancelled`.
 * Returns whether there was one to come to.
 */
export async function stepForward(
  timeline: Timeline,
  size: StepSize,
  isCancelled = () => false,
): Promise<boolean> {
  if (size === "round") return runToRound(timeline, isCancelled);
  const limit = timeline.now + QUIET;
  if (size === "instruction") await timeline.retireOne(limit);
  else await runToEvent(timeline, limit, isSeen);
  return true;
}

/** One step back: to just after the event, or the round's beginning, before the present one. */
export async function stepBack(timeline: Timeline, size: StepSize): Promise<void> {
  if (size === "instruction") return unretireOne(timeline);
  const { simulation, now } = timeline;
  const ticks =
    size === "event"
      ? simulation.run.trace.events.filter(isSeen).map(({ tick }) => tick)
      : simulation.run.statistics.milestones.filter(({ kind }) => ENDS_ROUND.has(kind)).map(({ at }) => at);
  await timeline.seek(Math.max(0, ...ticks.filter((tick) => tick < now)));
}

/**
 * Runs on until something happens. Does not run where it can never happen any more; gives up after 120 s of virtual
 * time, or when `isCancelled`. Returns whether it came to what it looked for.
 */
export async function runTo(timeline: Timeline, place: StopAt, isCancelled = () => false): Promise<boolean> {
  const { statistics } = timeline.simulation.run;
  if (place === "end" && statistics.endedAt !== null) return true;
  if (!(place === "cut" ? mayBeCut(timeline) : isUnderWay(timeline))) return false;
  if (place === "end") return runUntilDone(timeline, () => statistics.endedAt !== null, isCancelled);
  const before = timeline.now;
  const kinds = { pageFault: ["faulted"], cut: ["cutLink"], roundEnd: ["round", "stun"] }[place];
  const found = newEvent(timeline, ({ kind, tick }) => kinds.includes(kind) && tick > before);
  return runUntilDone(timeline, found, isCancelled, found);
}

/** Control messages, timers and the like are too small to be stepped to. */
function isSeen(event: TraceEvent): boolean {
  if (event.kind !== "send") return true;
  return event.what !== "alive" && event.what !== "hello" && event.what !== "welcome";
}

/** A question whether an event has come. Once it has, the answer stays, whoever asks again. */
function newEvent({ simulation }: Timeline, matches: (event: TraceEvent) => boolean): () => boolean {
  const { trace } = simulation.run;
  let seen = trace.count;
  let found = false;
  return () => {
    found ||= trace.since(seen).some(matches);
    seen = trace.count;
    return found;
  };
}

async function runToEvent(
  timeline: Timeline,
  limit: Tick,
  matches: (event: TraceEvent) => boolean,
): Promise<void> {
  const before = timeline.now;
  await timeline.advance(
    limit,
    newEvent(timeline, (event) => event.tick > before && matches(event)),
  );
}

async function runToRound(timeline: Timeline, isCancelled: () => boolean): Promise<boolean> {
  if (!isUnderWay(timeline)) return false;
  const { simulation, now } = timeline;
  const isNew = ({ at, kind }: Milestone) => at > now && ENDS_ROUND.has(kind);
  const found = () => simulation.run.statistics.milestones.some(isNew);
  return runUntilDone(timeline, found, isCancelled, found);
}

/** Whether the migration has more to come: it has not ended, and neither was the guest lost. */
function isUnderWay({ simulation }: Timeline): boolean {
  return simulation.run.statistics.endedAt === null && simulation.run.lossReason === null;
}

/** Whether a cut is still to come: the scenario has one, or one was recorded. */
function mayBeCut({ simulation, live, now }: Timeline): boolean {
  const isRecorded = live.actions.some(
    (done) => done.kind === "do" && kindOf(done.action) === "cutLink" && done.at > now,
  );
  return isRecorded || simulation.run.faults.pending.some(({ kind }) => kind === "cutLink");
}

async function runUntilDone(
  timeline: Timeline,
  isDone: () => boolean,
  isCancelled: () => boolean,
  stop?: () => boolean,
): Promise<boolean> {
  const limit = timeline.now + FARTHEST;
  const { simulation } = timeline;
  while (!isDone() && !isCancelled() && timeline.now < limit && !simulation.run.isOver)
    await timeline.advance(timeline.now + STRETCH, stop);
  return isDone();
}

/** Goes to where the guest had retired one instruction less. A guest that slept before slept for many ticks. */
async function unretireOne(timeline: Timeline): Promise<void> {
  const { simulation, now } = timeline;
  const retired = () => simulation.run.known.source.retired + simulation.run.known.destination.retired;
  const wanted = retired() - 1;
  const cycle = Math.ceil(SECOND / simulation.run.scenario.guest.instructionsPerSecond);
  let [low, high] = [0, now];
  for (let back = cycle; low === 0 && back <= now; back *= 8) {
    await timeline.seek(now - back);
    if (retired() <= wanted) low = now - back;
    else high = now - back;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    await timeline.seek(middle);
    if (retired() <= wanted) low = middle;
    else high = middle;
  }
  await timeline.seek(low);
}

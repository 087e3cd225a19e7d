import { MILLISECOND, SECOND, type Tick } from "../clock/tick.ts";
import type { Beat } from "../scenario/frame.ts";
import type { TraceEvent } from "../scenario/trace.ts";
import type { Timeline } from "./timeline.ts";

/** How large a step is: one instruction of the guest, one event of the trace, or one round or phase of the migration. */
export type StepSize = "instruction" | "event" | "round";

/** What a run can be let run to. */
export type StopAt = "pageFault" | "cut" | "roundEnd" | "end";

/** Where nothing happens, a step by event ends after so much virtual time. */
const QUIET: Tick = SECOND;

/** A run to a place gives up after so much virtual time. */
const FARTHEST: Tick = 120 * SECOND;

/** How much is run between two looks at whether to give up. */
const STRETCH: Tick = 50 * MILLISECOND;

/** Beats that end a round, or what stands for one after the rounds. */
const ROUND_BEAT = /^(Migrate|round \d+|stun|switchover|resume|first fault|finish|goes on at the source)$/;

/** One step onwards. */
export async function stepForward(timeline: Timeline, size: StepSize): Promise<void> {
  if (size === "instruction") return timeline.retireOne(timeline.now + QUIET);
  if (size === "event") return runToEvent(timeline, timeline.now + QUIET, isSeen);
  await runToBeat(timeline, ({ name }) => ROUND_BEAT.test(name));
}

/** One step back: to just after the event, or the round's beginning, before the present one. */
export async function stepBack(timeline: Timeline, size: StepSize): Promise<void> {
  if (size === "instruction") return unretireOne(timeline);
  const { simulation, now } = timeline;
  const ticks =
    size === "event"
      ? simulation.trace.events.filter(isSeen).map(({ tick }) => tick)
      : simulation.ledger.beats.filter(({ name }) => ROUND_BEAT.test(name)).map(({ at }) => at);
  await timeline.seek(Math.max(0, ...ticks.filter((tick) => tick < now)));
}

/**
 * Runs on until something happens, or until nothing can happen any more. Gives up after 120 s of virtual time, or when
 * `isCancelled`. Returns whether it came to what it looked for.
 */
export async function runTo(timeline: Timeline, place: StopAt, isCancelled = () => false): Promise<boolean> {
  const { ledger } = timeline.simulation;
  if (place === "end") return runUntilDone(timeline, () => ledger.endedAt !== null, isCancelled);
  const before = timeline.now;
  const kinds = { pageFault: ["faulted"], cut: ["cutLink"], roundEnd: ["round", "stun"] }[place];
  const found = newEvent(timeline, ({ kind, tick }) => kinds.includes(kind) && tick > before);
  return runUntilDone(timeline, found, isCancelled, found);
}

/** Control messages, timers and the like are too small to be stepped to. */
function isSeen({ kind, what }: TraceEvent): boolean {
  return !(kind === "send" && (what === "alive" || what === "hello" || what === "welcome"));
}

/** A question whether an event has come. Once it has, the answer stays, whoever asks again. */
function newEvent({ simulation }: Timeline, matches: (event: TraceEvent) => boolean): () => boolean {
  let seen = simulation.trace.events.length;
  let found = false;
  return () => {
    const fresh = simulation.trace.events.slice(seen);
    seen += fresh.length;
    found ||= fresh.some(matches);
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

async function runToBeat(timeline: Timeline, matches: (beat: Beat) => boolean): Promise<void> {
  const { simulation, now } = timeline;
  const isNew = (beat: Beat) => beat.at > now && matches(beat);
  const found = () => simulation.ledger.beats.some(isNew);
  await runUntilDone(timeline, found, () => false, found);
}

async function runUntilDone(
  timeline: Timeline,
  isDone: () => boolean,
  isCancelled: () => boolean,
  stop?: () => boolean,
): Promise<boolean> {
  const limit = timeline.now + FARTHEST;
  const { simulation } = timeline;
  while (!isDone() && !isCancelled() && timeline.now < limit && !simulation.isOver)
    await timeline.advance(timeline.now + STRETCH, stop);
  return isDone();
}

/** Goes to where the guest had retired one instruction less. A guest that slept before slept for many ticks. */
async function unretireOne(timeline: Timeline): Promise<void> {
  const { simulation, now } = timeline;
  const retired = () => simulation.known.source.retired + simulation.known.destination.retired;
  const wanted = retired() - 1;
  const cycle = Math.ceil(SECOND / simulation.scenario.guest.instructionsPerSecond);
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

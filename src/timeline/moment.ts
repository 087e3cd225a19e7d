import type { Kept } from "../clock/keeper.ts";
import { cyclesInTicks, MILLISECOND, SECOND, type Tick, ticksOfCycles } from "../clock/tick.ts";
import type { StoreContents } from "../datastore/datastore.ts";
import type { RunSnapshot } from "../simulation/run.ts";

/** A moment of a run that can be gone back to: what this thread knows of it. The hosts keep theirs by its number. */
export interface Moment {
  readonly number: number;
  readonly tick: Tick;
  /** How much there is to repeat from the run's beginning, as guest time. */
  readonly work: Tick;
  readonly snapshot: RunSnapshot;
  readonly contents: Kept<null, StoreContents>;
  /** So many of its lane's actions had been done. */
  readonly actions: number;
}

/** Repeating an event costs as much as repeating so much of the guest's time: hosts must wait for each other. */
const EVENT: Tick = 24 * MILLISECOND;

/**
 * How much there is to repeat of so many instructions and events, as guest time. A guest that waits for an interrupt
 * retires none: its time is passed over at once.
 *
 * @param rate cycles of guest time in a second
 */
export function workIn(instructions: number, rate: number, events: number): Tick {
  return ticksOfCycles(instructions, rate) + events * EVENT;
}

/** How many instructions fit into so much work; at least 1. */
export function instructionsIn(work: Tick, rate: number): number {
  return Math.max(1, cyclesInTicks(Math.max(0, work), rate));
}

/** Within so much work before the present, moments lie evenly. Only what lies farther back is thinner. */
const HORIZON: Tick = 60 * SECOND;

/**
 * The moment that is missed least: the one between whose neighbours there is least to repeat for its age, so that a
 * seek takes about as long everywhere in the last minute, and longer only where the run is old. The first and the last
 * stay. Null where there are no others.
 *
 * @param moments in the order of their ticks
 */
export function leastMissed(moments: readonly Moment[], now: Tick): Moment | null {
  let least: Moment | null = null;
  let smallest = Number.POSITIVE_INFINITY;
  for (let index = 1; index < moments.length - 1; index++) {
    const gap = moments[index + 1]!.work - moments[index - 1]!.work;
    const cost = gap / (HORIZON + Math.max(0, now - moments[index]!.tick));
    if (cost < smallest) [least, smallest] = [moments[index]!, cost];
  }
  return least;
}

/** So many of the latest moments tell how far apart moments have room to lie. */
const RECENT = 32;

/**
 * How far apart the next moments are to lie, in work. Where the budget lets many go again, those that are kept lie
 * farther apart; then it makes no sense to take so many. It comes back to `least` where there is room.
 */
export function spacingFor(moments: readonly Moment[], least: Tick): Tick {
  const recent = moments.slice(-RECENT);
  if (recent.length < 2) return least;
  const gap = (recent.at(-1)!.work - recent[0]!.work) / (recent.length - 1);
  return Math.max(least, Math.floor(gap / 2));
}

/**
 * The latest moment at or before a tick, or null. Of two at one tick the later one counts, behind what was done at
 * that tick.
 */
export function latestBefore(moments: readonly Moment[], tick: Tick): Moment | null {
  let found: Moment | null = null;
  for (const moment of moments)
    if (moment.tick <= tick && (found === null || moment.tick >= found.tick)) found = moment;
  return found;
}

import type { Tick } from "../clock/tick.ts";
import { power } from "./power.ts";

/** What is drawn for each message. */
export interface Chance {
  /** The probability that it has to be sent again, and again after that. */
  readonly loss: number;
  /** What each loss costs. */
  readonly again: Tick;
  /** The most that is added to its latency, evenly drawn. */
  readonly jitter: Tick;
}

/** The mean is added up in steps of this part of what a loss costs. */
const STEPS_PER_LOSS = 8;
/** What is less likely than this is left out. */
const UNLIKELY = 1e-4;

/**
 * How much later than without losses a message arrives on average: in its channel it comes behind `count` others, one
 * each `every` ticks before it, and the latest of them all decides.
 */
export function latestOf(
  { loss, again, jitter }: Chance,
  { count, every }: { count: number; every: Tick },
): Tick {
  const jittered = (jitter * (count + 1)) / (count + 2);
  if (loss === 0) return Math.round(jittered);
  const step = again / STEPS_PER_LOSS;
  let mean = 0;
  for (let late = 0; ; late += step) {
    const isLater = 1 - allInTime(loss, again, late, count, every);
    if (isLater < UNLIKELY) return Math.round(mean + jittered);
    mean += isLater * step;
  }
}

/** The probability that none of them comes later than `late` after the last would have come. */
function allInTime(loss: number, again: Tick, late: Tick, count: number, every: Tick): number {
  let inTime = 1;
  for (let before = 0; before <= count; before++) {
    const losses = Math.floor((late + before * every) / again) + 1;
    const isLate = power(loss, losses);
    if (isLate < UNLIKELY / 10) return inTime;
    inTime *= 1 - isLate;
  }
  return inTime;
}

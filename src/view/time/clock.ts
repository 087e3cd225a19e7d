import { MILLISECOND, SECOND, type Tick } from "../../clock/tick.ts";

/** The stretch of virtual time that the tape shows. */
export interface Clock {
  readonly from: Tick;
  readonly to: Tick;
}

/** Spans that a tape can have, in seconds. It stays at one for a while, so that what is drawn keeps its place. */
const SPANS = [3, 5, 8, 12, 20, 30, 60, 90, 120, 180, 300, 600, 1200, 3600];

/** A tape is never shorter, in seconds: nobody knows yet how long a run will be. */
const SHORTEST = 3;

/** What is shown of the time before Migrate. */
const LEAD: Tick = 150 * MILLISECOND;

/** Room behind the end, as a share of the run, so that the last beat does not stick to the edge. */
const SLACK = 1.04;

/** A run's last beat lies no further to the left than at this share of what is shown of it. */
const STORY = 0.5;

/** What is always shown of the time after the last beat. */
const AFTERMATH: Tick = 3 * SECOND;

/**
 * How much of a run a tape shows. A guest that runs on for minutes after all is over would press into a corner what there
 * is to see, so most of that is left out.
 */
export function shownUntil(startedAt: Tick, lastBeat: Tick, end: Tick): Tick {
  const story = Math.max(0, lastBeat - startedAt);
  return Math.min(end, startedAt + Math.max(story / STORY, story + AFTERMATH));
}

/**
 * The clock of a tape.
 *
 * @param startedAt when Migrate was pressed
 * @param end how far the longest lane is shown
 */
export function clockOf(startedAt: Tick, end: Tick): Clock {
  const from = Math.max(0, startedAt - LEAD);
  const wanted = ((end - from) / SECOND) * SLACK;
  const least = Math.max(SHORTEST, wanted);
  const span = SPANS.find((each) => each >= least) ?? Math.ceil(least);
  return { from, to: from + span * SECOND };
}

/** Where a tick lies in a clock, from 0 to 1. */
export function shareOf({ from, to }: Clock, at: Tick): number {
  return Math.min(1, Math.max(0, (at - from) / (to - from)));
}

/** The tick at a share of a clock. */
export function tickAt({ from, to }: Clock, share: number): Tick {
  return Math.round(from + Math.min(1, Math.max(0, share)) * (to - from));
}

import { MILLISECOND, SECOND, type Tick } from "../clock/tick.ts";

/**
 * The stretch of virtual time that the tape shows. Where a guest runs on long after all is over, the time after the story
 * is pressed together behind the bend; every tick still has its place.
 */
export interface Clock {
  readonly from: Tick;
  readonly to: Tick;
  /** Where the scale changes: at this tick, and at this share of the width. Null where it is one. */
  readonly bend: { readonly at: Tick; readonly share: number } | null;
}

/** Spans that a tape can have, in seconds. It stays at one for a while, so that what is drawn keeps its place. */
const SPANS = [3, 5, 8, 12, 20, 30, 60, 90, 120, 180, 300, 600, 1200, 3600, 7200, 14_400, 28_800, 86_400];

/** A tape is never shorter, in seconds: nobody knows yet how long a run will be. */
const SHORTEST = 3;

/** What is shown of the time before Migrate. */
const LEAD: Tick = 150 * MILLISECOND;

/** Room behind the end, as a share of the run, so that the last milestone does not stick to the edge. */
const SLACK = 1.04;

/** A run's last milestone lies no further to the left than at this share of what is shown of it. */
const STORY = 0.5;

/** What is always shown at the story's scale of the time after the last milestone. */
const AFTERMATH: Tick = 3 * SECOND;

/** The share of the width that the story has where the time after it is pressed together. */
const BEND = 0.84;

/** How far a run's story goes: until a while after its last milestone. Beyond that a guest only runs on. */
export function storyUntil(startedAt: Tick, lastBeat: Tick, end: Tick): Tick {
  const story = Math.max(0, lastBeat - startedAt);
  return Math.min(end, startedAt + Math.max(story / STORY, story + AFTERMATH));
}

/**
 * The clock of a tape.
 *
 * @param startedAt when Migrate was pressed
 * @param story how far the story of the longest lane goes
 * @param end how far the longest lane was run
 */
export function clockOf(startedAt: Tick, story: Tick, end: Tick): Clock {
  const from = Math.max(0, startedAt - LEAD);
  const at = from + spanFor(((story - from) / SECOND) * SLACK);
  if (end <= at) return { from, to: at, bend: null };
  const whole = from + spanFor(((end - from) / SECOND) * SLACK);
  // What is hardly longer needs no second scale.
  if (BEND * (whole - from) <= at - from) return { from, to: whole, bend: null };
  return { from, to: whole, bend: { at, share: BEND } };
}

function spanFor(seconds: number): Tick {
  const least = Math.max(SHORTEST, seconds);
  return (SPANS.find((each) => each >= least) ?? Math.ceil(least)) * SECOND;
}

/** Where a tick lies in a clock, from 0 to 1. */
export function shareOf({ from, to, bend }: Clock, at: Tick): number {
  const inside = Math.min(to, Math.max(from, at));
  if (!bend) return (inside - from) / (to - from);
  if (inside <= bend.at) return (bend.share * (inside - from)) / (bend.at - from);
  return bend.share + ((1 - bend.share) * (inside - bend.at)) / (to - bend.at);
}

/** The tick at a share of a clock: the inverse of {@link shareOf}. */
export function tickAt({ from, to, bend }: Clock, share: number): Tick {
  const inside = Math.min(1, Math.max(0, share));
  if (!bend) return Math.round(from + inside * (to - from));
  if (inside <= bend.share) return Math.round(from + (inside / bend.share) * (bend.at - from));
  return Math.round(bend.at + ((inside - bend.share) / (1 - bend.share)) * (to - bend.at));
}

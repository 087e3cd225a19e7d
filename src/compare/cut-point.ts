import type { Tick } from "../clock/tick.ts";
import type { Course } from "./course.ts";

/** A part of a move in which its cable can be cut. */
export type CutPhase =
  /**
   * All memory is copied for the first time: in pre-copy's first round, in stop-and-copy's stun, in post-copy's
   * page-in.
   */
  | "firstPass"
  /** The guest stands still. */
  | "stun"
  /** The guest runs at the destination while pages are still owed to it. */
  | "pageIn";

export const CUT_PHASES: readonly CutPhase[] = ["pageIn", "stun", "firstPass"];

/**
 * Where the cable is cut, in a move's own course and not at a time of the clock: when so many of a hundred of the pages
 * of the first pass have come, of the pages owed at the switchover, or of the stun's time.
 */
export interface CutPoint {
  readonly phase: CutPhase;
  readonly percent: number;
}

/**
 * The tick of a cut in a move that was left alone; null where it has no such point. Up to there both runs are the
 * same one, so a cut at that tick comes at exactly this point. It is the tick after the page has come, since a cut
 * comes before all else of its tick.
 */
export function cutTickOf(course: Course, { phase, percent }: CutPoint): Tick | null {
  const { stunnedAt, resumedAt, switched } = course;
  if (phase === "stun") {
    if (stunnedAt === null || resumedAt === null || !switched) return null;
    return stunnedAt + Math.floor(((resumedAt - stunnedAt) * percent) / 100);
  }
  const of = phase === "firstPass" ? course.pages : course.owed;
  if (of === 0) return null;
  const wanted = Math.min(of, Math.max(1, Math.ceil((of * percent) / 100)));
  const first = course.arrivals.find(({ came, missing }) =>
    phase === "firstPass" ? came >= wanted : missing !== null && course.owed - missing >= wanted,
  );
  return first ? first.at + 1 : null;
}

/** Where a run that is cut now is in its own course: the point that other moves are cut at, too. */
export function placeOf({ stunnedAt, resumedAt, switched, pages, owed, arrivals }: Course): CutPoint {
  const last = arrivals.at(-1);
  if (switched && owed > 0)
    return { phase: "pageIn", percent: percentOf(owed - (last?.missing ?? owed), owed) };
  // How long a stun would have lasted is not known when it is cut.
  if (stunnedAt !== null && resumedAt === null) return { phase: "stun", percent: 50 };
  return { phase: "firstPass", percent: percentOf(last?.came ?? 0, pages) };
}

/** Rounded down, so that a cut at the percentage does not wait for a page that had not come. */
function percentOf(part: number, whole: number): number {
  return Math.min(99, Math.max(1, Math.floor((100 * part) / whole)));
}

import { type Tick, toMilliseconds } from "../clock/tick.ts";
import type { MoveTimes } from "./move-times.ts";
import type { Course } from "./rounds.ts";

/** A corner of the line: pages left to send, so many milliseconds after the migration's beginning. */
export interface CurvePoint {
  readonly ms: number;
  readonly pages: number;
}

/** A chart that ends in "never" shows so many rounds of a course that knows no end. */
const ROUNDS_DRAWN = 60;

/** The corners of the saw's teeth, one for each round, and of what follows them; `times` is null where nothing does. */
export function curveOf(
  pages: number,
  ready: Tick,
  { rounds, left }: Course,
  times: MoveTimes | null,
): CurvePoint[] {
  const corner = (tick: Tick, count: number): CurvePoint => ({ ms: toMilliseconds(tick), pages: count });
  const teeth = rounds
    .slice(0, ROUNDS_DRAWN)
    .flatMap((round) => [corner(ready + round.begins, round.pages), corner(ready + round.ends, round.rest)]);
  const before = [corner(0, pages), ...teeth];
  if (!times) return before;
  const { left: over, stun, pagesFrom, pagesUntil, end } = times;
  const after = [corner(over, left), corner(stun, times.pages), corner(pagesFrom, times.pages)];
  return [...before, ...after, corner(pagesUntil, 0), corner(end, 0)];
}

import { type Tick, toMilliseconds } from "../clock/tick.ts";
import { OWN_PAGES } from "../guests/programs.ts";
import type { MoveTimes } from "./move-times.ts";
import { type Dirtying, dirtiedWithin } from "./rates.ts";
import type { Course, Round } from "./rounds.ts";

/** A corner of the line: pages left to send, so many milliseconds after the migration's beginning. */
export interface CurvePoint {
  readonly ms: number;
  readonly pages: number;
}

/** A chart that ends in "never" shows so many rounds of a course that knows no end. */
const ROUNDS_DRAWN = 60;

/** The bow of a round is drawn by so many straight lines. */
const PIECES = 8;

/** What the line is made of; `times` is null where the rounds lead to nothing. */
interface Parts {
  readonly pages: number;
  readonly ready: Tick;
  readonly course: Course;
  readonly dirtying: Dirtying;
  readonly times: MoveTimes | null;
}

/**
 * The line of what is left to send, as the lab counts it: what a round has not sent yet, and what it has sent and the
 * guest has written since.
 */
export function curveOf({ pages, ready, course, dirtying, times }: Parts): CurvePoint[] {
  const { rounds, left } = course;
  const corner = (tick: Tick, count: number): CurvePoint => ({ ms: toMilliseconds(tick), pages: count });
  const bows = rounds.slice(0, ROUNDS_DRAWN).flatMap((round, index) => {
    const dirty = (rounds[index + 1]?.pages ?? left) - round.rest;
    const isFirst = index === 0;
    return bowOf(round, dirty, dirtying, isFirst).map(([tick, count]) => corner(ready + tick, count));
  });
  const before = [corner(0, pages), ...bows];
  if (!times) return before;
  const { left: over, stun, pagesFrom, pagesUntil, end } = times;
  const after = [corner(over, left), corner(stun, times.pages), corner(pagesFrom, times.pages)];
  return [...before, ...after, corner(pagesUntil, 0), corner(end, 0)];
}

/**
 * A round from its beginning to its end, at which `dirty` pages are to be sent again. Pages are sent from the first on and
 * written anywhere: of those written so far, as large a share has been sent before as of all.
 */
function bowOf(round: Round, dirty: number, dirtying: Dirtying, isFirst: boolean): [Tick, number][] {
  const lasts = round.ends - round.begins;
  const inAll = dirtiedWithin(dirtying, lasts);
  return Array.from({ length: PIECES + 1 }, (_, piece) => {
    const share = piece / PIECES;
    const unsent = round.pages - (round.pages - round.rest) * share;
    const written = inAll > 0 ? (dirty * dirtiedWithin(dirtying, lasts * share)) / inAll : 0;
    const passed = isFirst ? passedOfWorkingSet(round.pages * share, dirtying) : share;
    return [round.begins + lasts * share, Math.round(unsent + written * passed)];
  });
}

/** In the first round all pages are sent in their order, and the working set lies before most of the others. */
function passedOfWorkingSet(sent: number, { writes }: Dirtying): number {
  return Math.min(1, Math.max(0, sent - OWN_PAGES) / writes.workingSetPages);
}

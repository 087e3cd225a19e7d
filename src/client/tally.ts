/**
 * What the client counts, and how long it has waited without an answer: in ticks here, in milliseconds where a report
 * says it.
 */

import { type Tick, toMilliseconds } from "../clock/tick.ts";

/** The client's numbers in the report. */
export interface ClientCounters {
  sent: number;
  answered: number;
  /** Answers that came later than a client finds good; they count as answered too. */
  late: number;
  /** Requests without an answer in time; see {@link Client}. */
  lost: number;
  /**
   * The longest time without an answer, in milliseconds: from the first request to the first answer, from one answer to
   * the next, or from the last answer to now where requests were sent since or are not answered.
   */
  "longest-gap": number;
}

/** What the client has counted, as plain data. */
export interface TallyState {
  sent: number;
  answered: number;
  late: number;
  lost: number;
  lastSentAt: Tick;
  /** When the last answer came, or before it the first request was sent; null before that. */
  quietSince: Tick | null;
  longestGap: Tick;
  /** The longest gap when the guest was lost, in milliseconds: it waits for nobody after that. Null before. */
  gapAtLoss: number | null;
}

export function openTally(): TallyState {
  return {
    sent: 0,
    answered: 0,
    late: 0,
    lost: 0,
    lastSentAt: 0,
    quietSince: null,
    longestGap: 0,
    gapAtLoss: null,
  };
}

/** The first request begins the first silence: nobody was asked before it. */
export function countSent(tally: TallyState, now: Tick): void {
  tally.sent++;
  tally.lastSentAt = now;
  tally.quietSince ??= now;
}

export function countAnswer(tally: TallyState, isLate: boolean, now: Tick): void {
  tally.answered++;
  if (isLate) tally.late++;
  endGap(tally, now);
}

/** An answer of any kind came: the silence is over. Before the first request there is none to end. */
export function endGap(tally: TallyState, now: Tick): void {
  if (tally.quietSince === null) return;
  tally.longestGap = Math.max(tally.longestGap, now - tally.quietSince);
  tally.quietSince = now;
}

/** The longest time without an answer up to `now` or the guest's loss, in milliseconds; `isWaiting` tells whether a request is open. */
export function longestGap(tally: TallyState, isWaiting: boolean, now: Tick): number {
  const { quietSince, lastSentAt, gapAtLoss } = tally;
  if (gapAtLoss !== null) return gapAtLoss;
  const isQuiet = quietSince !== null && (isWaiting || lastSentAt >= quietSince);
  return toMilliseconds(Math.max(tally.longestGap, isQuiet ? now - quietSince : 0));
}

import { MILLISECOND } from "../../clock/tick.ts";
import { t } from "../../language/words.ts";
import type { TraceEvent } from "../../trace/event.ts";

/** One bar of the histogram: how many waits took at most so long, and longer than the bar before. */
export interface LatencyBar {
  /** In milliseconds; infinite for the last. */
  readonly upTo: number;
  readonly count: number;
}

/** The bars' ends, in milliseconds, each about twice the one before. */
const ENDS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, Number.POSITIVE_INFINITY];

/** How long the guest waited for pages, from the run's events. */
export function latencyBars(events: readonly TraceEvent[]): LatencyBar[] {
  const waits = events.flatMap((event) => (event.kind === "served" ? [event.stalled / MILLISECOND] : []));
  return ENDS.map((upTo, index) => {
    const from = ENDS[index - 1] ?? -1;
    return { upTo, count: waits.filter((wait) => wait > from && wait <= upTo).length };
  });
}

/** A bar's end, short enough to stand under it: in milliseconds where nothing else is said. */
export function barName({ upTo }: LatencyBar): string {
  if (upTo === Number.POSITIVE_INFINITY) return t`more`;
  return upTo < 1000 ? `${upTo}` : `${upTo / 1000} s`;
}

import { t } from "../../language/words.ts";
import type { Frame } from "../../report/frame.ts";
import { missingOf } from "../../report/quantities.ts";
import { besideLimit, limitWords, spanWords } from "../design/spans.ts";
import { timeOnLink } from "./on-link.ts";

/** What would come of a stun now, while memory is copied. */
export interface IfStopped {
  readonly ms: number;
  readonly goalMs: number;
  readonly fitsGoal: boolean;
  /** The end of a bar that has room for twice the goal, and for all that the round had to send. */
  readonly endMs: number;
  /** "0.66 s", beside the goal. */
  readonly words: string;
  readonly goal: string;
  /** The same at the size of a real guest, said to be a translation. */
  readonly translated: string;
}

/** A real guest to translate to: 64 GiB over a link of 10 Gbit/s. All of it takes so many milliseconds. */
const REAL_ALL_MS = (64 * 2 ** 30 * 8) / 10e6;

/** How long the guest would stand still if it stood still now; null where no copy is under way that the cable carries. */
export function ifStopped(frame: Frame): IfStopped | null {
  const { phase, link: cable, report, rules, sum } = frame;
  const isCopying = phase === "preCopy" && cable.whole && !frame.ended && report.outcome !== "lost";
  if (!isCopying || frame.source.role !== "preCopy") return null;
  const goalMs = rules.switchoverGoalMs;
  const { ms, fitsGoal } = timeOnLink(frame, missingOf(sum));
  return {
    ms,
    goalMs,
    fitsGoal,
    endMs: Math.max(2 * goalMs, timeOnLink(frame, frame.roundPages).ms),
    words: besideLimit(ms, goalMs),
    goal: limitWords(goalMs),
    translated: translatedOf(frame),
  };
}

/** Only copying is translated: by the share of all memory that is sent. */
function translatedOf({ roundPages, sum }: Frame): string {
  const real = (part: number) => spanWords(Math.round(((part / sum.total) * REAL_ALL_MS) / 1000) * 1000);
  return t`Translated to 64 GiB over 10 Gbit/s: this round ${real(roundPages)}, stopping ${real(missingOf(sum))}.`;
}

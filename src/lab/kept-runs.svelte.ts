import { differencesOf } from "../scenario/fields/values.ts";
import type { Opening } from "./opening.ts";

/** So many runs that were replaced can be brought back; of more, the oldest is let go. */
const MOST = 8;

/**
 * The runs that others have taken the place of, as what was done in them: each can be done again, with all its lanes, at
 * the moment at which it was left. Bringing one back keeps the one that it replaces behind all others, so who goes on
 * undoing comes round to it: nothing is lost by that either.
 */
export class KeptRuns {
  /** The one that was replaced last comes first. */
  #runs = $state.raw<readonly Opening[]>([]);

  /** What Undo brings back; null where there is nothing. */
  get latest(): Opening | null {
    return this.#runs[0] ?? null;
  }

  /** A run was replaced by another: by a new one, or by `undone`, which was kept until now. */
  replaced(left: Opening | null, undone: Opening | null): void {
    const others = this.#runs.filter((run) => run !== undone);
    const kept = left === null ? [] : [left];
    this.#runs = (undone ? [...others, ...kept] : [...kept, ...others]).slice(0, MOST);
  }
}

/** Real time in milliseconds that a run must have stood for its conditions to be kept: what is shorter is a slider's way. */
export const STOOD_MS = 1000;

/**
 * A run that another takes the place of, as it is to be brought back; null where that is worth nothing. Kept is one in which
 * anything was done since it was `opened`, and one that began otherwise than the `next`, unless it stood but for a moment.
 * One that a link or a guest of the list opened is behind its address.
 */
export function worthKeeping(left: Opening, opened: Opening, next: Opening, stoodMs: number): Opening | null {
  if (isTouched(left, opened)) return left;
  const isOther = left.hash === next.hash && differencesOf(left.scenario, next.scenario).length > 0;
  if (!isOther || stoodMs < STOOD_MS) return null;
  // Where nothing was done, its beginning is all there is to come back to.
  return left.actions.length === 0 ? { ...left, moment: null } : left;
}

/** What was done in a run that was brought back lies nowhere else: not behind its address, and no more among the kept ones. */
function isTouched(left: Opening, opened: Opening): boolean {
  const elsewhere = opened.isResumed ? 0 : opened.actions.length;
  return Boolean(left.lanes) || left.actions.length > elsewhere;
}

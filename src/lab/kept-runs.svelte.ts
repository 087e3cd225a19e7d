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

/**
 * Whether anything was done in a run since it was opened. One in which nothing was done begins anew all the same, and
 * one that a link opened is behind the link.
 */
export function isTouched(present: Opening, opening: Opening): boolean {
  return Boolean(present.lanes) || present.actions.length > opening.actions.length;
}

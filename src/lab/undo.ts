import type { Scenario } from "../scenario/scenario.ts";
import { KeptRuns, worthKeeping } from "./kept-runs.svelte.ts";
import type { Opening } from "./opening.ts";

/** What the learner has left for a run that is on its way. */
export interface Left {
  /** Whether it took actions, and whether time ran: it does again where the opening is cancelled. */
  readonly ready: boolean;
  readonly playing: boolean;
  /** The run as it was left, and what it had begun with; null where there was none. */
  readonly run: Opening | null;
  readonly opened: Opening | null;
  /** What its address held. */
  readonly base: Scenario | null;
  /** Real time in milliseconds for which it had stood by then, however long the next takes to come. */
  readonly stoodMs: number;
}

const NOTHING: Left = { ready: false, playing: false, run: null, opened: null, base: null, stoodMs: 0 };

/** The runs that can be brought back, with the one whose place is being taken and the one that is being brought back. */
export class Undo {
  /** What was there when something else began to be opened. */
  left: Left = NOTHING;
  /** The kept run that is being brought back; null where none is. */
  undone: Opening | null = null;
  readonly #kept = new KeptRuns();

  /** What is brought back next; null where there is nothing. */
  get latest(): Opening | null {
    return this.#kept.latest;
  }

  /** What was left is replaced: it can be brought back, where anything was done in it or the next is another. */
  replacedBy(next: Opening): void {
    const { run, opened, stoodMs } = this.left;
    // Who undoes has seen what is replaced.
    const seenMs = this.undone ? Number.POSITIVE_INFINITY : stoodMs;
    this.#kept.replaced(run && opened && worthKeeping(run, opened, next, seenMs), this.undone);
    this.undone = null;
  }

  /** A run stays, and what was about to take its place is kept as if it had been there when Undo was pressed. */
  keepInstead({ run }: Left, next: Opening): void {
    if (!run) return;
    this.#kept.replaced(run, null);
    this.#kept.replaced(worthKeeping(next, next, run, Number.POSITIVE_INFINITY), run);
  }

  /** Who undoes once more while a run is being brought back goes on behind it, as if it were there already. */
  goOn(): void {
    const { undone } = this;
    if (!undone) return;
    this.replacedBy(undone);
    const opened = { ...undone, isResumed: true, lanes: null };
    this.left = { ...this.left, run: this.latest && undone, opened };
  }
}

/** Whether a run that was left, or is about to be, is brought back by Undo where the next takes its place. */
export function isKept({ run, opened, stoodMs }: Left, next: (opened: Opening) => Opening): boolean {
  return run !== null && opened !== null && worthKeeping(run, opened, next(opened), stoodMs) !== null;
}

import type { Store } from "../../lab/environment.ts";
import {
  type Answer,
  BALLOT_CELLS,
  type Ballot,
  backward,
  ballotOf,
  onward,
  type Tally,
  textOfBallot,
  toRow,
  withHands,
} from "../../matrix/ballot.ts";
import type { Place } from "../../matrix/cell.ts";

const KEY = "quick-resume-lab vote";

/** A vote on the failure matrix, kept for as long as the tab is there. Whoever drives it needs nothing of the page. */
export class Vote {
  #state = $state.raw<Ballot>(ballotOf(null));
  /** Whether the wall shows nothing. */
  isBlank = $state(false);
  readonly #tab: Store;

  constructor(tab: Store) {
    this.#tab = tab;
    this.#state = ballotOf(tab.read(KEY));
  }

  /** Where the vote is, and all hands. */
  get state(): Ballot {
    return this.#state;
  }

  /** What is asked. */
  get place(): Place {
    return BALLOT_CELLS[this.#state.cell]!;
  }

  /** The hands for what is asked. */
  get tally(): Tally {
    return this.#state.tallies[this.#state.cell]!;
  }

  /** From a question to its outcome, and on to the next question. */
  next(): void {
    this.#go(onward(this.#state));
  }

  back(): void {
    this.#go(backward(this.#state));
  }

  /** To the first question of a row, counted from 1. */
  toRow(row: number): void {
    this.#go(toRow(this.#state, row));
  }

  /** So many hands more for an answer to what is asked; fewer where `delta` is negative. */
  add(answer: Answer, delta: number): void {
    this.#keep(withHands(this.#state, answer, delta));
  }

  /** Whoever goes on wants to be seen again. */
  #go(ballot: Ballot): void {
    this.isBlank = false;
    this.#keep(ballot);
  }

  #keep(ballot: Ballot): void {
    this.#state = ballot;
    // A page without storage begins anew after a reload.
    this.#tab.write(KEY, textOfBallot(ballot));
  }
}

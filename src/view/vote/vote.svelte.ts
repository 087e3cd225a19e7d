import type { Store } from "../../lab/environment.ts";
import {
  ANSWERS,
  BALLOT_CELLS,
  type Ballot,
  ballotOf,
  type Tally,
  textOfBallot,
} from "../../matrix/ballot.ts";
import type { Cell, Place } from "../../matrix/cell.ts";
import { InStep } from "../present/course/in-step.svelte.ts";
import type { Command } from "../present/course/presented.ts";
import { afterVote, type Voted, votedFrom } from "./voted.ts";

const KEY = "quick-resume-lab vote";

/** What is on the wall, as its window tells the speaker's: `cell` is what is asked as its run came to it; null before that. */
export interface VoteOnWall {
  readonly voted: Voted;
  readonly cell: Cell | null;
}

/** A vote on the failure matrix in one window, kept for as long as its tab is there. The wall's window decides. */
export class Vote {
  #voted = $state.raw<Voted>() as Voted;
  readonly #tab: Store;
  readonly #windows: InStep<VoteOnWall, Command>;

  constructor(tab: Store, view: "present" | "speaker") {
    this.#tab = tab;
    this.#voted = votedFrom(ballotOf(tab.read(KEY)));
    this.#windows = new InStep<VoteOnWall, Command>({
      name: "matrix",
      isSpeaker: view === "speaker",
      act: (command) => this.#become(afterVote(this.#voted, command)),
      see: ({ voted }) => this.#become(voted),
    });
  }

  /** How far it is. */
  get presented(): Voted {
    return this.#voted;
  }

  /** Where the vote is, and all hands. */
  get state(): Ballot {
    return this.#voted.ballot;
  }

  /** What is asked. */
  get place(): Place {
    return BALLOT_CELLS[this.state.cell]!;
  }

  /** The hands for what is asked. */
  get tally(): Tally {
    return this.state.tallies[this.state.cell]!;
  }

  /** The hands for what is asked, in the order of the answers. */
  get hands(): readonly number[] {
    return ANSWERS.map((answer) => this.tally[answer]);
  }

  /** What the speaker's window knows of the wall; null where none answers. */
  get wall(): VoteOnWall | null {
    return this.#windows.wall;
  }

  /** No wall answers: the speaker's window is the only one. */
  get isAlone(): boolean {
    return this.#windows.isAlone;
  }

  /** Does a command here, or lets the wall do it. */
  do(command: Command): void {
    this.#windows.do(command);
  }

  /** Tells the speaker's window what is on the wall now, and what comes of what is asked. */
  tell(cell: Cell | null): void {
    this.#windows.tell({ voted: this.#voted, cell });
  }

  close(): void {
    this.#windows.close();
  }

  #become(voted: Voted): void {
    this.#voted = voted;
    // A page without storage begins anew after a reload.
    this.#tab.write(KEY, textOfBallot(voted.ballot));
  }
}

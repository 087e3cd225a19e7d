/**
 * The failure matrix as a class fills it: twenty of its cells, asked one after the other, with the hands that were raised
 * for each answer. A ballot is a value; what goes on or back makes another one.
 */

import { countOfHands } from "../lessons/class/hands.ts";
import type { CellOutcome, Place } from "./cell.ts";
import type { FaultName } from "./fault.ts";
import type { PhaseName } from "./phase.ts";

/** What fails, a row each, and when, a column each: those of the matrix in which the outcomes differ most. */
export const BALLOT_FAULTS = [
  "linkCut",
  "sourceDies",
  "destinationDies",
  "datastoreGone",
  "eachAlone",
] as const satisfies readonly FaultName[];
export const BALLOT_PHASES = [
  "preCopy",
  "goOnWire",
  "pageInByLink",
  "finish",
] as const satisfies readonly PhaseName[];

/** The cells in the order in which they are asked, row by row. */
export const BALLOT_CELLS: readonly Place[] = BALLOT_FAULTS.flatMap((fault) =>
  BALLOT_PHASES.map((phase) => ({ fault, phase, strategy: "quickResume" as const })),
);

/** What can be voted for, in the order of the letters A to D. */
export const ANSWERS = ["arrives", "stays", "held", "lost"] as const;
export type Answer = (typeof ANSWERS)[number];

/** The answer that an outcome is; null for one that tells nothing. */
export function answerOf(outcome: CellOutcome): Answer | null {
  if (outcome === "completed" || outcome === "recovered") return "arrives";
  if (outcome === "continued-on-source") return "stays";
  return outcome === "held" || outcome === "lost" ? outcome : null;
}

/** Hands that were raised for each answer. */
export type Tally = Readonly<Record<Answer, number>>;

const NO_HANDS: Tally = { arrives: 0, stays: 0, held: 0, lost: 0 };

export interface Ballot {
  /** The cell that is asked, by its number in {@link BALLOT_CELLS}. */
  readonly cell: number;
  /** Whether its outcome is shown. */
  readonly isRevealed: boolean;
  /** Cells whose outcome was shown, by their numbers. */
  readonly revealed: readonly number[];
  /** The hands of each cell. */
  readonly tallies: readonly Tally[];
}

export const NEW_BALLOT: Ballot = {
  cell: 0,
  isRevealed: false,
  revealed: [],
  tallies: BALLOT_CELLS.map(() => NO_HANDS),
};

/** From the question to its outcome, and from there to the next question. The last outcome is the end. */
export function onward(ballot: Ballot): Ballot {
  if (!ballot.isRevealed) return reveal(ballot);
  if (ballot.cell === BALLOT_CELLS.length - 1) return ballot;
  return { ...ballot, cell: ballot.cell + 1, isRevealed: false };
}

/** The way of {@link onward} backwards, exactly. */
export function backward(ballot: Ballot): Ballot {
  if (ballot.isRevealed) return { ...ballot, isRevealed: false };
  return ballot.cell === 0 ? ballot : reveal({ ...ballot, cell: ballot.cell - 1 });
}

function reveal(ballot: Ballot): Ballot {
  const revealed = ballot.revealed.includes(ballot.cell)
    ? ballot.revealed
    : [...ballot.revealed, ballot.cell].sort((one, other) => one - other);
  return { ...ballot, isRevealed: true, revealed };
}

/** To the question of a row's first cell; rows are counted from 1. */
export function toRow(ballot: Ballot, row: number): Ballot {
  if (row < 1 || row > BALLOT_FAULTS.length) return ballot;
  return { ...ballot, cell: (row - 1) * BALLOT_PHASES.length, isRevealed: false };
}

/** One hand more or fewer for an answer to what is asked. */
export function withHands(ballot: Ballot, answer: Answer, change: number): Ballot {
  const tallies = ballot.tallies.map((tally, cell) => {
    if (cell !== ballot.cell) return tally;
    return { ...tally, [answer]: countOfHands(tally[answer] + change) };
  });
  return { ...ballot, tallies };
}

/** Whether a cell's outcome may be shown: what comes later is open again for who goes back to vote on it. */
export function isShown({ cell, isRevealed, revealed }: Ballot, index: number): boolean {
  return index === cell ? isRevealed : index < cell && revealed.includes(index);
}

/** A ballot as text, to be kept. */
export function textOfBallot(ballot: Ballot): string {
  return JSON.stringify(ballot);
}

/** The ballot of a text that was kept; a new one where it is none. */
export function ballotOf(text: string | null): Ballot {
  try {
    const kept = JSON.parse(text ?? "") as Ballot;
    return isBallot(kept) ? kept : NEW_BALLOT;
  } catch {
    return NEW_BALLOT;
  }
}

function isBallot({ cell, isRevealed, revealed, tallies }: Ballot): boolean {
  const isCell = (index: unknown) => Number.isInteger(index) && BALLOT_CELLS[index as number] !== undefined;
  const isTally = (tally: Tally) => ANSWERS.every((answer) => tally[answer] === countOfHands(tally[answer]));
  if (!isCell(cell) || typeof isRevealed !== "boolean" || !revealed.every(isCell)) return false;
  return tallies.length === BALLOT_CELLS.length && tallies.every(isTally);
}

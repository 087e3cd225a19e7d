import { ANSWERS, type Ballot, backward, NEW_BALLOT, onward, toRow, withHands } from "../../matrix/ballot.ts";
import type { Command } from "../present/course/presented.ts";

/** How far a vote is: all that the wall and the speaker's window share. It is plain data. */
export interface Voted {
  readonly ballot: Ballot;
  readonly isBlank: boolean;
  /** The way to the matrix for the room takes the place of the vote. */
  readonly shows: "slide" | "code";
  /** Reset was pressed once. */
  readonly asksReset: boolean;
}

/** A vote that goes on with a ballot. */
export function votedFrom(ballot: Ballot): Voted {
  return { ballot, isBlank: false, shows: "slide", asksReset: false };
}

/**
 * The vote after a command of a presentation: a number leads to a row of the table, an option is an answer. Nothing of a vote
 * is played, so what plays a lesson darkens the wall.
 */
export function afterVote(voted: Voted, command: Command): Voted {
  const calm = { ...voted, asksReset: false };
  const { ballot } = voted;
  switch (command.kind) {
    case "next":
      return votedFrom(onward(ballot));
    case "back":
      return votedFrom(backward(ballot));
    case "to":
      return votedFrom(toRow(ballot, command.slide));
    case "blank":
    case "play":
      return { ...calm, isBlank: !voted.isBlank };
    case "show":
      if (command.what !== "code") return calm;
      return { ...calm, isBlank: false, shows: voted.shows === "code" ? "slide" : "code" };
    case "hands":
      return { ...calm, ballot: raised(ballot, command.option, command.count) };
    case "reset":
      return voted.asksReset ? votedFrom(NEW_BALLOT) : { ...voted, asksReset: true };
  }
}

function raised(ballot: Ballot, option: number, count: number): Ballot {
  const answer = ANSWERS[option];
  return answer ? withHands(ballot, answer, (count || 0) - ballot.tallies[ballot.cell]![answer]) : ballot;
}

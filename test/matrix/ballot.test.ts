import { describe, expect, test } from "vitest";
import { MOST_HANDS } from "../../src/lessons/class/hands.ts";
import {
  ANSWERS,
  answerOf,
  BALLOT_CELLS,
  type Ballot,
  backward,
  ballotOf,
  isShown,
  NEW_BALLOT,
  onward,
  textOfBallot,
  toRow,
  withHands,
} from "../../src/matrix/ballot.ts";
import { EXPECTED, expectedAt } from "../../src/matrix/expected.ts";

/** What of a ballot can be seen. */
const pictureOf = (ballot: Ballot) =>
  JSON.stringify([ballot.cell, ballot.isRevealed, BALLOT_CELLS.map((_, index) => isShown(ballot, index))]);

/** All ballots from one on, as far as it goes. */
function wayFrom(ballot: Ballot): Ballot[] {
  const next = onward(ballot);
  return next === ballot ? [ballot] : [ballot, ...wayFrom(next)];
}

describe("what a class votes on", () => {
  test("is twenty cells, of which each answer is right for some", () => {
    expect(BALLOT_CELLS).toHaveLength(20);
    const right = BALLOT_CELLS.map((place) => answerOf(expectedAt(EXPECTED, place)));
    expect(new Set(right)).toEqual(new Set(ANSWERS));
  });

  test("no outcome but one that tells nothing is without an answer", () => {
    expect(answerOf("unknown")).toBeNull();
    expect(answerOf("recovered")).toBe("arrives");
    expect(answerOf("continued-on-source")).toBe("stays");
  });
});

describe("the way through a ballot", () => {
  test("asks and reveals every cell in turn, and back gives the same pictures", () => {
    const there = wayFrom(NEW_BALLOT);
    expect(there).toHaveLength(40);
    let ballot = there.at(-1)!;
    expect(isShown(ballot, 19)).toBe(true);
    for (const seen of there.slice(0, -1).reverse()) {
      ballot = backward(ballot);
      expect(pictureOf(ballot)).toBe(pictureOf(seen));
    }
    expect(backward(ballot)).toBe(ballot);
    expect(wayFrom(ballot).map(pictureOf)).toEqual(there.map(pictureOf));
  });

  test("a row is gone to without its or later cells being shown, nor those that were passed over", () => {
    const third = toRow(onward(NEW_BALLOT), 3);
    expect(third).toMatchObject({ cell: 8, isRevealed: false });
    expect(BALLOT_CELLS.flatMap((_, index) => (isShown(third, index) ? index : []))).toEqual([0]);
    const first = toRow(onward(third), 1);
    expect(BALLOT_CELLS.some((_, index) => isShown(first, index))).toBe(false);
    expect(toRow(third, 6)).toBe(third);
  });

  test("hands are counted for what is asked, never fewer than none", () => {
    let ballot = withHands(withHands(NEW_BALLOT, "lost", 12), "held", -1);
    expect(ballot.tallies[0]).toEqual({ arrives: 0, stays: 0, held: 0, lost: 12 });
    ballot = withHands(ballot, "lost", 1000);
    expect(ballot.tallies[0]!.lost).toBe(MOST_HANDS);
    expect(ballot.tallies[1]!.lost).toBe(0);
  });

  test("is kept as text, and what is no ballot is a new one", () => {
    const ballot = withHands(toRow(onward(NEW_BALLOT), 2), "stays", 3);
    expect(ballotOf(textOfBallot(ballot))).toEqual(ballot);
    const strange = [
      null,
      "",
      "{}",
      "null",
      textOfBallot({ ...ballot, cell: 20 }),
      textOfBallot({ ...ballot, revealed: [-1] }),
      textOfBallot({ ...ballot, tallies: [] }),
    ];
    for (const text of strange) expect(ballotOf(text)).toBe(NEW_BALLOT);
  });
});

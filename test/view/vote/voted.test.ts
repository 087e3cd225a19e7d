import { expect, test } from "vitest";
import { NEW_BALLOT } from "../../../src/matrix/ballot.ts";
import { commandOf } from "../../../src/view/present/course/keys.ts";
import { afterVote, type Voted, votedFrom } from "../../../src/view/vote/voted.ts";

const NEW = votedFrom(NEW_BALLOT);

/** The vote after keys, as both windows hear them; a letter in upper case is pressed with Shift. */
function pressed(...keys: readonly string[]): Voted {
  return keys.reduce((voted, key) => {
    const shiftKey = /^[A-Z]$/.test(key);
    const press = { key, shiftKey, ctrlKey: false, metaKey: false, altKey: false };
    const tally = voted.ballot.tallies[voted.ballot.cell]!;
    const command = commandOf(press, true, Object.values(tally));
    return command ? afterVote(voted, command) : voted;
  }, NEW);
}

test("a clicker's keys lead on and back, its other keys darken the wall, letters are hands", () => {
  expect(pressed("PageDown", "PageDown", "PageUp").ballot).toMatchObject({ cell: 0, isRevealed: true });
  expect(pressed("4").ballot.cell).toBe(12);
  expect(pressed("4", "B", "B").ballot.tallies[12]).toMatchObject({ arrives: 0, stays: 2 });
  expect(pressed("b").isBlank).toBe(true);
  expect(pressed(".").isBlank).toBe(true);
  expect(pressed("b", ".").isBlank).toBe(false);
  expect(pressed("b", "PageUp").isBlank).toBe(false);
});

test("the way for the room is one key away, and going on leads back from it", () => {
  expect(pressed("q").shows).toBe("code");
  expect(pressed("q", "q").shows).toBe("slide");
  expect(pressed("q", "PageDown").shows).toBe("slide");
  expect(pressed("k")).toEqual(NEW);
  expect(pressed("g")).toEqual(NEW);
});

test("all hands are thrown away by a second press only", () => {
  const voted = pressed("A", "PageDown", "r");
  expect(voted).toMatchObject({ asksReset: true, ballot: { isRevealed: true } });
  expect(pressed("A", "PageDown", "r", "PageUp", "r").asksReset).toBe(true);
  expect(pressed("A", "PageDown", "r", "r")).toEqual(NEW);
});

test("hands that are no number are none", () => {
  const raised = (count: number) => afterVote(pressed("A"), { kind: "hands", option: 0, count });
  expect(raised(7).ballot.tallies[0]!.arrives).toBe(7);
  expect(raised(Number.NaN).ballot.tallies[0]!.arrives).toBe(0);
  expect(afterVote(NEW, { kind: "hands", option: 9, count: 1 })).toEqual(NEW);
});

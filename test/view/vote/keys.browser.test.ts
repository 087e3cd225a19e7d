import { expect, test } from "vitest";
import { pressKey } from "../../../src/view/vote/keys.ts";
import { Vote } from "../../../src/view/vote/vote.svelte.ts";
import { memoryStore } from "../../support/environment.ts";

const HERE = { isTyping: false, hasLetters: true };
const press = (key: string, shiftKey = false) => ({
  key,
  shiftKey,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
});

test("a clicker's keys lead on and back, its other keys darken the wall, letters are hands", () => {
  const tab = memoryStore();
  const vote = new Vote(tab);
  for (const key of ["PageDown", "PageDown", "PageUp"]) expect(pressKey(vote, press(key), HERE)).toBe(true);
  expect(vote.state).toMatchObject({ cell: 0, isRevealed: true });
  pressKey(vote, press("4"), HERE);
  pressKey(vote, press("B", true), HERE);
  pressKey(vote, press("B", true), HERE);
  expect(vote.tally.stays).toBe(2);
  pressKey(vote, press("b"), HERE);
  expect(vote.isBlank).toBe(true);
  pressKey(vote, press("PageUp"), HERE);
  expect(vote.isBlank).toBe(false);
  expect(new Vote(tab).state).toEqual(vote.state);
});

test("what is typed, what a reader has turned off, and what is the browser's is not taken", () => {
  const vote = new Vote(memoryStore());
  const before = vote.state;
  expect(pressKey(vote, press("3"), { ...HERE, isTyping: true })).toBe(false);
  expect(pressKey(vote, press("ArrowRight"), { ...HERE, isTyping: true })).toBe(false);
  expect(pressKey(vote, press("A", true), { ...HERE, hasLetters: false })).toBe(false);
  expect(pressKey(vote, { ...press("PageDown"), ctrlKey: true }, HERE)).toBe(false);
  expect(pressKey(vote, press("x"), HERE)).toBe(false);
  expect(vote.state).toBe(before);
  expect(pressKey(vote, press("PageDown"), { isTyping: true, hasLetters: false })).toBe(true);
});

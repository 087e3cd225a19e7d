import { expect, test } from "vitest";
import { commandOf } from "../../../../src/view/present/course/keys.ts";

const pressed = (key: string, held: Partial<KeyboardEvent> = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});
const HANDS = [4, 0, 9];
const did = (key: string, held?: Partial<KeyboardEvent>, hasLetters = true) =>
  commandOf(pressed(key, held), hasLetters, HANDS);

test.each([
  ["PageDown", { kind: "next" }],
  ["PageUp", { kind: "back" }],
  [".", { kind: "play" }],
  ["b", { kind: "blank" }],
  ["k", { kind: "show", what: "key" }],
  ["g", { kind: "show", what: "guest" }],
  ["q", { kind: "show", what: "code" }],
  ["r", { kind: "reset" }],
  ["7", { kind: "to", slide: 7 }],
])("%s is a key of the presenter", (key, command) => {
  expect(did(key)).toEqual(command);
});

test("a letter with Shift adds a hand to its answer, and one without an answer does nothing", () => {
  expect(did("A", { shiftKey: true })).toEqual({ kind: "hands", option: 0, count: 5 });
  expect(did("C", { shiftKey: true })).toEqual({ kind: "hands", option: 2, count: 10 });
  expect(did("D", { shiftKey: true })).toBeNull();
  expect(did("B", { shiftKey: true })).toEqual({ kind: "hands", option: 1, count: 1 });
});

test("where text is typed, or single keys are turned off, only the clicker's keys are taken, which type nothing", () => {
  expect(did("7", {}, false)).toBeNull();
  expect(did(".", {}, false)).toBeNull();
  expect(did("PageDown", {}, false)).toEqual({ kind: "next" });
});

test("the browser's own keys stay its own", () => {
  for (const held of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }])
    expect(did("r", held)).toBeNull();
  for (const key of ["0", "Tab", "Enter", "F5", "z"]) expect(did(key)).toBeNull();
});

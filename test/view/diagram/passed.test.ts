import { expect, test } from "vitest";
import { DESTINATION_TRANSITIONS, SOURCE_TRANSITIONS } from "../../../src/migration/transitions.ts";
import { passedStates, takenWays } from "../../../src/view/diagram/passed.ts";

test("a state that was left at once is passed where every way leads through it", () => {
  const passed = passedStates(DESTINATION_TRANSITIONS, ["empty", "receiving", "running"]);
  expect([...passed].sort()).toEqual(["committing", "empty", "prepared", "receiving", "running"]);
});

test("and is not guessed where there are several ways", () => {
  expect([...passedStates(SOURCE_TRANSITIONS, ["preCopy", "stunned"])].sort()).toEqual([
    "idle",
    "preCopy",
    "setup",
    "stunned",
  ]);
});

test("what leads to a first state in the middle of a run is found too", () => {
  expect(passedStates(SOURCE_TRANSITIONS, ["serving"])).toContain("stunned");
  expect(passedStates(SOURCE_TRANSITIONS, [])).toEqual(new Set());
});

test("an arrow is taken only where no other way leads between the two states", () => {
  const quick = new Set(["idle", "setup", "preCopy", "creatingFile", "stunned"]);
  expect([...takenWays(SOURCE_TRANSITIONS, quick)]).toEqual([
    "idle setup",
    "setup preCopy",
    "preCopy creatingFile",
    "creatingFile stunned",
  ]);
});

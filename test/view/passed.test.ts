import { expect, test } from "vitest";
import { DESTINATION_TRANSITIONS, SOURCE_TRANSITIONS } from "../../src/migration/transitions.ts";
import { noteRole, passedStates, type RoleStep, takenWays } from "../../src/view/passed.ts";

function noted(...roles: [string | null, number][]): readonly RoleStep[] {
  return roles.reduce<readonly RoleStep[]>((steps, [role, now]) => noteRole(steps, role, now), []);
}

test("a state is noted once, when it is first seen", () => {
  expect(noted(["idle", 0], ["idle", 1], ["setup", 2], [null, 3])).toEqual([
    { role: "idle", at: 0 },
    { role: "setup", at: 2 },
  ]);
});

test("going back in time forgets what came later", () => {
  expect(noted(["idle", 0], ["setup", 2], ["preCopy", 4], ["setup", 3]).map(({ role }) => role)).toEqual([
    "idle",
    "setup",
  ]);
});

test("a state that no picture showed is passed where every way leads through it", () => {
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

test("what leads to a first picture in the middle of a run is found too", () => {
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

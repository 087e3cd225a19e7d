import { expect, test } from "vitest";
import { type Action, actionsOf } from "../../src/view/actions.ts";
import { type FrameChanges, frameWith } from "../support/frame.ts";

function enabled(changes: FrameChanges, works = true): string[] {
  return actionsOf(frameWith(changes), works)
    .filter((action) => action.enabled)
    .map(({ label }) => label);
}

function primary(changes: FrameChanges): string[] {
  return actionsOf(frameWith(changes))
    .filter((action) => action.primary)
    .map(({ label }) => label);
}

const CUT = { whole: false, cut: { at: 3_030_000_000, pagesLost: 52 } };

test("only what makes sense can be pressed", () => {
  expect(enabled({})).toEqual(["Migrate"]);
  expect(enabled({ phase: "preCopy" })).toEqual(["Cut link", "Reset"]);
  expect(enabled({ phase: "pageIn", link: CUT })).toEqual(["Heal link", "Reset"]);
  expect(enabled({ phase: "finish", ended: true })).toEqual(["Reset"]);
  expect(enabled({ phase: "finish", ended: true, link: CUT })).toEqual(["Heal link", "Reset"]);
});

test("nothing can be pressed in a lab that has failed", () => {
  expect(enabled({ phase: "pageIn" }, false)).toEqual([]);
});

test("at most one action is proposed: the cut after the switchover, the healing after a cut, the start at the end", () => {
  expect(primary({})).toEqual(["Migrate"]);
  expect(primary({ phase: "preCopy" })).toEqual([]);
  expect(primary({ phase: "pageIn" })).toEqual(["Cut link"]);
  expect(primary({ phase: "pageIn", link: CUT })).toEqual(["Heal link"]);
  expect(primary({ phase: "finish", ended: true })).toEqual(["Reset"]);
});

test("what was pressed says when", () => {
  const frame = frameWith({
    phase: "pageIn",
    link: CUT,
    pressed: { migrate: 1_000_000_000, cutLink: 3_030_000_000 },
  });
  const note = (name: Action["name"]) => actionsOf(frame).find((action) => action.name === name)!.note;
  expect(note("migrate")).toBe("at 1.000 s");
  expect(note("cutLink")).toBe("at 3.030 s");
});

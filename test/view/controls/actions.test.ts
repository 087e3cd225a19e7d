import { expect, test } from "vitest";
import { type Action, actionsOf } from "../../../src/view/controls/actions.ts";
import { type FrameChanges, frameWith } from "../../support/frame.ts";

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
  expect(enabled({ phase: "preCopy" })).toEqual(["Cancel", "Cut link", "Reset"]);
  expect(enabled({ phase: "pageIn", link: CUT })).toEqual(["Heal link", "Reset"]);
  expect(enabled({ phase: "finish", ended: true })).toEqual(["Reset"]);
  expect(enabled({ phase: "finish", ended: true, link: CUT })).toEqual(["Heal link", "Reset"]);
});

test("Cancel stands in the place of Migrate until the guest may be the other machine's", () => {
  const first = (changes: FrameChanges) => actionsOf(frameWith(changes))[0]!;
  for (const phase of ["setup", "preCopy", "stun"] as const)
    expect(first({ phase })).toMatchObject({
      name: "cancel",
      label: "Cancel",
      note: "West keeps it",
      enabled: true,
    });
  for (const phase of [null, "switchover", "pageIn", "finish"] as const)
    expect(first({ phase }).name).toBe("migrate");
  expect(first({ phase: "preCopy", ended: true }).name).toBe("migrate");
  expect(first({ phase: "preCopy", source: { status: "crashed" } }).name).toBe("migrate");
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

test("while the datastore is stopped its own switch is the one that is proposed", () => {
  expect(primary({ phase: "pageIn", datastore: { reachable: false } })).toEqual([]);
  expect(primary({ phase: "pageIn", link: CUT, datastore: { reachable: false } })).toEqual(["Heal link"]);
});

test("in a run that a link opened, Reset leads back to the link's moment", () => {
  const reset = actionsOf(frameWith({ phase: "pageIn" }), true, true).find(({ name }) => name === "reset");
  expect(reset?.note).toBe("to the link");
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

const LOST = { phase: "pageIn", report: { outcome: "lost" } } as const;

test("a lost guest can be replaced by a new one, and the button says that its memory is lost", () => {
  const restart = { offeredOn: "source", pending: false, at: null } as const;
  expect(enabled({ ...LOST, restart })).toEqual(["HA restart", "Reset"]);
  expect(primary({ ...LOST, restart })).toEqual(["HA restart"]);
  const note = (changes: FrameChanges) =>
    actionsOf(frameWith({ ...LOST, ...changes })).find(({ name }) => name === "restart")?.note;
  expect(note({ restart })).toBe("boots anew; memory is lost");
  expect(note({ restart: { offeredOn: null, pending: true, at: null } })).toBe("the datastore is asked");
  const done = { offeredOn: null, pending: false, at: 5_000_000_000 };
  expect(note({ restart: done })).toBe("new guest at 5.000 s");
  expect(enabled({ ...LOST, restart: done })).toEqual(["Reset"]);
});

test("where no machine lives to boot one, nothing is offered", () => {
  expect(enabled(LOST)).toEqual(["Cut link", "Reset"]);
  expect(primary(LOST)).toEqual(["Reset"]);
});

import { expect, test } from "vitest";
import type { Milestone } from "../../src/trace/milestone.ts";
import { milestoneWords } from "../../src/trace/milestone-words.ts";
import { addMilestone, MOST_MILESTONES } from "../../src/trace/milestones.ts";
import { milestone, reached } from "../support/milestone.ts";

/** Adds milestones one after another; returns what is kept, and how many were left out. */
function kept(all: readonly Milestone[]): { milestones: Milestone[]; leftOut: number } {
  const milestones: Milestone[] = [];
  let leftOut = 0;
  for (const { at, ...what } of all) leftOut += addMilestone(milestones, what, at);
  return { milestones, leftOut };
}

const FLAP = ["cut", "loss noticed", "heal", "link returns"];

test("what comes again at its very tick is the same milestone", () => {
  const { milestones } = kept(["cut", "heal", "cut", "heal"].map((words) => milestone(words, 5)));
  expect(milestones.map(milestoneWords)).toEqual(["cut", "heal"]);
});

test("a link that comes and goes without end keeps the latest milestones and the first of each kind", () => {
  const all = Array.from({ length: 20_000 }, (_, at) => milestone(FLAP[at % 4]!, at));
  const { milestones, leftOut } = kept([milestone("Migrate", 0), ...all]);
  expect(milestones.length).toBeLessThanOrEqual(MOST_MILESTONES);
  expect(milestones.length + leftOut).toBe(20_001);
  expect(milestones.slice(0, 5).map((each) => `${milestoneWords(each)} ${each.at}`)).toEqual([
    "Migrate 0",
    "cut 0",
    "loss noticed 1",
    "heal 2",
    "link returns 3",
  ]);
  expect(milestones.slice(-300)).toEqual(all.slice(-300));
});

test("rounds without end give way to what failed between them", () => {
  const all = Array.from({ length: 5000 }, (_, at) =>
    milestone(at % 100 === 50 ? "cut" : `round ${at + 1}`, at),
  );
  const { milestones, leftOut } = kept(all);
  expect(milestones.filter(({ kind }) => kind === "cutLink")).toHaveLength(50);
  expect(milestones[0]).toEqual(milestone("round 1", 0));
  expect(milestones.at(-1)).toEqual(all.at(-1));
  expect(milestones.length + leftOut).toBe(5000);
});

test("a milestone costs the same however many came before it", () => {
  let looks = 0;
  const watched = new Proxy([] as Milestone[], {
    get: (milestones, name, all) => {
      if (typeof name === "string" && /^\d+$/.test(name)) looks++;
      return Reflect.get(milestones, name, all);
    },
  });
  for (let at = 0; at < 300; at++) addMilestone(watched, reached(`round ${at}`), at);
  expect(looks).toBeLessThanOrEqual(300);
});

test("a drag of one thing is one milestone, from its first value to its last", () => {
  const MS = 1_000_000;
  const rate = (was: number, is: number) => ({ kind: "setDirtyRate", was, is }) as const;
  const milestones: Milestone[] = [];
  addMilestone(milestones, { kind: "migrate", migration: 1, to: "East" }, 0);
  for (let step = 0; step < 20; step++)
    addMilestone(milestones, rate(step, step + 1), (1000 + step * 100) * MS);
  addMilestone(milestones, { kind: "round", round: 2 }, 2950 * MS);
  addMilestone(milestones, rate(20, 25), 3000 * MS);
  expect(milestones).toEqual([
    { kind: "migrate", migration: 1, to: "East", at: 0 },
    { kind: "round", round: 2, at: 2950 * MS },
    { kind: "setDirtyRate", was: 0, is: 25, at: 3000 * MS },
  ]);
  addMilestone(milestones, rate(25, 30), 3501 * MS);
  expect(milestones).toHaveLength(4);
  addMilestone(milestones, rate(30, 25), 3600 * MS);
  expect(milestones.map(({ kind }) => kind)).toEqual(["migrate", "round", "setDirtyRate"]);
});

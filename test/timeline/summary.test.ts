import { expect, test } from "vitest";
import { firstLane } from "../../src/timeline/lane.ts";
import { isSameSummary } from "../../src/timeline/summary.ts";
import { milestone } from "../support/milestone.ts";

const { summary } = firstLane();
const one = { ...summary, milestones: [milestone("cut", 5)] };

test("summaries are the same only where each number and each beat is", () => {
  expect(isSameSummary(one, { ...one, milestones: [milestone("cut", 5)] })).toBe(true);
  for (const other of [
    { ...one, bytes: 1 },
    { ...one, identical: true },
    { ...one, milestones: [] },
    { ...one, milestones: [milestone("cut", 6)] },
    { ...one, milestones: [milestone("heal", 5)] },
  ])
    expect(isSameSummary(one, other)).toBe(false);
});

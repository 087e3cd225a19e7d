import { expect, test } from "vitest";
import { firstLane } from "../../src/timeline/lane.ts";
import { isSameSummary } from "../../src/timeline/summary.ts";

const { summary } = firstLane();
const one = { ...summary, beats: [{ name: "cut", at: 5 }] };

test("summaries are the same only where each number and each beat is", () => {
  expect(isSameSummary(one, { ...one, beats: [{ name: "cut", at: 5 }] })).toBe(true);
  for (const other of [
    { ...one, bytes: 1 },
    { ...one, identical: true },
    { ...one, beats: [] },
    { ...one, beats: [{ name: "cut", at: 6 }] },
    { ...one, beats: [{ name: "heal", at: 5 }] },
  ])
    expect(isSameSummary(one, other)).toBe(false);
});

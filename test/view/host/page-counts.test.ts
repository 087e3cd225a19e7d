import { expect, test } from "vitest";
import { PAGE_STATE_NAMES } from "../../../src/host/page-state.ts";
import { keyOf, tallyOf } from "../../../src/view/host/page-counts.ts";
import { frameWith, pagesWith, sumOf } from "../../support/frame.ts";
import { milestone } from "../../support/milestone.ts";

const BEATS = { milestones: [milestone("resume", 0)] };

test("the key of both maps has the words of the machines' own rows, and every square that is drawn", () => {
  const frames = [
    frameWith({
      phase: "preCopy",
      sum: sumOf(200, 0, 32),
      source: {
        status: "running",
        ...pagesWith(1024, "present", { 1: "dirty", 2: "owed", 3: "inFlightByLink" }),
      },
      destination: {
        status: "receiving",
        ...pagesWith(1024, "empty", { 1: "stale", 4: "present", 3: "inFlightByLink" }),
      },
    }),
    frameWith({
      ...BEATS,
      phase: "pageIn",
      sum: sumOf(744, 16),
      source: {
        status: "serving",
        ...pagesWith(1024, "stale", { 2: "owed", 3: "inFlightByFile", 590: "owed" }),
      },
      destination: {
        status: "waiting",
        waitsFor: 590,
        ...pagesWith(1024, "present", {
          1: "dirty",
          2: "owed",
          3: "inFlightByFile",
          4: "byFile",
          590: "faulted",
        }),
      },
    }),
  ];
  for (const frame of frames) {
    const key = keyOf(frame);
    for (const host of ["source", "destination"] as const) {
      const rows = tallyOf(frame, host).filter(({ pages }) => pages > 0);
      for (const { label } of rows) expect(key.map((word) => word.label)).toContain(label);
      const drawn = PAGE_STATE_NAMES.filter((_, state) => frame[host].counts[state]! > 0);
      const named = key.flatMap(({ squares }) => squares);
      for (const state of drawn) {
        const isHosts = ["owed", "inFlightByLink", "inFlightByFile"].includes(state);
        expect(
          named.some((square) => square.state === state && (!isHosts || square.host === host)),
          `${state}`,
        ).toBe(true);
      }
    }
    expect(new Set(key.map(({ label }) => label)).size).toBe(key.length);
  }
});

test("what the source has sent has arrived in the key too, and is not called stale", () => {
  const frame = frameWith({
    ...BEATS,
    phase: "pageIn",
    sum: sumOf(744),
    source: { status: "serving", ...pagesWith(1024, "stale", { 2: "owed" }) },
    destination: { status: "running", ...pagesWith(1024, "present", { 2: "owed" }) },
  });
  expect(keyOf(frame).map(({ label, squares }) => [label, squares.length])).toEqual([
    ["arrived", 1],
    ["owed", 2],
    ["present", 1],
  ]);
});

test("nothing is owed to a machine whose copy was given up", () => {
  const frame = frameWith({
    phase: "stun",
    ended: true,
    sum: { ...sumOf(0), owed: 0, stays: 1024 },
    source: { status: "running", ...pagesWith(1024, "present") },
    destination: { status: "receiving", role: "prepared", ...pagesWith(1024, "stale", { 2: "owed" }) },
  });
  expect(tallyOf(frame, "destination").map(({ label }) => label)).toEqual(["stale", "missing"]);
});

import { expect, test } from "vitest";
import { fromMilliseconds, toMilliseconds } from "../../../src/clock/tick.ts";
import { turned, WEST_TO_EAST } from "../../../src/place/place.ts";
import { frameOf } from "../../../src/report/frame-builder.ts";
import { ifStopped } from "../../../src/view/story/if-stopped.ts";
import { frameWith, sumOf } from "../../support/frame.ts";
import { openLab } from "../../support/lab.ts";
import { SMALL } from "../../support/small.ts";

const COPYING = {
  phase: "preCopy",
  round: 2,
  roundPages: 708,
  sum: sumOf(494),
  source: { status: "running", role: "preCopy" },
} as const;

test("what a stun would take is shown while memory is copied over a whole cable, and at no other time", () => {
  expect(ifStopped(frameWith(COPYING))).not.toBeNull();
  expect(ifStopped(frameWith({ ...COPYING, phase: "setup" }))).toBeNull();
  expect(ifStopped(frameWith({ ...COPYING, source: { role: "creatingFile" } }))).toBeNull();
  expect(ifStopped(frameWith({ ...COPYING, link: { whole: false } }))).toBeNull();
  expect(ifStopped(frameWith({ ...COPYING, phase: "pageIn" }))).toBeNull();
});

test("in a move back it goes by the bandwidth of that way", () => {
  const conditions = {
    link: { bandwidthMiBps: 8, backBandwidthMiBps: 2, latencyMs: 1, loss: 0 },
    datastore: { bandwidthMiBps: 4, latencyMs: 10 },
    dirtyPagesPerSecond: 400,
  };
  const there = ifStopped(frameWith({ ...COPYING, conditions }))!;
  const back = ifStopped(frameWith({ ...COPYING, conditions, places: turned(WEST_TO_EAST) }))!;
  expect(back.ms / there.ms).toBeCloseTo(4, 6);
});

test("only copying is translated to a real size, by the share of the memory that it is", () => {
  const { translated } = ifStopped(frameWith(COPYING))!;
  // 64 GiB over 10 Gbit/s take 54.98 s: 708 and 530 of 1,024 pages of it.
  expect(translated).toBe("Translated to 64 GiB over 10 Gbit/s: this round 38 s, stopping 28 s.");
});

test("as a round ends it is what the stop rule decides by", async () => {
  const simulation = await openLab(SMALL);
  const { run } = simulation;
  let before = await frameOf(run, "memory", false);
  for (let ms = 200; run.statistics.judged === null; ms++) {
    before = await frameOf(run, "memory", false);
    await simulation.advance(fromMilliseconds(ms));
  }
  const judged = toMilliseconds(run.statistics.judged.stopNow!);
  const shown = ifStopped(before)!.ms;
  // A millisecond before, what the guest writes in it and what is still on the cable are the difference.
  expect(Math.abs(shown - judged) / judged).toBeLessThan(0.25);
});

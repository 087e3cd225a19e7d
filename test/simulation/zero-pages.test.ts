import { describe, expect, it } from "vitest";
import { PAGE_BYTES, RAM_START } from "../../src/machine/layout.ts";
import { runToEnd } from "../../src/report/run-to-end.ts";
import { add, addi, assemble, bne, jal, li, lui, sw, to } from "../support/assembler.ts";
import { openLab } from "../support/lab.ts";

/** Pages of the upper half of 2 MiB, all of which the guest writes again and again. */
const PAGES = 256;

/** A guest that writes one word into page after page: always zero, or a number that grows. */
const writer = (step: 0 | 1) =>
  assemble(
    ...[lui("t1", 1), "again", addi("s2", 0, PAGES), li("t0", RAM_START + PAGES * PAGE_BYTES), "loop"],
    ...[addi("s0", "s0", step), sw("s0", 0, "t0"), add("t0", "t0", "t1"), addi("s2", "s2", -1)],
    ...[to("loop", (offset) => bne("s2", 0, offset)), to("again", (offset) => jal(0, offset))],
  );

const scenario = (strategy: string, changes: object = {}) => ({
  version: 1,
  guest: { image: "writer", ramMiB: 2, instructionsPerSecond: 2_000_000 },
  link: { bandwidthMiBps: 1 },
  datastore: { bandwidthMiBps: 2 },
  file: { chunkKiB: 16 },
  migration: { strategy, startMs: 500, heartbeatMs: 200, ...changes },
  untilMs: 12_000,
});

async function run(image: Uint8Array, strategy: string, changes: object = {}) {
  const lab = await openLab(scenario(strategy, changes), true, undefined, async () => image);
  return { lab, report: await runToEnd(lab) };
}

describe("a guest that writes zeros faster than the link carries pages", () => {
  it.each(["preCopy", "preCopySdps", "quickResume", "quickResumeConcurrent"])(
    "fits the goal at once, for its pages are markers: %s",
    async (strategy) => {
      const { lab, report } = await run(writer(0), strategy);
      expect(report).toMatchObject({ outcome: "completed", identical: true, invariants: [], rounds: 1 });
      expect(report.guest["work-lost"]).toBe(0);
      expect(lab.run.statistics.dirtyPageBytes).toBeLessThan(100);
    },
  );

  it("does not fit a goal that is shorter than its markers take, and is slowed for no more than they cost", async () => {
    // 256 markers are 2304 bytes and take 2.2 ms; the guest writes all of its pages in that time.
    const { report } = await run(writer(0), "preCopy", { switchoverGoalMs: 0.5, maxRounds: 4 });
    expect(report).toMatchObject({ outcome: "continued-on-source", identical: true, rounds: 4 });
  });
});

it("a guest that writes numbers as fast never fits, as before", async () => {
  const { report } = await run(writer(1), "preCopy", { maxRounds: 3 });
  expect(report).toMatchObject({ outcome: "continued-on-source", identical: true, rounds: 3 });
  expect(report.ram.normal).toBeGreaterThan(2 * PAGES);
});

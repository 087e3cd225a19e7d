import { describe, expect, it } from "vitest";
import { runToEnd } from "../../src/report/run-to-end.ts";
import { openLab } from "../support/lab.ts";

/** M and W in MiB, B and D in MiB/s; what the geometric series gives for a goal of 0.5 s. */
const VECTORS = [
  { M: 16, B: 8, D: 6, W: null, rounds: 5, sentMiB: 52.6, downtime: 475, outcome: "completed" },
  { M: 16, B: 8, D: 12, W: 3.5, rounds: 1, sentMiB: 19.5, downtime: 438, outcome: "completed" },
  { M: 16, B: 8, D: 2, W: null, rounds: 1, sentMiB: 20, downtime: 500, outcome: "completed", goal: 520 },
] as const;

describe("pre-copy follows the geometric series", () => {
  for (const vector of VECTORS)
    it(`with ${vector.M} MiB over ${vector.B} MiB/s, ${vector.D} MiB/s dirtied`, async () => {
      const pages = (mebibytes: number) => Math.round(mebibytes * 256);
      const lab = await openLab({
        version: 1,
        guest: {
          program: "dirty",
          ramMiB: vector.M,
          settings: {
            workingSetPages: vector.W ? pages(vector.W) : pages(vector.M) - 16,
            dirtyPagesPerSecond: pages(vector.D),
          },
        },
        link: { bandwidthMiBps: vector.B },
        migration: {
          strategy: "preCopy",
          startMs: 200,
          switchoverGoalMs: "goal" in vector ? vector.goal : 500,
        },
        untilMs: 12_000,
      });
      const report = await runToEnd(lab);
      expect(report).toMatchObject({
        outcome: vector.outcome,
        identical: true,
        rounds: vector.rounds,
        invariants: [],
      });
      const sentMiB = (report.ram.normal * 4096) / 2 ** 20;
      expect(Math.abs(sentMiB / vector.sentMiB - 1)).toBeLessThan(0.02);
      expect(Math.abs(report.downtime / vector.downtime - 1)).toBeLessThan(0.06);
    });

  it("never meets the goal where the guest dirties 12 MiB faster than 8 MiB/s carry them", async () => {
    const lab = await openLab({
      version: 1,
      guest: { program: "dirty", ramMiB: 16, settings: { workingSetPages: 3072, dirtyPagesPerSecond: 3072 } },
      link: { bandwidthMiBps: 8 },
      migration: { strategy: "preCopy", startMs: 200, maxRounds: 6 },
      untilMs: 20_000,
    });
    expect(await runToEnd(lab)).toMatchObject({ outcome: "continued-on-source", identical: true, rounds: 6 });
  });
});

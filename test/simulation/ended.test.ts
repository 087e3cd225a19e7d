import { describe, expect, it } from "vitest";
import { runToEnd } from "../../src/report/run-to-end.ts";
import { openLab } from "../support/lab.ts";

/** The destination's word on the record is lost and asked for again, while the source finds that it is the owner. */
const LATE_TO_RESUME = {
  version: 1,
  seed: 7620,
  link: { jitterMs: 36.9 },
  datastore: { latencyMs: 60, reservationConflicts: 0.6 },
  guest: {
    program: "dirty",
    instructionsPerSecond: 1_000_000,
    ramMiB: 1,
    settings: { workingSetPages: 1, dirtyPagesPerSecond: 1 },
  },
  migration: { strategy: "stopAndCopy", heartbeatMs: 100 },
  faults: [
    { kind: "cutLink", at: { phase: "switchover", afterMs: 160 } },
    { kind: "stopDatastore", at: { phase: "switchover", afterMs: 0 } },
    { kind: "healDatastore", at: { phase: "switchover", afterMs: 80 } },
    { kind: "stopDatastore", at: { phase: "switchover", afterMs: 189.4 } },
    { kind: "healDatastore", at: { phase: "switchover", afterMs: 2103.4 } },
  ],
};

const run = async (untilMs: number) => {
  const lab = await openLab({ ...LATE_TO_RESUME, untilMs });
  return { report: await runToEnd(lab), lab };
};

describe("a migration whose source is done before the guest runs at the destination", () => {
  it("ends when the guest runs", async () => {
    const { report, lab } = await run(4984);
    const tickOf = (kind: string) => lab.run.trace.events.find((event) => event.kind === kind)!.tick;
    expect(tickOf("ended")).toBeLessThan(tickOf("resume"));
    expect(lab.run.statistics.endedAt).toBe(tickOf("resume"));
    expect(lab.run.statistics.phase).toBe("finish");
    expect(report).toMatchObject({ outcome: "recovered", identical: true });
    expect(report["total-time"]).toBeGreaterThan(report.downtime);
  });

  it("is still held in between", async () => {
    const { report } = await run(3600);
    expect(report).toMatchObject({
      outcome: "held",
      identical: null,
      message: "The run ended while the guest was held for the switchover.",
    });
  });
});

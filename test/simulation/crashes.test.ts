import { describe, expect, it } from "vitest";
import type { Report } from "../../src/report/report.ts";
import { runToEnd } from "../../src/report/run-to-end.ts";
import { openLab } from "../support/lab.ts";
import { SMALL } from "../support/small.ts";

const STRATEGIES = [
  "stopAndCopy",
  "preCopy",
  "preCopySdps",
  "postCopy",
  "quickResume",
  "quickResumeConcurrent",
];

async function crash(kind: string, at: object, strategy = "quickResume"): Promise<Report> {
  const migration = { ...SMALL.migration, strategy };
  return runToEnd(await openLab({ ...SMALL, migration, faults: [{ kind, at }] }));
}

describe("a crash of a host", () => {
  for (const strategy of STRATEGIES) {
    it(`loses the guest with its source before the switchover: ${strategy}`, async () => {
      const report = await crash("crashSource", { phase: "setup", afterMs: 50 }, strategy);
      expect(report).toMatchObject({ outcome: "lost", identical: null, invariants: [] });
      expect(report.message).toContain("source crashed");
    });

    it(`harms nobody at the destination before the switchover: ${strategy}`, async () => {
      const report = await crash("crashDestination", { phase: "setup", afterMs: 1 }, strategy);
      expect(report).toMatchObject({ outcome: "continued-on-source", identical: true, invariants: [] });
    });
  }

  it("of the source during page-in loses the pages it owed", async () => {
    const report = await crash("crashSource", { phase: "pageIn", afterMs: 50 });
    expect(report).toMatchObject({
      outcome: "lost",
      identical: null,
      invariants: [],
      owed: { holder: "source" },
    });
    expect(report.owed.pages).toBeGreaterThan(100);
  });

  it("of the source loses what it owed, though older versions of those pages were on the link", async () => {
    const lab = await openLab({
      version: 1,
      seed: 301,
      guest: {
        program: "keyvalue",
        ramMiB: 2,
        instructionsPerSecond: 4_000_000,
        settings: { valueBytes: 4000 },
      },
      link: { latencyMs: 5 },
      migration: { startMs: 0.7, stopRule: "qemu", heartbeatMs: 100 },
      faults: [{ kind: "crashSource", at: { phase: "switchover", afterMs: 1.5 } }],
      untilMs: 1000,
    });
    expect(await runToEnd(lab)).toMatchObject({ outcome: "lost", identical: null, invariants: [] });
  });

  for (const afterMs of [0, 0.5, 1.5, 2, 4])
    it(`of the source ends all times where the guest is lost, ${afterMs} ms after the switchover began`, async () => {
      const data = {
        version: 1,
        guest: {
          program: "keyvalue",
          ramMiB: 1,
          instructionsPerSecond: 1_000_000,
          settings: { valueBytes: 1 },
        },
        migration: { startMs: 0.7 },
        faults: [{ kind: "crashSource", at: { phase: "switchover", afterMs } }],
      };
      const [short, long] = await Promise.all(
        [100, 900].map(async (untilMs) => runToEnd(await openLab({ ...data, untilMs }))),
      );
      const timesOf = (report: Report) => [
        report["total-time"],
        report["setup-time"],
        report.downtime,
        report.guest["stall-time"],
      ];
      expect(short).toMatchObject({ outcome: "lost", invariants: [] });
      expect(timesOf(long!)).toEqual(timesOf(short!));
      for (const time of timesOf(short!)) expect(time).toBeGreaterThanOrEqual(0);
      expect(short!.downtime + short!.guest["stall-time"]).toBeLessThanOrEqual(short!["total-time"]);
    });

  it("of the destination during page-in loses the guest: the source's copy is stale and does not run", async () => {
    const report = await crash("crashDestination", { phase: "pageIn", afterMs: 50 });
    expect(report).toMatchObject({ outcome: "lost", identical: null, invariants: [] });
    expect(report.message).toContain("stale");
  });

  it("of the source is harmless once everything has arrived", async () => {
    const report = await crash("crashSource", { phase: "finish", afterMs: 1 });
    expect(report).toMatchObject({ outcome: "completed", identical: true, invariants: [] });
  });

  it("at every event of a run is reported as what it is", async () => {
    const quiet = await openLab();
    await runToEnd(quiet);
    const ticks = [...new Set(quiet.run.trace.events.map(({ tick }) => tick))].filter(
      (_, index) => index % 3 === 0,
    );
    for (const kind of ["crashSource", "crashDestination"])
      for (const tick of ticks) {
        const report = await crash(kind, { ms: tick / 1e6 });
        const { outcome, identical, invariants } = report;
        expect({ kind, tick, invariants }).toEqual({ kind, tick, invariants: [] });
        if (outcome === "lost") expect(identical).toBe(null);
        else expect({ kind, tick, identical }).toEqual({ kind, tick, identical: true });
        expect(outcome).not.toBe("held");
      }
  }, 120_000);
});

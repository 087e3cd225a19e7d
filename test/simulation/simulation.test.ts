import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { fromMilliseconds } from "../../src/clock/tick.ts";
import { frameOf } from "../../src/report/frame-builder.ts";
import type { Report } from "../../src/report/report.ts";
import { runToEnd } from "../../src/report/run-to-end.ts";
import type { Simulation } from "../../src/simulation/simulation.ts";
import { isOf, pagesOf } from "../../src/trace/event.ts";
import { openLab } from "../support/lab.ts";
import { SMALL } from "../support/small.ts";

interface Run {
  readonly lab: Simulation;
  readonly report: Report;
}

async function run(changes: object = {}): Promise<Run> {
  const lab = await openLab({ ...SMALL, ...changes });
  return { lab, report: await runToEnd(lab) };
}

const cutAt = (ms: number) => ({ kind: "cutLink", at: { ms } });
const pagesSentAfterResume = ({ lab }: Run) =>
  lab.run.trace.events
    .filter(isOf("send"))
    .filter(({ tick }) => tick > lab.run.statistics.stunnedAt!)
    .flatMap(pagesOf);

describe("a Quick Resume run", () => {
  it("ends with a guest that equals its twin, and sends every owed page once", async () => {
    const quiet = await run();
    expect(quiet.report).toMatchObject({ outcome: "completed", identical: true, invariants: [] });
    const sent = pagesSentAfterResume(quiet);
    expect(sent.length).toBeGreaterThan(100);
    expect(new Set(sent).size).toBe(sent.length);
    expect(quiet.report.ram["postcopy-bytes"]).toBe(sent.length * 4104);
  });

  it("recovers through the file when the link is cut, with pages on both paths", async () => {
    const faults = [{ kind: "cutLink", at: { phase: "pageIn", afterMs: 150 } }];
    const { report } = await run({ faults });
    expect(report).toMatchObject({ outcome: "recovered", identical: true, invariants: [] });
    expect(report.paths.file.pages).toBeGreaterThan(20);
    expect(report.paths.link.pages).toBeGreaterThan(256);
  });

  it("stuns the guest no longer for more memory, but for the longer bitmap", async () => {
    const downtimeOf = async (ramMiB: number) => {
      const guest = { ...SMALL.guest, ramMiB };
      const { report } = await run({ guest, link: { bandwidthMiBps: 16 }, untilMs: 6000 });
      expect(report).toMatchObject({ outcome: "completed", identical: true });
      return report.downtime;
    };
    const [small, large] = [await downtimeOf(1), await downtimeOf(32)];
    const bitmapMs = ((32 * 256) / 8 / (16 * 2 ** 20)) * 1000;
    expect(large - small).toBeLessThan(bitmapMs + 0.01);
  });

  it("goes back to the link when it returns, and empties the file first", async () => {
    const at = (afterMs: number) => ({ at: { phase: "pageIn", afterMs } });
    const faults = [
      { kind: "cutLink", ...at(20) },
      { kind: "healLink", ...at(135) },
    ];
    const { report, lab } = await run({ faults });
    expect(report).toMatchObject({ outcome: "recovered", identical: true, invariants: [] });
    expect(report.paths.file.pages).toBeGreaterThan(0);
    expect(lab.run.statistics.milestones.map(({ kind }) => kind)).toContain("linkReturns");
  });

  it("holds while both paths are down, says what is owed, and goes on when one returns", async () => {
    const at = (afterMs: number) => ({ at: { phase: "pageIn", afterMs } });
    const down = [
      { kind: "cutLink", ...at(50) },
      { kind: "stopDatastore", ...at(50) },
    ];
    const { report: held } = await run({ faults: down });
    expect(held).toMatchObject({
      outcome: "held",
      identical: null,
      owed: { holder: "source" },
      invariants: [],
    });
    expect(held.owed.pages).toBeGreaterThan(50);
    for (const kind of ["healLink", "healDatastore"]) {
      const { report } = await run({ faults: [...down, { kind, ...at(900) }], untilMs: 6000 });
      expect(report).toMatchObject({ outcome: "recovered", identical: true, invariants: [] });
    }
  });

  it("leaves the guest at the source when the file cannot be created, and says why", async () => {
    const faults = [{ kind: "stopDatastore", at: { phase: "preCopy", afterMs: 10 } }];
    const { report } = await run({ faults, untilMs: 60_000 });
    expect(report).toMatchObject({
      outcome: "continued-on-source",
      identical: true,
      invariants: [],
      downtime: 0,
    });
    expect(report.message).toContain("datastore");
  });

  it("goes on copying when the link returns during pre-copy", async () => {
    const faults = [
      { kind: "cutLink", at: { round: 1 } },
      { kind: "healLink", at: { ms: 700 } },
    ];
    const { report } = await run({ faults });
    expect(report).toMatchObject({ outcome: "recovered", identical: true, invariants: [] });
  });

  it("delivers what is typed to guest and twin at the same guest time, also during the stun", async () => {
    const { lab } = await run();
    const stunned = lab.run.statistics.stunnedAt! / 1e6;
    const input = [100, 400, stunned + 1, stunned + 60].map((atMs) => ({ atMs, text: `at ${atMs}` }));
    const { report } = await run({ guest: { ...SMALL.guest, input } });
    expect(report).toMatchObject({ outcome: "completed", identical: true });
  });

  it("is repeated exactly, and how finely it is advanced changes nothing", async () => {
    const faults = [
      cutAt(700),
      { kind: "healLink", at: { ms: 900 } },
      { kind: "loseMessages", count: 3, at: { ms: 400 } },
    ];
    const link = { bandwidthMiBps: 2, jitterMs: 0.7, loss: 0.05 };
    const whole = await run({ faults, link, untilMs: 2500 });
    const end = fromMilliseconds(2500);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: end }), { maxLength: 60 }), async (cuts) => {
        const lab = await openLab({ ...SMALL, faults, link, untilMs: 2500 });
        for (const tick of [...cuts].sort((one, other) => one - other)) await lab.advance(tick);
        await lab.advance(end);
        expect(await runToEnd(lab)).toEqual(whole.report);
        expect(lab.run.trace.events).toEqual(whole.lab.run.trace.events);
      }),
      { numRuns: 12, seed: 7 },
    );
  });

  it("notes every state that its roles enter, also when nobody looks", async () => {
    const lab = await openLab();
    await runToEnd(lab);
    const { source, destination } = await frameOf(lab.run, "memory");
    const before = ["idle", "setup", "preCopy", "creatingFile", "stunned", "committing"];
    expect(source.roles).toEqual([...before, "serving", "freed"]);
    expect(destination.roles).toEqual([
      "empty",
      "receiving",
      "prepared",
      "committing",
      "running",
      "complete",
      "done",
    ]);
  });

  it("says at the comparison that the twin failed, and nowhere else", async () => {
    const guest = { ...SMALL.guest, instructionsPerSecond: 20_000_000 };
    const lab = await openLab({ ...SMALL, guest });
    const advance = vi
      .spyOn(lab.run.hosts.source, "advanceTwin")
      .mockRejectedValue(new Error("The twin broke."));
    await expect(runToEnd(lab)).rejects.toThrow("The twin broke.");
    expect(advance).toHaveBeenCalledOnce();
  });

  it("says that guest and twin differ when the guest got a key that the twin did not", async () => {
    const lab = await openLab();
    await lab.advance(fromMilliseconds(1500));
    expect(lab.run.verdict?.identical).toBe(true);
    const typed = { kind: "typed", bytes: Uint8Array.of(33) } as const;
    await lab.run.hosts.destination.step({ until: lab.run.now, inputs: [typed], forget: [] });
    await lab.compare();
    expect(lab.run.verdict).toMatchObject({ identical: false, firstDifference: null, pagesEqual: 256 });
  });
});

describe("the other strategies", () => {
  it("stop and copy holds the guest while all its memory crosses", async () => {
    const { report } = await run({ migration: { ...SMALL.migration, strategy: "stopAndCopy" } });
    expect(report).toMatchObject({ outcome: "completed", identical: true, rounds: 0, invariants: [] });
    expect(report.ram.normal).toBe(256);
    expect(report.downtime).toBeGreaterThan(500);
  });

  it("pre-copy that does not converge leaves the guest at the source after its rounds", async () => {
    const migration = { ...SMALL.migration, strategy: "preCopy", maxRounds: 3 };
    const { report } = await run({ migration });
    expect(report).toMatchObject({ outcome: "continued-on-source", identical: true, rounds: 3, downtime: 0 });
    expect(report.message).toContain("did not converge");
  });

  it("pre-copy with SDPS slows the guest until it converges, and counts the work that costs", async () => {
    const migration = { ...SMALL.migration, strategy: "preCopySdps", switchoverGoalMs: 100 };
    const { report } = await run({ migration });
    expect(report).toMatchObject({ outcome: "completed", identical: true, invariants: [] });
    expect(report.guest["work-lost"]).toBeGreaterThan(20);
    expect(report.downtime).toBeLessThan(130);
  });

  it("post-copy resumes at once and sends every page once", async () => {
    const quiet = await run({ migration: { ...SMALL.migration, strategy: "postCopy" } });
    expect(quiet.report).toMatchObject({ outcome: "completed", identical: true, rounds: 0, invariants: [] });
    expect(quiet.report.ram.normal).toBe(256);
    expect(quiet.report.paths.file.pages).toBe(0);
  });

  it("post-copy waits for the link when it is cut: there is no file", async () => {
    const migration = { ...SMALL.migration, strategy: "postCopy" };
    const cut = { kind: "cutLink", at: { phase: "pageIn", afterMs: 150 } };
    expect((await run({ migration, faults: [cut] })).report).toMatchObject({
      outcome: "held",
      identical: null,
    });
    const heal = { kind: "healLink", at: { phase: "pageIn", afterMs: 600 } };
    const { report } = await run({ migration, faults: [cut, heal] });
    expect(report).toMatchObject({ outcome: "recovered", identical: true, invariants: [] });
  });

  it("concurrent Quick Resume shares the pages out over both paths, none twice", async () => {
    const migration = { ...SMALL.migration, strategy: "quickResumeConcurrent" };
    const { report } = await run({ migration });
    expect(report).toMatchObject({ outcome: "completed", identical: true, invariants: [] });
    const { file, link } = report.paths;
    expect(file.pages).toBeGreaterThan(20);
    expect(link.pages + file.pages).toBe(report.ram.normal);
  });

  it("concurrent Quick Resume survives the loss of either path", async () => {
    const migration = { ...SMALL.migration, strategy: "quickResumeConcurrent" };
    for (const kind of ["cutLink", "stopDatastore"]) {
      const { report } = await run({ migration, faults: [{ kind, at: { phase: "pageIn", afterMs: 30 } }] });
      expect(report).toMatchObject({ outcome: "recovered", identical: true, invariants: [] });
    }
  });
});

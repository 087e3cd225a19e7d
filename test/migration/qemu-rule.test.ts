import { describe, expect, it } from "vitest";
import { MILLISECOND, SECOND } from "../../src/clock/tick.ts";
import { account, beginAccounts, createAutoConverge } from "../../src/migration/auto-converge.ts";
import { fullSet, setOf } from "../../src/migration/page-set.ts";
import {
  batchIsOver,
  beginBatch,
  createQemuRule,
  isFew,
  measureAnew,
  measureLink,
  takeInOrder,
} from "../../src/migration/qemu-rule.ts";
import { runToEnd } from "../../src/report/run-to-end.ts";
import { isOf, pagesOf } from "../../src/trace/event.ts";
import { openLab } from "../support/lab.ts";

const MIB = 2 ** 20;

describe("QEMU's loop", () => {
  it("takes pages in address order from where it was and wraps around", () => {
    const rule = createQemuRule();
    const pages = setOf(10, [1, 4, 6, 9]);
    expect(takeInOrder(rule, pages, 3)).toEqual([1, 4, 6]);
    pages.count += setOf(10, [2]).count;
    pages.words[0]! |= 1 << 2;
    expect(takeInOrder(rule, pages, 5)).toEqual([9, 2]);
    expect(pages.count).toBe(0);
  });

  it("looks at the clock after every 64 pages and ends a batch after more than 50 ms", () => {
    const rule = createQemuRule();
    const pages = fullSet(1000);
    beginBatch(rule, 0, 0);
    takeInOrder(rule, pages, 32);
    expect(batchIsOver(rule, 968, 60 * MILLISECOND)).toBe(false);
    takeInOrder(rule, pages, 32);
    expect(batchIsOver(rule, 936, 50.9 * MILLISECOND)).toBe(false);
    expect(batchIsOver(rule, 936, 60 * MILLISECOND)).toBe(false);
    takeInOrder(rule, pages, 64);
    expect(batchIsOver(rule, 872, 60 * MILLISECOND)).toBe(true);
    expect(batchIsOver(rule, 0, 0)).toBe(true);
  });

  it("measures the link over at least 100 ms and stops with B x L / 4096 pages left", () => {
    const rule = createQemuRule();
    beginBatch(rule, 0, 0);
    measureLink(rule, 64 * MIB, 300 * MILLISECOND, 99 * MILLISECOND);
    expect(isFew(rule, 1)).toBe(false);
    measureLink(rule, 6.4 * MIB, 300 * MILLISECOND, 100 * MILLISECOND);
    expect(rule.threshold).toBeCloseTo(4915.2, 6);
    expect([isFew(rule, 4915), isFew(rule, 4916)]).toEqual([true, false]);
    expect(isFew(createQemuRule(), 0)).toBe(true);
  });

  it("does not take an outage for a slow link", () => {
    const rule = createQemuRule();
    beginBatch(rule, 0, 0);
    measureLink(rule, 6.4 * MIB, 300 * MILLISECOND, 100 * MILLISECOND);
    measureAnew(rule);
    measureLink(rule, 6.5 * MIB, 300 * MILLISECOND, 3 * SECOND);
    beginBatch(rule, 6.5 * MIB, 3 * SECOND);
    measureLink(rule, 12.9 * MIB, 300 * MILLISECOND, 3.1 * SECOND);
    expect(rule.threshold).toBeCloseTo(4915.2, 6);
  });
});

describe("QEMU's auto-converge", () => {
  it("sleeps 20 %, then 10 % more, after every second account in which too much was dirtied", () => {
    const auto = createAutoConverge();
    beginAccounts(auto, 0, 0);
    const steps = Array.from({ length: 20 }, (_, index) => {
      const second = index + 1;
      return account(auto, 200, second * 200 * 4104, second * 1.1 * SECOND);
    });
    expect(steps.slice(0, 7)).toEqual([0, 20, 20, 30, 30, 40, 40]);
    expect(steps.at(-1)).toBe(99);
  });

  it("accounts at most once a second and adds up in between", () => {
    const auto = createAutoConverge();
    beginAccounts(auto, 0, 0);
    for (let count = 1; count <= 9; count++) account(auto, 20, count * 200 * 4104, count * 100 * MILLISECOND);
    expect(auto).toMatchObject({ newlyDirty: 180, counts: 0 });
    account(auto, 20, 300 * 4104, 1001 * MILLISECOND);
    expect(auto).toMatchObject({ newlyDirty: 0, counts: 1, accountedAt: 1001 * MILLISECOND });
  });

  it("leaves a guest alone that dirties at most half of what is sent", () => {
    const auto = createAutoConverge();
    beginAccounts(auto, 0, 0);
    for (let second = 1; second < 9; second++)
      expect(account(auto, 100, second * 200 * 4104, second * 2 * SECOND)).toBe(0);
  });
});

/** 16 MiB over 16 MiB/s, half of that dirtied. */
function scenario(migration: object, faults: object[] = [], settings: object = {}) {
  return {
    version: 1,
    guest: {
      program: "dirty",
      ramMiB: 16,
      settings: { workingSetPages: 4080, dirtyPagesPerSecond: 2048, ...settings },
    },
    link: { bandwidthMiBps: 16 },
    migration: { stopRule: "qemu", startMs: 200, switchoverGoalMs: 100, heartbeatMs: 50, ...migration },
    faults,
    untilMs: 6000,
  };
}

const WHOLE = { identical: true, invariants: [] };

describe("under QEMU's stop rule", () => {
  it("an idle guest's migration fetches the dirty log three times, and stops the guest with the limit's pages", async () => {
    const report = await runToEnd(
      await openLab(scenario({ strategy: "preCopy" }, [], { dirtyPagesPerSecond: 0 })),
    );
    expect(report).toMatchObject({ ...WHOLE, outcome: "completed", rounds: 1 });
    expect(report.ram["dirty-sync-count"]).toBe(3);
    expect(report.downtime).toBeGreaterThan(40);
    expect(report.downtime).toBeLessThan(115);
  });

  it("pre-copy ends its rounds when they have few pages left", async () => {
    const report = await runToEnd(await openLab(scenario({ strategy: "preCopy" })));
    expect(report).toMatchObject({ ...WHOLE, outcome: "completed" });
    expect(report.ram["dirty-sync-count"]).toBe(report.rounds + 2);
    expect(report.downtime).toBeLessThan(115);
  });

  it("pre-copy never ends by itself where the guest outruns the link", async () => {
    const fast = { dirtyPagesPerSecond: 8192 };
    const report = await runToEnd(await openLab(scenario({ strategy: "preCopy", maxRounds: 2 }, [], fast)));
    expect(report).toMatchObject({ ...WHOLE, outcome: "continued-on-source" });
    expect(report.rounds).toBeGreaterThan(5);
  });

  it("pre-copy ends after the rounds that it was given", async () => {
    const fast = { dirtyPagesPerSecond: 8192 };
    const report = await runToEnd(await openLab(scenario({ strategy: "preCopy", afterRounds: 2 }, [], fast)));
    expect(report).toMatchObject({ ...WHOLE, outcome: "completed", rounds: 2 });
  });

  it("auto-converge slows the guest until it fits the link, and counts the work that it loses", async () => {
    const fast = { dirtyPagesPerSecond: 5000 };
    const report = await runToEnd(
      await openLab({ ...scenario({ strategy: "preCopySdps" }, [], fast), untilMs: 20_000 }),
    );
    expect(report).toMatchObject({ ...WHOLE, outcome: "completed" });
    expect(report.guest["work-lost"]).toBeGreaterThan(500);
  });

  for (const afterRounds of [0, 1, 3])
    it(`post-copy after round ${afterRounds} sends each owed page once`, async () => {
      const fast = { dirtyPagesPerSecond: 8192 };
      const lab = await openLab(
        scenario({ strategy: "postCopy", afterRounds, switchoverGoalMs: 1 }, [], fast),
      );
      const report = await runToEnd(lab);
      const sent = lab.run.trace.events.filter(isOf("send")).filter(({ what }) => what === "pages");
      const later = sent.filter(({ tick }) => tick >= lab.run.statistics.resumedAt!);
      const pages = later.flatMap(pagesOf);
      expect(report).toMatchObject({ ...WHOLE, outcome: "completed" });
      expect(new Set(pages).size).toBe(pages.length);
      expect(report.ram["dirty-sync-count"]).toBe(afterRounds + 2);
      expect(report.ram["postcopy-bytes"]).toBe(pages.length * 4104);
    });

  for (const strategy of ["quickResume", "quickResumeConcurrent"])
    it(`${strategy} ends its rounds by the loop and fetches the rest after the resume`, async () => {
      const faults = [{ kind: "cutLink", at: { phase: "pageIn", afterMs: 20 } }];
      const lab = await openLab(scenario({ strategy, heartbeatMs: 30 }, faults));
      const report = await runToEnd(lab);
      expect(report).toMatchObject({ ...WHOLE, outcome: "recovered" });
      expect(report.downtime).toBeLessThan(15);
      expect(report.paths.file.pages).toBeGreaterThan(0);
    });

  it("pre-copy goes on after a cut from what it had", async () => {
    const faults = [
      { kind: "cutLink", at: { phase: "preCopy", afterMs: 300 } },
      { kind: "healLink", at: { phase: "preCopy", afterMs: 900 } },
    ];
    const report = await runToEnd(await openLab(scenario({ strategy: "preCopy" }, faults)));
    expect(report).toMatchObject({ ...WHOLE, outcome: "recovered" });
    expect(report.ram.normal).toBeLessThan(4096 * 3);
    expect(report.downtime).toBeLessThan(115);
  });
});

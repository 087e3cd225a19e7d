/** Several migrations in one run: there, back, and on. */

import { describe, expect, test } from "vitest";
import { fromMilliseconds } from "../../src/clock/tick.ts";
import { type Report, runScenario, type ScenarioInput } from "../../src/entries/headless.ts";
import { STRATEGY_NAMES } from "../../src/migration/strategy.ts";
import { frameOf } from "../../src/report/frame-builder.ts";
import { runToEnd } from "../../src/report/run-to-end.ts";
import { openLab } from "../support/lab.ts";
import { openTimeline } from "../support/memory-timeline.ts";
import { SMALL } from "../support/small.ts";

/** A quiet guest, so that every strategy arrives. */
const QUIET = {
  ...SMALL,
  guest: { ...SMALL.guest, settings: { workingSetPages: 20, dirtyPagesPerSecond: 100 } },
  untilMs: 6000,
};
const BUSY = { ...SMALL, untilMs: 6000 };

async function reportsOf(scenario: object): Promise<Report[]> {
  const { report } = await runScenario(scenario as ScenarioInput);
  return report.migrations ?? [report];
}

const waysOf = (reports: readonly Report[]) => reports.map(({ from, to }) => `${from} to ${to}`);

describe("a second migration", () => {
  test.each(STRATEGY_NAMES)(
    "by %s leads back, and the guest is still the one that never moved",
    async (strategy) => {
      const reports = await reportsOf({ ...QUIET, again: [{ afterMs: 300, strategy }] });
      expect(waysOf(reports)).toEqual(["West to East", "East to West"]);
      expect(reports[1]).toMatchObject({ strategy, outcome: "completed", identical: true, invariants: [] });
      expect(reports[0]).toMatchObject({ outcome: "completed", identical: true, invariants: [] });
      expect(reports[1]!.paths.link.pages).toBeGreaterThanOrEqual(256);
    },
  );

  test.each(STRATEGY_NAMES)("follows one by %s", async (strategy) => {
    const migration = { ...QUIET.migration, strategy };
    const reports = await reportsOf({ ...QUIET, migration, again: [{ afterMs: 0, strategy: "preCopy" }] });
    expect(reports.map(({ outcome, identical }) => `${outcome} ${identical}`)).toEqual([
      "completed true",
      "completed true",
    ]);
  });

  test("inherits what is not given, and its report counts for itself", async () => {
    const [first, second] = await reportsOf({ ...QUIET, again: [{ afterMs: 300, afterRounds: 3 }] });
    expect(second!.strategy).toBe(first!.strategy);
    expect(second!.rounds).toBe(3);
    expect(second!["total-time"]).toBeLessThan(2 * first!["total-time"]);
    expect(second!.guest.instructions).toBeGreaterThan(first!.guest.instructions);
  });

  test("begins so long after the first has ended", async () => {
    const lab = await openLab({ ...QUIET, again: [{ afterMs: 250 }] });
    await runToEnd(lab);
    const events = lab.run.trace.events;
    const ended = events.find(({ kind }) => kind === "ended")!.tick;
    const starts = events.filter(({ kind }) => kind === "migrate");
    expect(starts[1]).toMatchObject({ migration: 2, from: "East", to: "West", cause: "scenario" });
    expect(starts[1]!.tick).toBe(ended + fromMilliseconds(250));
  });

  test("goes the same way again where the guest stayed", async () => {
    const migration = { ...BUSY.migration, strategy: "preCopy", maxRounds: 3 };
    const reports = await reportsOf({
      ...BUSY,
      migration,
      again: [{ afterMs: 200, strategy: "quickResume" }],
    });
    expect(reports.map(({ outcome }) => outcome)).toEqual(["continued-on-source", "completed"]);
    expect(waysOf(reports)).toEqual(["West to East", "West to East"]);
    expect(reports[1]).toMatchObject({ identical: true, invariants: [] });
  });

  test("is named in the message where it was not begun", async () => {
    const faults = [{ kind: "crashSource", at: { phase: "pageIn", afterMs: 10 } }];
    const { report } = await runScenario({
      ...BUSY,
      faults,
      again: [{ afterMs: 100 }, { afterMs: 100 }],
    } as ScenarioInput);
    expect(report.outcome).toBe("lost");
    expect(report.migrations).toBeUndefined();
    expect(report.message).toContain("Migrations 2 to 3 of the scenario were not begun.");
  });

  test("has a finish of its own, which says whether something failed in that migration", async () => {
    const finishes = async (migration: number) => {
      const faults = [
        { kind: "cutLink", at: { phase: "pageIn", afterMs: 20, migration } },
        { kind: "healLink", at: { phase: "finish", afterMs: 100, migration } },
      ];
      const lab = await openLab({ ...BUSY, faults, again: [{ afterMs: 300 }] });
      await runToEnd(lab);
      const { milestones } = lab.run.statistics;
      return milestones.flatMap((each) => (each.kind === "finish" ? [each.recovered] : []));
    };
    expect(await finishes(1)).toEqual([true, false]);
    expect(await finishes(2)).toEqual([false, true]);
  });

  test("meets the faults that name it", async () => {
    const cut = (migration: number) => ({ kind: "cutLink", at: { phase: "pageIn", afterMs: 20, migration } });
    const heal = { kind: "healLink", at: { phase: "finish", afterMs: 100 } };
    const reports = await reportsOf({ ...BUSY, faults: [cut(1), heal, cut(2)], again: [{ afterMs: 300 }] });
    expect(reports.map(({ outcome, identical }) => `${outcome} ${identical}`)).toEqual([
      "recovered true",
      "recovered true",
    ]);
    for (const { paths, invariants } of reports) {
      expect(paths.file.pages).toBeGreaterThan(0);
      expect(invariants).toEqual([]);
    }
  });

  test("sends its pages at the other way's bandwidth", async () => {
    const link = { ...QUIET.link, bandwidthMiBps: 8, backBandwidthMiBps: 2 };
    const migration = { ...QUIET.migration, strategy: "stopAndCopy" };
    const [there, back] = await reportsOf({ ...QUIET, link, migration, again: [{ afterMs: 100 }] });
    expect(back!.downtime / there!.downtime).toBeGreaterThan(3.5);
    expect(back!.downtime / there!.downtime).toBeLessThan(4.5);
  });
});

test("the client follows the guest there and back", async () => {
  const { report } = await runScenario({
    ...SMALL,
    guest: { program: "keyvalue", ramMiB: 2 },
    client: { requestsPerSecond: 100 },
    again: [{ afterMs: 300 }, { afterMs: 300 }],
    untilMs: 6000,
  } as ScenarioInput);
  expect(report.migrations).toHaveLength(3);
  expect(waysOf(report.migrations!)).toEqual(["West to East", "East to West", "West to East"]);
  for (const each of report.migrations!) expect(each).toMatchObject({ identical: true, invariants: [] });
  // What was on its way to the machine that the guest had just left is lost, and nothing else.
  expect(report.client.answered / report.client.sent).toBeGreaterThan(0.95);
});

test("fifty moves in a row leave the guest identical, and neither memory nor messages grow", async () => {
  const again = Array.from({ length: 49 }, () => ({ afterMs: 20 }));
  const lab = await openLab({ ...QUIET, again, untilMs: 60_000 });
  const report = await runToEnd(lab);
  expect(report.migrations).toHaveLength(50);
  for (const each of report.migrations!) expect(each).toMatchObject({ identical: true, invariants: [] });
  const sent = report.migrations!.map(({ ram }) => ram.transferred);
  expect(Math.max(...sent.slice(1)) / Math.min(...sent.slice(1))).toBeLessThan(1.2);
  expect(lab.run.parcels.lists.size).toBe(0);
  expect(lab.run.store.state.operations.size).toBe(0);
  expect(lab.run.recoverability.owner.epoch).toBe(51);
});

test("after an HA restart the new guest can be moved, to the machine that had crashed", async () => {
  const lab = await openLab({
    ...BUSY,
    faults: [{ kind: "crashDestination", at: { phase: "pageIn", afterMs: 20 } }],
  });
  await lab.advance(fromMilliseconds(1500));
  await lab.act("restart");
  await lab.advance(fromMilliseconds(2500));
  expect((await frameOf(lab.run, "memory")).mayMoveAgain).toBe(true);
  await lab.act("migrate");
  const report = await runToEnd(lab);
  expect(report.migrations).toHaveLength(2);
  expect(report.migrations![0]).toMatchObject({ outcome: "lost", identical: null });
  expect(report.migrations![1]).toMatchObject({
    outcome: "completed",
    identical: true,
    from: "West",
    to: "East",
    invariants: [],
  });
});

test("a guest that moves, is held or is lost is not moved again", async () => {
  const lab = await openLab({ ...BUSY, again: [] });
  await lab.advance(fromMilliseconds(1010));
  await lab.act("migrate");
  expect(lab.run.state.migration).toBe(1);
  await lab.advance(fromMilliseconds(2500));
  expect(lab.run.statistics.how).toBe("moved");
  await lab.act("crashDestination");
  await lab.act("migrate");
  expect(lab.run.state.migration).toBe(1);
});

test("going back and forth over migrations leads through the same run", async () => {
  const again = [{ afterMs: 100 }, { afterMs: 100, strategy: "preCopySdps" }];
  const faults = [
    { kind: "cutLink", at: { phase: "pageIn", afterMs: 20 } },
    { kind: "healLink", at: { phase: "finish", afterMs: 50 } },
  ];
  const timeline = await openTimeline({ ...BUSY, faults, again, untilMs: 6000 });
  const frameAt = async (ms: number) => {
    await timeline.seek(fromMilliseconds(ms));
    const { places, migration, before, sum, source, destination, datastore } = await timelineFrame();
    return { places, migration, before, sum, datastore, maps: [source.pages, destination.pages] };
  };
  const timelineFrame = () => frameOf(timeline.simulation.run, "memory");
  await timeline.advance(fromMilliseconds(5500));
  const ticks = [300, 700, 1200, 1700, 2400, 3300, 4200, 5400];
  const onward = [];
  for (const ms of ticks) onward.push(await frameAt(ms));
  const back = [];
  for (const ms of ticks.toReversed()) back.unshift(await frameAt(ms));
  expect(back).toEqual(onward);
  expect(new Set(onward.map(({ migration }) => migration)).size).toBe(3);
});

test("what is done in an earlier migration parts a lane of its own", async () => {
  const timeline = await openTimeline({ ...BUSY, again: [{ afterMs: 100 }], untilMs: 5000 });
  await timeline.advance(fromMilliseconds(4000));
  expect(timeline.simulation.run.state.migration).toBe(2);
  await timeline.seek(fromMilliseconds(500));
  expect(timeline.simulation.run.state.migration).toBe(1);
  await timeline.act("cutLink");
  await timeline.advance(fromMilliseconds(1500));
  await timeline.wake(0);
  const { run } = timeline.simulation;
  expect(run.state.migration).toBe(2);
  expect(run.verdict).toMatchObject({ identical: true });
  expect(run.invariants.violations).toEqual([]);
});

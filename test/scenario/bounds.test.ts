import { expect, test } from "vitest";
import { fromMilliseconds } from "../../src/clock/tick.ts";
import { runToEnd } from "../../src/report/run-to-end.ts";
import { MOST_VIOLATIONS, noteViolation, type Violation } from "../../src/simulation/parts/violations.ts";
import { MOST_MILESTONES } from "../../src/trace/milestones.ts";
import { openLab } from "../support/lab.ts";
import { SMALL } from "../support/small.ts";

const ms = fromMilliseconds;

test("a learner who cuts and heals without end fills no list", async () => {
  const lab = await openLab(SMALL);
  for (let press = 0; press < 600; press++) {
    await lab.advance(ms(300 + press));
    await lab.act(press % 2 ? "healLink" : "cutLink");
  }
  expect(lab.run.statistics.milestones.length).toBeLessThanOrEqual(MOST_MILESTONES);
  expect(lab.run.statistics.milestones.length + lab.run.statistics.milestonesLeftOut).toBeGreaterThan(600);
  expect(lab.run.statistics.milestones[0]!.kind).toBe("migrate");
});

test("rounds that never converge are one number, not a list", async () => {
  const migration = { ...SMALL.migration, strategy: "preCopy", stopRule: "qemu", switchoverGoalMs: 1 };
  const guest = { ...SMALL.guest, settings: { workingSetPages: 8, dirtyPagesPerSecond: 4000 } };
  const link = { bandwidthMiBps: 4 };
  const lab = await openLab({ ...SMALL, guest, link, migration, untilMs: 6000 });
  await runToEnd(lab);
  expect(lab.run.statistics.round).toBeGreaterThan(MOST_MILESTONES);
  expect(lab.run.statistics.milestones.length).toBeLessThanOrEqual(MOST_MILESTONES);
  expect(lab.run.statistics.milestones.at(-1)).toMatchObject({
    kind: "round",
    round: lab.run.statistics.round,
  });
  expect(JSON.stringify(lab.run.statistics).length).toBeLessThan(40_000);
});

test("what is typed to a guest that never reads waits up to a bound, and the rest is lost with the reason", async () => {
  const lab = await openLab({ ...SMALL, untilMs: 400 });
  await lab.advance(ms(300));
  for (let press = 0; press < 40; press++) await lab.type(new Uint8Array(1000).fill(65));
  const { typed } = lab.run.inputs.state;
  expect(typed.open.length).toBeLessThanOrEqual(16_384);
  expect(typed.open.length).toBeGreaterThan(16_000);
  const report = await runToEnd(lab);
  expect(report.invariants).toEqual([]);
  expect(report.message).toMatch(/\d+ were typed while too many waited already/);
  expect(typed.delivered + typed.open.length + typed.lost.tooMuchTyped!).toBe(40_000);
});

test("broken promises are named once each, and no more than a hundred of them", () => {
  const violations: Violation[] = [];
  for (let id = 0; id < 50; id++)
    for (let time = 0; time < 2; time++) noteViolation(violations, { kind: "wrongAnswer", key: 7, id });
  expect(violations).toHaveLength(50);
  for (let id = 0; id < 10_000; id++)
    noteViolation(violations, { kind: "wrongAnswer", key: 7, id: id % 5000 });
  expect(violations).toHaveLength(MOST_VIOLATIONS + 1);
  expect(violations.at(-1)).toEqual({ kind: "unlisted" });
});

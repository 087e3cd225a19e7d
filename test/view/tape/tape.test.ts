import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MILLISECOND, SECOND } from "../../../src/clock/tick.ts";
import { firstLane, partFrom } from "../../../src/timeline/lane.ts";
import type { Sample } from "../../../src/timeline/sample.ts";
import { bytesOf, dirtiedOf, speedOf, thinned, usualSpeed, valueAt } from "../../../src/view/tape/charts.ts";
import { deedsOf, outcomeOf, whereOfOutcome } from "../../../src/view/tape/lanes.ts";
import {
  endingOf,
  labelOf,
  nextMilestone,
  previousMilestone,
  toneOf,
  wordOf,
  wordsOf,
} from "../../../src/view/tape/milestones.ts";
import { spread } from "../../../src/view/tape/spread.ts";
import { milestone } from "../../support/milestone.ts";

test("things spread in a row keep their order, do not overlap and stay inside", () => {
  const things = fc.array(
    fc.record({ at: fc.integer({ min: -50, max: 900 }), width: fc.integer({ min: 5, max: 80 }) }),
    {
      maxLength: 9,
    },
  );
  fc.assert(
    fc.property(things, (list) => {
      const sorted = list.toSorted((a, b) => a.at - b.at);
      const widths = sorted.map(({ width }) => width);
      const lefts = spread(
        sorted.map(({ at }) => at),
        widths,
        4,
        900,
      );
      for (const [index, left] of lefts.entries()) {
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left + widths[index]!).toBeLessThanOrEqual(900 + 1e-6);
        if (index > 0) expect(left).toBeGreaterThanOrEqual(lefts[index - 1]! + widths[index - 1]! + 4 - 1e-6);
      }
    }),
  );
});

describe("beats", () => {
  const beat = (name: string, ms: number) => milestone(name, ms * MILLISECOND);
  const rounds = Array.from({ length: 20 }, (_, index) => beat(`round ${index + 1}`, 100 * (index + 1)));
  const all = [
    beat("Migrate", 50),
    ...rounds,
    beat("stun", 2200),
    beat("switchover", 2210),
    beat("cut", 2300),
  ];
  test("are found before and after a moment", () => {
    expect(nextMilestone(all, 2210 * MILLISECOND)?.kind).toBe("cutLink");
    expect(previousMilestone(all, 2200 * MILLISECOND)).toMatchObject({ kind: "round", round: 20 });
    expect(nextMilestone(all, 9 * SECOND)).toBeNull();
    expect(previousMilestone(all, 0)).toBeNull();
  });

  test("are named and toned for what they are", () => {
    expect(labelOf({ kind: "finish", recovered: true, at: 1 }, "recovered")).toBe("recovered");
    expect(labelOf(beat("finish", 1), "completed")).toBe("finish");
    const wrong = endingOf({ ...firstLane().summary, outcome: "completed", identical: false });
    expect(wordOf(beat("finish", 1), wrong)).toMatchObject({ label: "different", tone: "loss" });
    expect(
      ["cut", "loss noticed", "heal", "finish", "stun"].map((name) => toneOf(beat(name, 1), null)),
    ).toEqual(["loss", "loss", "link", "good", "plain"]);
  });
});

test("each migration of a run has its own finish, whatever the last one came to", () => {
  const finish = (recovered: boolean, at: number) => ({ kind: "finish", recovered, at }) as const;
  const moves = (first: boolean, second: boolean) => [
    milestone("Migrate", 1),
    finish(first, 2),
    milestone("Migrate to West", 3),
    finish(second, 4),
  ];
  const labels = (...[milestones, ending]: Parameters<typeof wordsOf>) =>
    wordsOf(milestones, ending).map(({ label }) => label);
  expect(labels(moves(false, true), "recovered")).toEqual([
    "start",
    "finish",
    "Migrate to West",
    "recovered",
  ]);
  expect(labels(moves(true, false), "completed")).toEqual([
    "start",
    "recovered",
    "Migrate to West",
    "finish",
  ]);
  expect(labels(moves(false, true), "different")).toEqual([
    "start",
    "finish",
    "Migrate to West",
    "different",
  ]);
});

describe("charts", () => {
  const sample = (ms: number, retired: number, changes: Partial<Sample> = {}): Sample => ({
    at: ms * MILLISECOND,
    owed: 0,
    dirtied: null,
    pageBytes: 4104,
    linkBytes: 0,
    fileBytes: 0,
    retired,
    chunks: 0,
    stands: false,
    ...changes,
  });

  test("show the guest's speed as a share of its usual one, with a gap where it stands", () => {
    const samples = [0, 20, 40, 60].map((ms) => sample(ms, ms * 1000));
    const usual = usualSpeed([...samples], 60 * MILLISECOND);
    const stalled = [...samples, sample(80, 60_000, { stands: true }), sample(100, 60_000, { stands: true })];
    const values = speedOf(stalled, usual).map(({ value }) => value);
    expect(values.slice(1, 4).every((value) => value === 1)).toBe(true);
    expect(values.slice(4)).toEqual([null, null]);
  });

  test("take a booting guest's haste for no measure, nor a server's rest for slowness", () => {
    // 800,000 instructions at first, then 10,000 once in 80 ms, before Migrate and after the move.
    const samples = Array.from({ length: 200 }, (_, index) =>
      sample(20 * index, index === 0 ? 0 : 800_000 + 10_000 * Math.floor(index / 4)),
    );
    const usual = usualSpeed(samples, 1500 * MILLISECOND);
    expect(usual).toBeCloseTo(125_000, -4);
    const after = speedOf(samples, usual).slice(-60);
    expect(Math.min(...after.map(({ value }) => value!))).toBeGreaterThan(0.9);
  });

  test("show bytes by path as rates", () => {
    const samples = [0, 20, 40].map((ms) => sample(ms, 0, { linkBytes: ms * 1000, fileBytes: 0 }));
    expect(bytesOf(samples, "link").at(-1)?.value).toBe(1_000_000);
    expect(bytesOf(samples, "file").at(-1)?.value).toBe(0);
  });

  test("show what the guest dirties as a rate over the rounds, and nothing outside of them", () => {
    // 10 pages a sample; the second round begins at 60 ms and has 4 pages at its first sample.
    const dirtied = [null, 10, 20, 4, 14, null];
    const samples = dirtied.map((pages, index) => sample(20 * index, 0, { dirtied: pages }));
    const rates = dirtiedOf(samples).map(({ value }) => value);
    expect(rates[0]).toBeNull();
    expect(rates.at(-1)).toBeNull();
    expect(rates[2]).toBe((20 * 4104) / 0.04);
    expect(rates[4]).toBe((34 * 4104) / 0.08);
    const zeros = samples.map((each) => ({ ...each, pageBytes: 9 }));
    expect(dirtiedOf(zeros)[4]?.value).toBe((34 * 9) / 0.08);
  });

  test("are thinned to what can be seen, and end where they end", () => {
    const many = Array.from({ length: 5000 }, (_, index) => index);
    expect(thinned(many, 900).length).toBeLessThanOrEqual(900);
    expect(thinned(many, 900).at(-1)).toBe(4999);
    expect(thinned([1, 2, 3], 900)).toEqual([1, 2, 3]);
  });

  test("are read at a moment", () => {
    const values = [10, 20, 30].map((at) => ({ at, value: at * 2 }));
    expect([5, 10, 25, 99].map((at) => valueAt(values, at))).toEqual([null, 20, 40, 60]);
  });
});

describe("a lane in words", () => {
  const recorded = firstLane([
    { at: SECOND, kind: "do", action: "migrate" },
    { at: 3 * SECOND, kind: "do", action: "cutLink" },
  ]);
  const parted = partFrom(recorded, 1, 0.7 * SECOND, 0);

  test("says what was done there and not in the lane it left", () => {
    parted.actions.push({ at: 0.7 * SECOND, kind: "do", action: "crashSource" });
    expect(deedsOf(recorded, [recorded, parted])).toBe("link cut at 3.000 s");
    expect(deedsOf(parted, [recorded, parted])).toBe("a machine crashes at 0.700 s");
  });

  test("says how far it has come", () => {
    const summary = recorded.summary;
    expect(outcomeOf(summary)).toBe("not started");
    expect(outcomeOf({ ...summary, outcome: "held" })).toBe("under way");
    expect(outcomeOf({ ...summary, outcome: "lost" })).toBe("lost");
    const finish = [milestone("finish", SECOND)];
    expect(outcomeOf({ ...summary, outcome: "recovered", milestones: finish })).toBe("recovered");
    const stayed = outcomeOf({ ...summary, outcome: "continued-on-source", milestones: finish });
    expect(`${stayed} ${whereOfOutcome(stayed)}`).toBe("stayed where it was");
    expect(outcomeOf({ ...summary, outcome: "completed", identical: false, milestones: finish })).toBe(
      "different",
    );
  });
});

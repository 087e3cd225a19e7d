import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MILLISECOND } from "../../../src/clock/tick.ts";
import type { Milestone } from "../../../src/trace/milestone.ts";
import { byImportance, rankOf } from "../../../src/view/tape/importance.ts";
import {
  foldMilestones,
  layoutMilestones,
  leaderOf,
  type MilestoneCell,
  type MilestonePlate,
} from "../../../src/view/tape/milestone-layout.ts";
import { wordOf } from "../../../src/view/tape/milestones.ts";
import { milestone, reached } from "../../support/milestone.ts";

const NAMES = [
  "round 1",
  "round 2",
  "round 17",
  "cut",
  "heal",
  "loss noticed",
  "link returns",
  "first fault",
  "stun",
  "switchover",
  "resume",
  "datastore stops",
  "datastore heals",
  "finish",
];
const widthOf = (label: string) => Math.max(32, 16 + 7 * label.length);

const tapes = fc.record({
  width: fc.integer({ min: 180, max: 1600 }),
  milestones: fc
    .array(fc.record({ name: fc.constantFrom(...NAMES), ms: fc.integer({ min: 0, max: 10_000 }) }), {
      maxLength: 130,
    })
    .map((list) =>
      list
        .toSorted((one, other) => one.ms - other.ms)
        .map(({ name, ms }) => milestone(name, ms * MILLISECOND)),
    ),
  present: fc.double({ min: 0, max: 1, noNaN: true }),
});

function layoutOf(milestones: readonly Milestone[], width: number, present?: Milestone) {
  const xOf = (at: number) => (at / (10_000 * MILLISECOND)) * width;
  return layoutMilestones(
    milestones.map((milestone) => wordOf(milestone, null)),
    present,
    { width, xOf, widthOf },
  );
}

const cellsOf = (plates: readonly MilestonePlate[]): MilestoneCell[] =>
  plates.flatMap(({ cells }) => [...cells]);

/** The straight parts of a plate's line. */
function segmentsOf(plate: MilestonePlate, tracks: number): { x: [number, number]; y: [number, number] }[] {
  const numbers = leaderOf(plate, 100 / (tracks + 1), 100)
    .match(/-?[\d.]+/g)!
    .map(Number);
  if (plate.track === 0) return [{ x: [plate.top, plate.top], y: [0, 100] }];
  const [top, , deep, foot] = numbers as [number, number, number, number];
  return [
    { x: [top, top], y: [0, deep] },
    { x: [Math.min(top, foot), Math.max(top, foot)], y: [deep, deep] },
    { x: [foot, foot], y: [deep, 100] },
  ];
}

const meet = (one: readonly [number, number], other: readonly [number, number]) =>
  one[0] <= other[1] && other[0] <= one[1];

describe("beats over a tape", () => {
  test("have each milestone once, in its order: as its own button or inside one with a number", () => {
    fc.assert(
      fc.property(tapes, ({ width, milestones, present }) => {
        const cells = cellsOf(
          layoutOf(milestones, width, milestones[Math.floor(present * milestones.length)]).plates,
        );
        expect(cells.flatMap(({ words }) => words.map(({ milestone }) => milestone))).toEqual(milestones);
        for (const { isFolded, label, words } of cells)
          if (isFolded) expect(label).toBe(`+${words.length}`);
          else expect(words).toHaveLength(1);
      }),
    );
  });

  test("lie inside, none over another, whatever the width", () => {
    fc.assert(
      fc.property(tapes, ({ width, milestones }) => {
        const { plates } = layoutOf(milestones, width);
        for (const [index, { left, width: wide, cells }] of plates.entries()) {
          expect(left).toBeGreaterThanOrEqual(0);
          expect(left + wide).toBeLessThanOrEqual(width + 1e-6);
          expect(cells.reduce((sum, cell) => sum + cell.width, 0)).toBeCloseTo(wide, 6);
          const before = plates[index - 1];
          if (before) expect(left).toBeGreaterThanOrEqual(before.left + before.width + 4.999);
        }
      }),
    );
  });

  test("have words for what matters most: none that has words matters less than one that has not", () => {
    fc.assert(
      fc.property(tapes, ({ width, milestones, present }) => {
        const now = milestones[Math.floor(present * milestones.length)];
        const cells = cellsOf(layoutOf(milestones, width, now).plates);
        const order = byImportance(milestones, now);
        const place = (milestone: Milestone) => order.indexOf(milestones.indexOf(milestone));
        const shown = cells
          .filter(({ isFolded }) => !isFolded)
          .map(({ words }) => place(words[0]!.milestone));
        const hidden = cells
          .filter(({ isFolded }) => isFolded)
          .flatMap(({ words }) => words.map(({ milestone }) => place(milestone)));
        if (shown.length > 0 && hidden.length > 0)
          expect(Math.max(...shown)).toBeLessThan(Math.min(...hidden));
      }),
    );
  });

  test("have lines that begin at their plate, end at their moments, and never cross or touch another", () => {
    fc.assert(
      fc.property(tapes, ({ width, milestones }) => {
        const { plates, tracks } = layoutOf(milestones, width);
        expect(tracks).toBeLessThanOrEqual(4);
        for (const [index, plate] of plates.entries()) {
          const { left, width: wide, from, to, top, foot } = plate;
          expect(top).toBeGreaterThanOrEqual(left);
          expect(top).toBeLessThanOrEqual(left + wide);
          expect(foot).toBeGreaterThanOrEqual(from);
          expect(foot).toBeLessThanOrEqual(to);
          for (const other of plates.slice(index + 1)) {
            expect(other.from).toBeGreaterThanOrEqual(to);
            expect(other.foot - foot).toBeGreaterThanOrEqual(9.99);
            for (const one of segmentsOf(plate, tracks))
              for (const another of segmentsOf(other, tracks))
                expect(meet(one.x, another.x) && meet(one.y, another.y)).toBe(false);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test("a link that flaps a hundred times leaves the phases, the end and the latest cuts to be seen", () => {
    const flaps = Array.from({ length: 50 }, (_, index) => [
      milestone("cut", (2000 + 100 * index) * MILLISECOND),
      milestone("heal", (2060 + 100 * index) * MILLISECOND),
    ]).flat();
    const milestones = [
      milestone("Migrate", 0),
      milestone("round 1", 10 * MILLISECOND),
      milestone("round 2", 900 * MILLISECOND),
      milestone("stun", 1700 * MILLISECOND),
      milestone("switchover", 1711 * MILLISECOND),
      milestone("resume", 1723 * MILLISECOND),
      milestone("first fault", 1724 * MILLISECOND),
      ...flaps,
      milestone("finish", 9000 * MILLISECOND),
    ];
    for (const width of [560, 900, 1200]) {
      const cells = cellsOf(layoutOf(milestones, width).plates);
      const shown = cells.filter(({ isFolded }) => !isFolded).map(({ label }) => label);
      for (const name of ["start", "stun", "switchover", "resume", "finish"]) expect(shown).toContain(name);
      if (width > 560) expect(shown).toContain("cut");
      expect(shown).not.toContain("first fault");
      const folded = cells.filter(({ isFolded }) => isFolded);
      expect(folded.reduce((sum, { words }) => sum + words.length, 0)).toBe(milestones.length - shown.length);
    }
  });

  test("four within 23 ms share one plate and one line", () => {
    const milestones = ["stun", "switchover", "resume", "first fault"].map((name, index) =>
      milestone(name, (5000 + 7 * index) * MILLISECOND),
    );
    const { plates } = layoutOf([milestone("Migrate", 0), ...milestones], 1200);
    expect(plates.map(({ cells }) => cells.length)).toEqual([1, 4]);
    expect(plates[1]!.track).toBe(0);
  });

  test("in one column fill so much width in all, and no more", () => {
    fc.assert(
      fc.property(tapes, ({ width, milestones }) => {
        const words = milestones.map((milestone) => wordOf(milestone, null));
        const cells = foldMilestones(words, undefined, { width: 2.6 * width, widthOf });
        expect(cells.flatMap((cell) => cell.words)).toEqual(words);
        expect(cells.reduce((sum, cell) => sum + cell.width, 0)).toBeLessThanOrEqual(2.6 * width);
      }),
    );
  });
});

describe("the importance of beats", () => {
  test("puts ends, phases, faults and heals before what is noticed, waits and rounds", () => {
    const kinds = [
      ["finish", "stays where it is"],
      ["West crashes"],
      ["stun", "Migrate"],
      ["resume"],
      ["cut"],
      ["heal"],
      ["loss noticed"],
      ["first fault"],
      ["round 3"],
    ];
    const ranks = kinds.map((names) => names.map((name) => rankOf(reached(name))));
    for (const [index, own] of ranks.entries())
      if (index > 0) expect(Math.max(...own)).toBeLessThan(Math.min(...ranks[index - 1]!));
  });

  test("puts the present before all, and the first and last round before those between", () => {
    const milestones = ["round 1", "round 2", "round 3", "stun"].map(milestone);
    expect(byImportance(milestones, milestones[1])).toEqual([1, 3, 2, 0]);
    expect(byImportance(milestones, undefined)).toEqual([3, 2, 0, 1]);
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MILLISECOND } from "../../../src/clock/tick.ts";
import type { Beat } from "../../../src/trace/milestone.ts";
import { byImportance, rankOf } from "../../../src/view/tape/importance.ts";
import {
  type BeatCell,
  type BeatPlate,
  foldBeats,
  layoutBeats,
  leaderOf,
} from "../../../src/view/tape/milestone-layout.ts";
import { wordOf } from "../../../src/view/tape/milestones.ts";

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
  beats: fc
    .array(fc.record({ name: fc.constantFrom(...NAMES), ms: fc.integer({ min: 0, max: 10_000 }) }), {
      maxLength: 130,
    })
    .map((list) =>
      list
        .toSorted((one, other) => one.ms - other.ms)
        .map(({ name, ms }): Beat => ({ name, at: ms * MILLISECOND })),
    ),
  present: fc.double({ min: 0, max: 1, noNaN: true }),
});

function layoutOf(beats: readonly Beat[], width: number, present?: Beat) {
  const xOf = (at: number) => (at / (10_000 * MILLISECOND)) * width;
  return layoutBeats(
    beats.map((beat) => wordOf(beat, null)),
    present,
    { width, xOf, widthOf },
  );
}

const cellsOf = (plates: readonly BeatPlate[]): BeatCell[] => plates.flatMap(({ cells }) => [...cells]);

/** The straight parts of a plate's line. */
function segmentsOf(plate: BeatPlate, tracks: number): { x: [number, number]; y: [number, number] }[] {
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
  test("have each beat once, in its order: as its own button or inside one with a number", () => {
    fc.assert(
      fc.property(tapes, ({ width, beats, present }) => {
        const cells = cellsOf(layoutOf(beats, width, beats[Math.floor(present * beats.length)]).plates);
        expect(cells.flatMap(({ words }) => words.map(({ beat }) => beat))).toEqual(beats);
        for (const { isFolded, label, words } of cells)
          if (isFolded) expect(label).toBe(`+${words.length}`);
          else expect(words).toHaveLength(1);
      }),
    );
  });

  test("lie inside, none over another, whatever the width", () => {
    fc.assert(
      fc.property(tapes, ({ width, beats }) => {
        const { plates } = layoutOf(beats, width);
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
      fc.property(tapes, ({ width, beats, present }) => {
        const now = beats[Math.floor(present * beats.length)];
        const cells = cellsOf(layoutOf(beats, width, now).plates);
        const order = byImportance(beats, now);
        const place = (beat: Beat) => order.indexOf(beats.indexOf(beat));
        const shown = cells.filter(({ isFolded }) => !isFolded).map(({ words }) => place(words[0]!.beat));
        const hidden = cells
          .filter(({ isFolded }) => isFolded)
          .flatMap(({ words }) => words.map(({ beat }) => place(beat)));
        if (shown.length > 0 && hidden.length > 0)
          expect(Math.max(...shown)).toBeLessThan(Math.min(...hidden));
      }),
    );
  });

  test("have lines that begin at their plate, end at their moments, and never cross or touch another", () => {
    fc.assert(
      fc.property(tapes, ({ width, beats }) => {
        const { plates, tracks } = layoutOf(beats, width);
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
      { name: "cut", at: (2000 + 100 * index) * MILLISECOND },
      { name: "heal", at: (2060 + 100 * index) * MILLISECOND },
    ]).flat();
    const beats = [
      { name: "Migrate", at: 0 },
      { name: "round 1", at: 10 * MILLISECOND },
      { name: "round 2", at: 900 * MILLISECOND },
      { name: "stun", at: 1700 * MILLISECOND },
      { name: "switchover", at: 1711 * MILLISECOND },
      { name: "resume", at: 1723 * MILLISECOND },
      { name: "first fault", at: 1724 * MILLISECOND },
      ...flaps,
      { name: "finish", at: 9000 * MILLISECOND },
    ];
    for (const width of [560, 900, 1200]) {
      const cells = cellsOf(layoutOf(beats, width).plates);
      const shown = cells.filter(({ isFolded }) => !isFolded).map(({ label }) => label);
      for (const name of ["start", "stun", "switchover", "resume", "finish"]) expect(shown).toContain(name);
      if (width > 560) expect(shown).toContain("cut");
      expect(shown).not.toContain("first fault");
      const folded = cells.filter(({ isFolded }) => isFolded);
      expect(folded.reduce((sum, { words }) => sum + words.length, 0)).toBe(beats.length - shown.length);
    }
  });

  test("four within 23 ms share one plate and one line", () => {
    const beats = ["stun", "switchover", "resume", "first fault"].map((name, index) => ({
      name,
      at: (5000 + 7 * index) * MILLISECOND,
    }));
    const { plates } = layoutOf([{ name: "Migrate", at: 0 }, ...beats], 1200);
    expect(plates.map(({ cells }) => cells.length)).toEqual([1, 4]);
    expect(plates[1]!.track).toBe(0);
  });

  test("in one column fill so much width in all, and no more", () => {
    fc.assert(
      fc.property(tapes, ({ width, beats }) => {
        const words = beats.map((beat) => wordOf(beat, null));
        const cells = foldBeats(words, undefined, { width: 2.6 * width, widthOf });
        expect(cells.flatMap((cell) => cell.words)).toEqual(words);
        expect(cells.reduce((sum, cell) => sum + cell.width, 0)).toBeLessThanOrEqual(2.6 * width);
      }),
    );
  });
});

describe("the importance of beats", () => {
  test("puts ends, phases, faults and heals before what is noticed, waits and rounds", () => {
    const kinds = [
      ["finish", "goes on at the source"],
      ["source crashes"],
      ["stun", "Migrate"],
      ["resume"],
      ["cut"],
      ["heal"],
      ["loss noticed"],
      ["first fault"],
      ["round 3"],
    ];
    const ranks = kinds.map((names) => names.map((name) => rankOf({ name, at: 0 })));
    for (const [index, own] of ranks.entries())
      if (index > 0) expect(Math.max(...own)).toBeLessThan(Math.min(...ranks[index - 1]!));
  });

  test("puts the present before all, and the first and last round before those between", () => {
    const beats = ["round 1", "round 2", "round 3", "stun"].map((name, at) => ({ name, at }));
    expect(byImportance(beats, beats[1])).toEqual([1, 3, 2, 0]);
    expect(byImportance(beats, undefined)).toEqual([3, 2, 0, 1]);
  });
});

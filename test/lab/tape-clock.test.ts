import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MILLISECOND, SECOND } from "../../src/clock/tick.ts";
import { type Clock, clockOf, shareOf, storyUntil, tickAt } from "../../src/lab/tape-clock.ts";
import type { Sample } from "../../src/timeline/sample.ts";
import { thinnedFor } from "../../src/view/tape/charts.ts";
import { marksOf } from "../../src/view/tape/tape-axis.ts";

const MINUTE = 60 * SECOND;

describe("the clock", () => {
  test("begins just before Migrate and has room for what is recorded", () => {
    const clock = clockOf(SECOND, 4 * SECOND, 4 * SECOND);
    expect(clock.from).toBe(SECOND - 150 * MILLISECOND);
    expect(clock.to).toBeGreaterThan(4 * SECOND);
    expect(clock.bend).toBeNull();
  });

  test("keeps its span while a run grows, then takes a larger one", () => {
    const ends = [1.1, 2, 3, 3.5, 4, 6].map((end) => end * SECOND);
    expect(new Set(ends.map((end) => clockOf(SECOND, end, end).to)).size).toBe(3);
  });

  test("goes on after the end of the story, and presses together only what comes then", () => {
    expect(storyUntil(SECOND, 5 * SECOND, 6 * SECOND)).toBe(6 * SECOND);
    expect(storyUntil(SECOND, 5 * SECOND, 6 * MINUTE)).toBe(9 * SECOND);
    const clock = clockOf(SECOND, 9 * SECOND, 6 * MINUTE);
    expect(clock.to).toBeGreaterThanOrEqual(6 * MINUTE);
    expect(clock.bend!.at).toBeGreaterThanOrEqual(9 * SECOND);
    expect(shareOf(clock, 9 * SECOND)).toBeGreaterThan(0.5);
    // Twice as long is no reason for a second scale.
    expect(clockOf(SECOND, 9 * SECOND, 12 * SECOND).bend).toBeNull();
  });

  const runs = fc.record({
    startedAt: fc.integer({ min: 0, max: 5 * SECOND }),
    story: fc.integer({ min: 0, max: 2 * MINUTE }),
    after: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60 * MINUTE })),
  });

  test("shows every tick that was run, whatever the run", () => {
    fc.assert(
      fc.property(runs, ({ startedAt, story, after }) => {
        const end = startedAt + story + after;
        const { from, to, bend } = clockOf(startedAt, startedAt + story, end);
        expect(from).toBeLessThanOrEqual(startedAt);
        expect(to).toBeGreaterThanOrEqual(end);
        if (bend) expect(bend.at).toBeGreaterThanOrEqual(startedAt + story);
      }),
    );
  });

  test("a place is a tick and a tick is a place: each is the other's inverse, to less than a pixel's worth", () => {
    fc.assert(
      fc.property(
        runs,
        fc.integer({ min: 200, max: 2400 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        ({ startedAt, story, after }, width, share) => {
          const clock = clockOf(startedAt, startedAt + story, startedAt + story + after);
          const tick = tickAt(clock, share);
          expect(Math.abs(shareOf(clock, tick) - share) * width).toBeLessThan(0.01);
          // What lies further to the right is later.
          expect(tickAt(clock, Math.min(1, share + 1 / width))).toBeGreaterThanOrEqual(tick);
        },
      ),
    );
  });

  test("ends at its edges", () => {
    const clock = clockOf(SECOND, 4 * SECOND, 10 * MINUTE);
    expect(shareOf(clock, 0)).toBe(0);
    expect(tickAt(clock, -3)).toBe(clock.from);
    expect(tickAt(clock, 7)).toBe(clock.to);
    expect(shareOf(clock, clock.to)).toBe(1);
  });

  test("has marks at their places on both sides of the bend, none over another", () => {
    for (const width of [230, 560, 1200]) {
      const clock = clockOf(SECOND, 5 * SECOND, 10 * MINUTE);
      const marks = marksOf(clock, width, 90);
      for (const [index, { x, label }] of marks.entries()) {
        expect(x).toBeCloseTo(shareOf(clock, Number(label) * SECOND) * width, 3);
        if (index > 0) expect(x - marks[index - 1]!.x).toBeGreaterThan(25);
      }
    }
  });

  test("leaves the story its samples where the time after it has far more", () => {
    const samples = Array.from(
      { length: 30_000 },
      (_, index): Sample => ({
        ...({} as Sample),
        at: index * 20 * MILLISECOND,
      }),
    );
    const clock: Clock = clockOf(SECOND, 8 * SECOND, 10 * MINUTE);
    const kept = thinnedFor(samples, clock, 500);
    expect(kept.length).toBeLessThanOrEqual(502);
    expect(kept.filter(({ at }) => at <= clock.bend!.at).length).toBeGreaterThan(150);
    expect(kept.at(-1)).toBe(samples.at(-1));
  });
});

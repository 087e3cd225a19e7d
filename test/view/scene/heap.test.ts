import fc from "fast-check";
import { expect, test } from "vitest";
import { heapOf } from "../../../src/view/scene/heap.ts";

type Point = { readonly x: number; readonly y: number };
type Corners = [Point, Point, Point, Point];

const PLACE = { x: 200, ground: 300, width: 180 };

/** The corners of all that a path draws. */
function pointsOf(path: string): { x: number; y: number }[] {
  return [...path.matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
}

test("a heap has exactly one square and one cross for each page, on the ground, and no row wider than the one below", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3000 }), (pages) => {
      const { base, rows } = heapOf(pages, PLACE);
      const squares = rows.map((row) => row.squares).join("");
      const counts = rows.map((row) => row.squares.split("z").length - 1);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(pages);
      expect(counts).toEqual(counts.toSorted((one, other) => other - one));
      expect(rows.flatMap((row) => pointsOf(row.crosses))).toHaveLength(4 * pages);
      expect(base).toBeLessThanOrEqual(PLACE.width + 0.001);
      const outside = pointsOf(squares).filter(
        ({ x, y }) => y > PLACE.ground + 2 || Math.abs(x - PLACE.x) > PLACE.width / 2 + 6,
      );
      expect(outside).toEqual([]);
    }),
  );
});

test("a square that lies straight has the corners of a square", () => {
  const { squares } = heapOf(1, PLACE).rows[0]!;
  const [a, b, c, d] = pointsOf(squares) as Corners;
  const far = (one: Corners[number], other: Corners[number]) => Math.hypot(one.x - other.x, one.y - other.y);
  for (const [one, other] of [
    [a, b],
    [b, c],
    [c, d],
    [d, a],
  ] as const)
    expect(far(one, other)).toBeCloseTo(11.5 * 0.86, 0);
  expect(far(a, c)).toBeCloseTo(11.5 * 0.86 * Math.SQRT2, 0);
});

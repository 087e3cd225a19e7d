import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  factorSlider,
  fallingCable,
  hangingCable,
  heapRows,
  outline,
  swing,
  track,
} from "../../../src/view/design/shapes.ts";

describe("a track", () => {
  const cable = hangingCable({ x: 0, y: 50 }, { x: 600, y: 50 }, 150);
  const way = track(cable.whole);

  test("begins and ends at the plugs and has its lowest point in the middle", () => {
    expect(way.at(0)).toMatchObject({ x: 0, y: 50 });
    expect(way.at(1)).toMatchObject({ x: 600, y: 50 });
    expect(way.at(0.5).x).toBeCloseTo(300, 0);
    expect(way.at(0.5).y).toBeCloseTo(200, 0);
    expect(way.d).toMatch(/^M0,50C/);
  });

  test("is measured by its length: equal shares are equal ways", () => {
    const steps = Array.from({ length: 11 }, (_, index) => way.at(index / 10));
    const lengths = steps
      .slice(1)
      .map((point, index) => Math.hypot(point.x - steps[index]!.x, point.y - steps[index]!.y));
    expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThan(8);
  });

  test("keeps shares outside of it at its ends", () => {
    expect(way.at(-1).x).toBe(0);
    expect(way.at(2).x).toBe(600);
  });

  test("runs down beside the mailbox where the hosts are stacked", () => {
    const falling = fallingCable({ x: 34, y: 500 }, { x: 280, y: 1100 }, 740);
    const down = track([...falling.whole, ...falling.rest]);
    expect(down.at(0)).toMatchObject({ x: 34, y: 500 });
    expect(down.at(1)).toMatchObject({ x: 280, y: 1100 });
  });

  test("swings between whole and cut", () => {
    expect(swing(cable.whole[0], cable.hanging[0], 0)).toEqual([...cable.whole[0]]);
    expect(swing(cable.whole[0], cable.hanging[0], 1)).toEqual([...cable.hanging[0]]);
  });
});

describe("an outline", () => {
  test("is the curves themselves, to a tenth of a pixel, and nothing where there are none", () => {
    const [left, right] = hangingCable({ x: 0, y: 50 }, { x: 100, y: 50 }, 33.333).whole;
    expect(outline([left, right])).toBe("M0,50C16,50,24,83.3,50,83.3C76,83.3,84,50,100,50");
    expect(outline([])).toBe("");
  });
});

describe("a slider of factors", () => {
  const slider = factorSlider(0.25, 4);

  test("makes equal ways equal factors", () => {
    expect(slider.placeOf(1)).toBeCloseTo(50);
    expect(slider.valueAt(75)).toBeCloseTo(2);
  });

  test("stands at its ends beyond them", () => {
    expect([slider.placeOf(0.1), slider.placeOf(9)]).toEqual([0, 100]);
    expect([slider.valueAt(-5), slider.valueAt(105)]).toEqual([0.25, 4]);
  });
});

describe("a heap", () => {
  test("has exactly as many squares as pages were lost, and no row wider than the one below", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), (count) => {
        const rows = heapRows(count);
        expect(rows.reduce((sum, row) => sum + row, 0)).toBe(count);
        for (let row = 1; row < rows.length; row++) expect(rows[row]!).toBeLessThanOrEqual(rows[row - 1]!);
      }),
    );
  });
});

import { describe, expect, it } from "vitest";
import { allowedAt } from "../../../src/scenario/fields/limits.ts";
import { FIELDS } from "../../../src/scenario/fields/table.ts";
import { parseScenario } from "../../../src/scenario/scenario.ts";
import { nearestStop, stopsOf } from "../../../src/view/conditions/stops.ts";

const log = { from: 0.25, to: 64, scale: "log", step: "twoDigits" } as const;

describe("the stops of a slider", () => {
  it("rise from one end to the other, for every field", () => {
    const scenario = parseScenario({ version: 1 });
    for (const { path, slider } of FIELDS) {
      if (!slider || /^(again|guest\.input)\./.test(path)) continue;
      const limits = allowedAt(path, scenario)?.limits;
      const max = limits?.kind === "number" ? limits.max : 1000;
      const stops = stopsOf({ ...slider, to: slider.to ?? max });
      expect(stops[0], path).toBe(slider.from);
      expect(stops.at(-1), path).toBe(slider.to ?? max);
      expect(stops.length, path).toBeGreaterThan(4);
      expect(stops.length, path).toBeLessThanOrEqual(1001);
      expect(
        stops.every((stop, index) => index === 0 || stop > stops[index - 1]!),
        path,
      ).toBe(true);
      if (limits?.kind === "number" && limits.step !== null)
        expect(
          stops.filter((stop) => stop % limits.step! !== 0),
          path,
        ).toEqual([]);
    }
  });

  it("give every doubling the same way on a logarithm, and hold the doubled values", () => {
    const stops = stopsOf(log);
    for (const value of [0.5, 1, 2, 4, 8, 16, 32]) expect(stops).toContain(value);
    const [one, two, four] = [1, 2, 4].map((value) => nearestStop(stops, value));
    expect(Math.abs(two! - one! - (four! - two!))).toBeLessThan(2);
  });

  it("reach zero where small values have more room", () => {
    const stops = stopsOf({
      from: 0,
      to: 500,
      scale: { power: 0.4 },
      step: { below: 20, step: 1, above: 10 },
    });
    expect(stops.slice(0, 4)).toEqual([0, 1, 2, 3]);
    expect(nearestStop(stops, 20)).toBeGreaterThan(stops.length / 6);
  });

  it("have one stop where there is no range", () => {
    expect(stopsOf({ from: 1, to: 1, scale: "linear", step: 4 })).toEqual([1]);
  });

  it("are found by the nearest value, also beyond the ends", () => {
    const stops = [1, 2, 4, 8];
    expect([0, 1, 1.4, 1.6, 5, 7, 900].map((value) => nearestStop(stops, value))).toEqual([
      0, 0, 0, 1, 2, 3, 3,
    ]);
  });
});

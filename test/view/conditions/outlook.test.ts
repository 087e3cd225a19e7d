import { describe, expect, it } from "vitest";
import { type FormulaForecast, forecastOf } from "../../../src/forecast/forecast.ts";
import { alwaysRewrittenOf } from "../../../src/forecast/rewritten.ts";
import { parseScenario } from "../../../src/scenario/scenario.ts";
import type { Sample } from "../../../src/timeline/sample.ts";
import { lineOf, marksOf, spanOf } from "../../../src/view/conditions/chart.ts";
import {
  measured,
  ratioNow,
  roundsInWords,
  shortly,
  stunAhead,
  totalAhead,
} from "../../../src/view/conditions/outlook.ts";
import { leftOver } from "../../../src/view/conditions/saw.ts";
import { ratioText } from "../../../src/view/design/words.ts";

function forecast(bandwidthMiBps: number, strategy = "preCopy"): FormulaForecast {
  const scenario = parseScenario({
    version: 1,
    guest: { program: "dirty", ramMiB: 4, settings: { workingSetPages: 900, dirtyPagesPerSecond: 1000 } },
    link: { bandwidthMiBps },
    migration: { strategy },
  });
  return forecastOf(scenario, alwaysRewrittenOf(scenario)) as FormulaForecast;
}

describe("the outlook", () => {
  it("says the word never where pre-copy would not end, and nowhere else", () => {
    expect(roundsInWords(forecast(1))).toEqual({ before: "Pre-copy ends", word: "never" });
    expect(roundsInWords(forecast(32)).before).toBe("Pre-copy ends after");
    expect(totalAhead(forecast(1), null)).toMatchObject({ value: "never", unit: "" });
    expect(totalAhead(forecast(1), null).note).toMatch(/^gives up at \d+ s$|^gives up at [\d.]+ s$/);
    expect(stunAhead(forecast(1), null).value).toBe("none");
    const told = JSON.stringify([
      stunAhead(forecast(32), forecast(1)),
      totalAhead(forecast(32), forecast(1)),
    ]);
    expect(told).not.toContain("never");
  });

  it("says what it was under other conditions, but only where it was another", () => {
    const [slow, fast] = [forecast(4, "quickResume"), forecast(8, "quickResume")];
    expect(totalAhead(fast, slow).note).toMatch(/^was [\d.]+ s$/);
    expect(totalAhead(fast, fast).note).toBe("");
  });

  it("gives the ratio in three digits, however large it is", () => {
    const texts = [null, 0, 0.9, 9.99, 9.996, 12.34, 99.96, 999.4, 4_000_000].map(ratioText);
    expect(texts).toEqual(["?", "0.00", "0.90", "9.99", "10.0", "12.3", "100", "999", ">999"]);
  });

  it("keeps long times as short as short ones", () => {
    const texts = [23, 2403, 31_000, 500_000, 700_000, 9_000_000, 1e9, 1e12].map((ms) => {
      const { value, unit } = shortly(ms);
      return `${value} ${unit}`;
    });
    expect(texts).toEqual(["23 ms", "2.40 s", "31.00 s", "500 s", "11.7 min", "2.5 h", "11.6 d", "11574 d"]);
  });

  it("says how far off it was", () => {
    expect(measured(23.1, 22.96)).toEqual({ value: "23", unit: "ms", note: "as forecast" });
    expect(measured(4239, 2403).note).toBe("forecast 2.40 s");
    expect(measured(500, null).note).toBe("forecast: no end");
  });
});

/** Samples of two rounds: 100 pages, of which 60 are written meanwhile, and then these. */
function samplesOfTwoRounds(): Sample[] {
  const sample = (at: number, owed: number, dirtied: number | null, sent: number) =>
    ({ at: at * 1_000_000, owed, dirtied, linkBytes: sent * 4104, pageBytes: 4104 }) as Sample;
  return [
    sample(0, 100, null, 0),
    sample(10, 100, 0, 0),
    sample(20, 80, 30, 50),
    sample(30, 60, 60, 100),
    sample(31, 60, 1, 100),
    sample(40, 30, 20, 130),
    sample(50, 20, null, 160),
  ];
}

describe("what was left to send", () => {
  it("falls to nothing in every round, and begins again with what was written", () => {
    const left = leftOver(samplesOfTwoRounds(), 10_000_000, 45_000_000);
    expect(left.map(({ ms, pages }) => [ms, Math.round(pages)])).toEqual([
      [0, 100],
      [10, 50],
      [20, 0],
      [21, 60],
      [30, 30],
    ]);
  });

  it("gives the measured ratio of a guest without a formula", () => {
    expect(ratioNow(samplesOfTwoRounds(), 15_000_000)).toBeNull();
    expect(ratioNow(samplesOfTwoRounds(), 30_000_000)).toBeCloseTo(0.6);
  });
});

describe("the chart", () => {
  const frame = { width: 100, height: 50, ms: 1000, pages: 100 };
  it("draws a line as far as its edge", () => {
    const points = [
      { ms: 0, pages: 100 },
      { ms: 2000, pages: 0 },
    ];
    expect(lineOf(points, frame)).toBe("M0 0L100 25");
    expect(lineOf([], frame)).toBe("");
  });

  it("shows the beginning of what has no end, and all that has happened", () => {
    const points = Array.from({ length: 60 }, (_, index) => ({ ms: index * 100, pages: index % 2 }));
    expect(spanOf(points, [], true, false)).toBeLessThan(1000);
    expect(spanOf(points, [], false, false)).toBeGreaterThan(5900);
    expect(spanOf([], [{ ms: 9000, pages: 1 }], false, true)).toBeGreaterThan(9000);
    for (const ms of [1, 40, 999, 31_000, 86_400_000]) {
      const marks = marksOf(ms, 4);
      expect(marks.length).toBeGreaterThan(0);
      expect(marks.length).toBeLessThan(7);
    }
  });
});

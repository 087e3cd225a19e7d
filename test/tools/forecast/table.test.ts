import { describe, expect, it } from "vitest";
import { drawScenario } from "../../../tools/forecast/draw.ts";
import { linesOf, missedAims, tableText } from "../../../tools/forecast/table.ts";
import { type Tried, tryOne } from "../../../tools/forecast/try-one.ts";

/** One that was tried, with another end. */
const otherwise = (tried: Tried): Tried => ({ ...tried, converged: !tried.converged });

describe("the comparison of forecasts with runs", { timeout: 60_000 }, () => {
  it("draws the same scenario of a seed every time, and others of others", () => {
    expect(drawScenario(7)).toEqual(drawScenario(7));
    expect(drawScenario(7)).not.toEqual(drawScenario(8));
  });

  it("meets its aims where forecasts come true, and says which are missed where they do not", async () => {
    // Seeds whose runs are short.
    const tried = [await tryOne(drawScenario(7)), await tryOne(drawScenario(21))];
    expect(missedAims(linesOf(tried))).toEqual([]);
    expect(missedAims(linesOf(tried.map(otherwise)))).toEqual(["0 of 2 are right; the aim is 95 %."]);
    const late = tried.map((each) => ({
      ...each,
      report: {
        ...each.report,
        downtime: 2 * each.report.downtime,
        "total-time": 2 * each.report["total-time"],
      },
    }));
    expect(missedAims(linesOf(late))).toEqual([
      "The stun is off by more than 10 % in the median.",
      "The total time is off by more than 10 % in the median.",
    ]);
    expect(tableText(linesOf(tried))).toMatch(/^all +2 +0 +2 of 2/m);
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runScenario } from "../../src/entries/headless.ts";
import { forecastOf } from "../../src/forecast/forecast.ts";
import { alwaysRewrittenOf } from "../../src/forecast/rewritten.ts";
import { pagesOf } from "../../src/scenario/derived.ts";
import { parseScenario, type ScenarioInput } from "../../src/scenario/scenario.ts";
import { GUESTS } from "../../src/view/guests/guests.ts";

/** What the page opens with. */
const opening: ScenarioInput = JSON.parse(readFileSync(`public/${GUESTS[0].file}`, "utf8"));
const leftAlone = { ...opening, faults: [] };

function forecast(input: ScenarioInput) {
  const scenario = parseScenario(input);
  const result = forecastOf(scenario, alwaysRewrittenOf(scenario));
  if (result.basis !== "formula") throw new Error("There is a formula for this guest.");
  return result;
}

/** A move that is over between the 8th and the 12th second, counted from its own beginning and from the run's. */
function expectSeenWhole(totalMs: number): void {
  expect(totalMs).toBeGreaterThan(8000);
  expect(totalMs + opening.migration!.startMs!).toBeLessThan(12_000);
}

describe("the scenario that the page opens with", () => {
  it("has 1,024 pages, a slow cable and a file of 40 slots of 16 KiB", () => {
    const scenario = parseScenario(opening);
    expect(pagesOf(scenario)).toBe(1024);
    expect(scenario.link.bandwidthMiBps).toBeLessThanOrEqual(4);
    expect(scenario.file).toMatchObject({ chunks: 40, chunkKiB: 16 });
  });

  it("does not converge by the formula: too much is dirtied, and too much of it is different", () => {
    const { ratio, rounds, mostDirtyPages, sentPerSecond } = forecast(leftAlone);
    expect(ratio).toBeGreaterThan(1);
    const { switchoverGoalMs } = parseScenario(opening).migration;
    expect((1000 * mostDirtyPages) / sentPerSecond).toBeGreaterThan(switchoverGoalMs);
    expect(rounds).toBeNull();
  });

  it("does not converge in a real run by pre-copy", async () => {
    const migration = { ...opening.migration, strategy: "preCopy" } as const;
    const { report } = await runScenario({ ...leftAlone, migration, untilMs: 40_000 });
    expect(report).toMatchObject({ outcome: "continued-on-source", rounds: 8 });
    expect(report.message).toContain("did not converge");
    expect(forecast({ ...leftAlone, migration }).totalMs).toBeNull();
  });

  it("ends whole between the 8th and the 12th second, left alone and cut in page-in", async () => {
    const alone = await runScenario(leftAlone);
    expect(alone.report).toMatchObject({ outcome: "completed", identical: true, rounds: 2 });
    expectSeenWhole(alone.report["total-time"]);
    expectSeenWhole(forecast(leftAlone).totalMs!);
    const cut = await runScenario(opening);
    expect(cut.report).toMatchObject({ outcome: "recovered", identical: true });
    expect(cut.report.paths.file.pages).toBeGreaterThan(100);
    expectSeenWhole(cut.report["total-time"]);
  });
});

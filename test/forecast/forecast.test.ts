import { describe, expect, it } from "vitest";
import { fromMilliseconds } from "../../src/clock/tick.ts";
import { openSimulation, type Report, runScenario } from "../../src/entries/headless.ts";
import { type FormulaForecast, forecastOf } from "../../src/forecast/forecast.ts";
import { alwaysRewrittenOf } from "../../src/forecast/rewritten.ts";
import { STRATEGY_NAMES } from "../../src/migration/strategy.ts";
import { quantitiesOf } from "../../src/report/quantities.ts";
import { parseScenario, type ScenarioInput } from "../../src/scenario/scenario.ts";

/** A cable of 4 MiB/s and a datastore as fast. */
const CABLE = {
  version: 1,
  link: { bandwidthMiBps: 4 },
  datastore: { bandwidthMiBps: 4, latencyMs: 10 },
  untilMs: 12_000,
} as const;

type Changes = Omit<ScenarioInput, "version" | "faults">;

function changed(changes: Changes): ScenarioInput {
  return { ...CABLE, ...changes };
}

const painter = (dirtyPagesPerSecond: number, workingSetPages: number): Changes["guest"] => ({
  program: "canvas",
  ramMiB: 4,
  settings: { dirtyPagesPerSecond, workingSetPages },
});

function forecast(scenario: ScenarioInput): FormulaForecast {
  const parsed = parseScenario(scenario);
  const result = forecastOf(parsed, alwaysRewrittenOf(parsed));
  if (result.basis !== "formula") throw new Error("There is a formula for this guest.");
  return result;
}

/** The run itself, and the pages of each of its rounds. */
async function real(scenario: ScenarioInput): Promise<{ report: Report; rounds: number[] }> {
  const { report, trace } = await runScenario(scenario);
  const rounds = trace
    .toNdjson()
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line))
    .filter(({ kind }) => kind === "round")
    .map(({ pages }) => pages);
  return { report, rounds };
}

describe("the forecast of a guest that paints", () => {
  it.each([
    ["converges slowly", painter(920, 680)],
    ["never converges", painter(1400, 900)],
    ["has a small working set", painter(1400, 300)],
    ["is quiet", painter(60, 680)],
  ])("has the engine's own page counts of each round where it %s", async (_, guest) => {
    const scenario = changed({ guest, migration: { strategy: "preCopy", maxRounds: 8 } });
    const { report, rounds } = await real(scenario);
    const { course, rounds: ends, stunMs, totalMs, givesUpMs } = forecast(scenario);
    expect(course.map(({ pages }) => pages)).toEqual(rounds);
    expect(ends === null).toBe(report.outcome === "continued-on-source");
    if (ends !== null) expect(ends).toBe(report.rounds);
    expect(Math.abs((totalMs ?? givesUpMs!) - report["total-time"])).toBeLessThan(1);
    if (stunMs !== null) expect(Math.abs(stunMs - report.downtime)).toBeLessThan(0.1);
  });

  it.each(STRATEGY_NAMES.filter((name) => name !== "quickResumeConcurrent" && name !== "preCopySdps"))(
    "gives stun and total time of %s within a millisecond",
    async (strategy) => {
      const scenario = changed({ guest: painter(920, 680), migration: { strategy } });
      const { report, rounds } = await real(scenario);
      const { course, stunMs, totalMs } = forecast(scenario);
      expect(course.map(({ pages }) => pages)).toEqual(rounds);
      expect(Math.abs(stunMs! - report.downtime)).toBeLessThan(1);
      expect(Math.abs(totalMs! - report["total-time"])).toBeLessThan(1);
    },
  );
});

describe("the line of a forecast", () => {
  it("runs where what is left to send runs in the lab", async () => {
    const scenario = changed({ guest: painter(920, 680), migration: { strategy: "quickResume" } });
    const { points, totalMs } = forecast(scenario);
    const at = (ms: number) => {
      const next = points.findIndex((point) => point.ms >= ms);
      const [from, to] = [points[Math.max(0, next - 1)]!, points[next]!];
      return from.pages + ((to.pages - from.pages) * (ms - from.ms)) / Math.max(1, to.ms - from.ms);
    };
    const simulation = await openSimulation(scenario);
    await simulation.advance(fromMilliseconds(1000));
    let farthest = 0;
    for (let ms = 20; ms < totalMs!; ms += 20) {
      await simulation.advance(fromMilliseconds(1000 + ms));
      const { owed, onLink } = await quantitiesOf(simulation.run);
      farthest = Math.max(farthest, Math.abs(owed + onLink - at(ms)));
    }
    // A twelfth of all pages: what is sent comes in messages of 32.
    expect(farthest).toBeLessThan(1024 / 12);
  });

  it("never goes back in time, and ends with nothing left", () => {
    for (const strategy of STRATEGY_NAMES) {
      const { points } = forecast(changed({ guest: painter(920, 680), migration: { strategy } }));
      for (const [index, { ms }] of points.slice(1).entries())
        expect(ms).toBeGreaterThanOrEqual(points[index]!.ms);
      expect(points.at(-1)!.pages).toBe(0);
    }
  });
});

describe("a forecast that is about right", () => {
  it("says so, and has the rounds of a guest that is slowed down", async () => {
    const scenario = changed({ guest: painter(920, 680), migration: { strategy: "preCopySdps" } });
    const { report, rounds } = await real(scenario);
    const { course, isAbout, stunMs, totalMs } = forecast(scenario);
    expect(isAbout).toBe(true);
    expect(course.map(({ pages }) => pages)).toEqual(rounds);
    // The guest sleeps and runs in turns of 10 ms, so a few pages more or less are written.
    expect(Math.abs(stunMs! / report.downtime - 1)).toBeLessThan(0.03);
    expect(Math.abs(totalMs! / report["total-time"] - 1)).toBeLessThan(0.03);
  });

  it.each([{ loss: 0.1 }, { jitterMs: 20 }])("says so with %j", (change) => {
    expect(
      forecast(changed({ guest: painter(920, 680), link: { bandwidthMiBps: 4, ...change } })).isAbout,
    ).toBe(true);
    expect(forecast(changed({ guest: painter(920, 680) })).isAbout).toBe(false);
  });
});

describe("the forecast of a guest without a formula", () => {
  it.each([
    ["a server", { program: "keyvalue" } as const],
    ["a guest of one's own", { image: "own.elf" }],
    ["Linux", { kernel: "Image" }],
  ])("of %s says that it goes no further than the next round", (_, guest) => {
    const scenario = parseScenario({ version: 1, guest });
    expect(forecastOf(scenario, alwaysRewrittenOf(scenario)).basis).toBe(
      "measured ratio and next round only",
    );
  });
});

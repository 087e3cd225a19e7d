import { fromMilliseconds } from "../../src/clock/tick.ts";
import { frameOf, openSimulation, type Report } from "../../src/entries/headless.ts";
import { type FormulaForecast, forecastOf } from "../../src/forecast/forecast.ts";
import { alwaysRewrittenOf } from "../../src/forecast/rewritten.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";

/** A forecast beside what came true. */
export interface Tried {
  readonly scenario: Scenario;
  readonly forecast: FormulaForecast;
  /** Whether a goal that is 5 % nearer or farther would make pre-copy end otherwise. */
  readonly isNearBoundary: boolean;
  /** Whether pre-copy did end by itself. */
  readonly converged: boolean;
  /** The run with the scenario's own strategy. */
  readonly report: Report;
}

/** Virtual time between two looks whether the migration is over. */
const STRETCH_MS = 250;
const NEAR = 0.05;

/** Makes the forecast of a scenario and runs it, and pre-copy beside it. */
export async function tryOne(scenario: Scenario): Promise<Tried> {
  const forecast = formulaOf(scenario);
  const plain = withMigration(scenario, { strategy: "preCopy" });
  const preCopy = await moved(plain);
  const report = scenario.migration.strategy === "preCopy" ? preCopy : await moved(scenario);
  const nearer = [1 - NEAR, 1 + NEAR].map((factor) => {
    const switchoverGoalMs = scenario.migration.switchoverGoalMs * factor;
    return formulaOf(withMigration(scenario, { switchoverGoalMs })).rounds === null;
  });
  return {
    scenario,
    forecast,
    isNearBoundary: nearer.some((isNever) => isNever !== (forecast.rounds === null)),
    converged: preCopy.outcome === "completed",
    report,
  };
}

function withMigration(scenario: Scenario, change: Partial<Scenario["migration"]>): Scenario {
  return { ...scenario, migration: { ...scenario.migration, ...change } };
}

function formulaOf(scenario: Scenario): FormulaForecast {
  const forecast = forecastOf(scenario, alwaysRewrittenOf(scenario));
  if (forecast.basis !== "formula") throw new Error("Only guests with a formula are drawn.");
  return forecast;
}

/** The report of the run as soon as its migration is over. */
async function moved(scenario: Scenario): Promise<Report> {
  const simulation = await openSimulation(scenario);
  const { run } = simulation;
  const until = fromMilliseconds(scenario.untilMs);
  while (run.statistics.endedAt === null && run.now < until)
    await simulation.advance(run.now + fromMilliseconds(STRETCH_MS));
  return (await frameOf(run, "memory", false)).report;
}

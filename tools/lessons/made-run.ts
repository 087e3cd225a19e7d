import { finishRun, openSimulation } from "../../src/entries/headless.ts";
import { factsOf, type RunFacts } from "../../src/lessons/facts.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";

/** Makes the whole run of a scenario, and gives what it came to as lessons see it. */
export async function madeRun(scenario: Scenario): Promise<RunFacts> {
  const simulation = await openSimulation(scenario);
  const { report, trace } = await finishRun(simulation);
  const { milestones } = simulation.run.statistics;
  return factsOf({ scenario, report, milestones, events: trace.events });
}

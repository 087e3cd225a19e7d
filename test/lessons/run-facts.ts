import { finishRun, openSimulation, type ScenarioInput } from "../../src/entries/headless.ts";
import { factsOf, type RunFacts } from "../../src/lessons/facts.ts";

/** The facts of a scenario's whole run. */
export async function runFacts(scenario: ScenarioInput): Promise<RunFacts> {
  const simulation = await openSimulation(scenario);
  const { report, trace } = await finishRun(simulation);
  const { milestones } = simulation.run.statistics;
  return factsOf({ scenario: simulation.run.scenario, report, milestones, events: trace.events });
}

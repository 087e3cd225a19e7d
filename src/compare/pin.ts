import { toMilliseconds } from "../clock/tick.ts";
import { runToEnd } from "../scenario/run.ts";
import type { Fault } from "../scenario/scenario.ts";
import type { TraceEvent } from "../scenario/trace.ts";
import { type Comparison, type OpenScenario, scenarioOf } from "./comparison.ts";

/**
 * A fault that waits for a phase or a round would come at another moment in every strategy, or never. So the scenario
 * is run once with its own strategy, and its faults stay at the moments at which they came there.
 */
export async function pinned(open: OpenScenario, comparison: Comparison): Promise<Comparison> {
  const { scenario } = comparison;
  if (scenario.faults.every(isPinned)) return comparison;
  const simulation = await open(scenarioOf(comparison, scenario.migration.strategy));
  await runToEnd(simulation);
  const faults = scenario.faults.flatMap((fault) => pin(fault, simulation.trace.events));
  return { ...comparison, scenario: { ...scenario, faults } };
}

function isPinned({ at }: Fault): boolean {
  return "ms" in at;
}

/** The fault at the moment at which it came; none where it never did. */
function pin(fault: Fault, events: readonly TraceEvent[]): Fault[] {
  if (isPinned(fault)) return [fault];
  const moment = JSON.stringify(fault.at);
  const came = events.find(({ kind, at }) => kind === fault.kind && JSON.stringify(at) === moment);
  return came ? [{ ...fault, at: { ms: toMilliseconds(came.tick) } }] : [];
}

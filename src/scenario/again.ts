/**
 * What the migrations of a run after the first one go by. Each has what the one before it had, but for what its own
 * entry says; a learner who migrates more often than the scenario says goes on with the last.
 */

import type { Scenario } from "./scenario.ts";

/** The scenario as it is for its migration of that number, from 1 on. */
export function scenarioOf(scenario: Scenario, number: number): Scenario {
  const entries = scenario.again.slice(0, number - 1).map(given);
  return { ...scenario, migration: Object.assign({}, scenario.migration, ...entries) };
}

/** What an entry says of its migration; fields without a value say nothing. */
function given({ afterMs: _, ...fields }: Scenario["again"][number]): Partial<Scenario["migration"]> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

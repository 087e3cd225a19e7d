import type { Scenario } from "../scenario/scenario.ts";
import type { Sight } from "./expression.ts";
import type { RunFacts } from "./facts.ts";
import type { Instance } from "./instance.ts";

/** Makes the whole run of a scenario, or knows it. */
export type FactsOf = (scenario: Scenario) => Promise<RunFacts>;

/** What the expressions of an instance see once all of its runs are made; `numberWords` writes a number with so many digits. */
export async function sightAfter(
  { main, others }: Instance,
  factsOf: FactsOf,
  numberWords: Sight["numberWords"] = (value, digits) => value.toFixed(digits),
): Promise<Sight> {
  const made = Object.entries(others).map(
    async ([name, scenario]) => [name, await factsOf(scenario)] as const,
  );
  const run = await factsOf(main);
  return { run, others: Object.fromEntries(await Promise.all(made)), answer: null, numberWords };
}

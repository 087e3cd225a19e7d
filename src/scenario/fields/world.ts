import { type Conditions, conditionsAtStart } from "../conditions.ts";
import type { Scenario } from "../scenario.ts";
import { type Value, withValueAt } from "./values.ts";

/** What may change while a run goes on, and where a scenario has it. */
const PLACES: Readonly<Record<string, (conditions: Conditions) => Value>> = {
  "link.bandwidthMiBps": ({ link }) => link.bandwidthMiBps,
  "link.latencyMs": ({ link }) => link.latencyMs,
  "link.loss": ({ link }) => link.loss,
  "datastore.bandwidthMiBps": ({ datastore }) => datastore.bandwidthMiBps,
  "datastore.latencyMs": ({ datastore }) => datastore.latencyMs,
  "guest.settings.dirtyPagesPerSecond": ({ dirtyPagesPerSecond }) => dirtyPagesPerSecond,
};

/** Whether a field can change while a run goes on. */
export function isLive(path: string): boolean {
  return Object.hasOwn(PLACES, path);
}

/**
 * A scenario as a run's world has become: what the run began with, and what has changed in it since. What has not changed
 * stays as `wanted` has it.
 */
export function asItIsNow(wanted: Scenario, begun: Scenario, now: Conditions): Scenario {
  const start = conditionsAtStart(begun);
  return Object.entries(PLACES).reduce((scenario, [path, read]) => {
    const [before, value] = [read(start), read(now)];
    return before === value || value === null ? scenario : withValueAt(scenario, path, value);
  }, wanted);
}

/** The scenarios of a lesson: its own, those of its other runs, and those of another one like it. */

import { Random } from "../clock/random.ts";
import { t } from "../language/words.ts";
import { checkedScenario } from "../scenario/fields/change.ts";
import { type Value, withValueAt } from "../scenario/fields/values.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Drawn, LessonData } from "./lesson.ts";

/** Values for fields of a scenario, by their places. */
export type Changes = Readonly<Record<string, unknown>>;

/** What a lesson's runs begin with. */
export interface Instance {
  readonly main: Scenario;
  readonly others: Readonly<Record<string, Scenario>>;
}

/** A scenario with other values. Throws a `BadScenarioError` for a field or value that is not allowed. */
export function withChanges(scenario: Scenario, changes: Changes): Scenario {
  let next = scenario;
  for (const [path, value] of Object.entries(changes)) next = withValueAt(next, path, value as Value);
  return checkedScenario(next);
}

/** The runs of a lesson under other conditions, `changes`; `base` is the scenario that its data names. */
export function instanceOf(data: LessonData, base: Scenario, changes: Changes = {}): Instance {
  const main = withChanges(base, { ...data.set, ...changes });
  const others = Object.entries(data.others).map(([name, other]) => [name, withChanges(main, other)]);
  return { main, others: Object.fromEntries(others) };
}

/**
 * The runs of a challenge: the learner's own begins with `changes` besides, and those beside it are what they were, for they
 * are what it is measured by. Throws a `BadScenarioError` for a field or value that is not allowed.
 */
export function challenged({ main, others }: Instance, changes: Changes): Instance {
  return { main: withChanges(main, changes), others };
}

/** Draws until one is worth asking, and so often at most: then the lesson's ranges are wrong. */
const MOST_DRAWS = 100;

/**
 * The conditions of another one like this: the same for the same number. `isWorth` says which are worth asking. Throws where
 * none is found.
 */
export function drawnChanges(
  data: LessonData,
  number: number,
  isWorth: (changes: Changes) => boolean,
): Changes {
  const random = Random.seeded(number);
  for (let draws = 0; draws < MOST_DRAWS; draws++) {
    const changes: Record<string, unknown> = { seed: 1 + random.below(1_000_000) };
    for (const [path, range] of Object.entries(data.draw)) changes[path] = drawnFrom(range, random);
    if (isWorth(changes)) return changes;
  }
  throw new Error(
    t`None of ${MOST_DRAWS} draws of ${number} is worth asking: draw and keep do not fit each other.`,
  );
}

function drawnFrom(range: Drawn, random: Random): unknown {
  if ("of" in range) return range.of[random.below(range.of.length)];
  const { from, to, step } = range;
  const steps = Math.floor((to - from) / step + 1e-9);
  return Number((from + step * random.below(steps + 1)).toPrecision(12));
}

import type { Scenario } from "../scenario/scenario.ts";
import { Expressions } from "./expression.ts";
import { factsBefore } from "./facts.ts";
import { type Changes, drawnChanges, type Instance, instanceOf } from "./instance.ts";
import type { LessonData } from "./lesson.ts";

/** What an instance begins with, as expressions see it: nothing has happened in any of its runs. */
export function sightBefore({ main, others }: Instance) {
  const before = Object.entries(others).map(([name, scenario]) => [name, factsBefore(scenario)]);
  return { run: factsBefore(main), others: Object.fromEntries(before), answer: null };
}

/** The conditions of another one like a lesson: the same for the same number. Throws where none is worth asking. */
export function anotherChanges(
  data: LessonData,
  base: Scenario,
  expressions: Expressions,
  number: number,
): Changes {
  const numberWords = (value: number, digits: number) => value.toFixed(digits);
  return drawnChanges(data, number, (changes) => {
    const sight = { ...sightBefore(instanceOf(data, base, changes)), numberWords };
    return expressions.evaluate(data.keep, sight) === true;
  });
}

/** What the expressions of a lesson may speak of. */
export function lessonExpressions({ others, let: names, ask }: LessonData): Expressions {
  return new Expressions({ others: Object.keys(others), let: names, ask: ask.kind });
}

/** The runs of an instance; `number` is null for the lesson's own conditions. What befalls them stands in the lesson. */
export function instanceAt(data: LessonData, base: Scenario, number: number | null): Instance {
  const plain = { ...base, faults: [] };
  const changes = number === null ? {} : anotherChanges(data, plain, lessonExpressions(data), number);
  return instanceOf(data, plain, changes);
}

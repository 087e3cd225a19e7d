import { fromMilliseconds } from "../../../clock/tick.ts";
import type { Experiment } from "../../../experiment/experiment.ts";
import type { Store } from "../../../lab/environment.ts";
import type { LoadScenario } from "../../../lab/load-scenario.ts";
import { anotherChanges } from "../../../lessons/another.ts";
import { Expressions } from "../../../lessons/expression.ts";
import { type Instance, instanceOf } from "../../../lessons/instance.ts";
import type { LessonData } from "../../../lessons/lesson.ts";
import type { Scenario } from "../../../scenario/scenario.ts";
import { anyLesson } from "./any-lesson.ts";
import { keptSitting } from "./kept-sitting.ts";

/** The expressions of a lesson. */
export function expressionsOf({ others, let: names, ask }: LessonData): Expressions {
  return new Expressions({ others: Object.keys(others), let: names, ask: ask.kind });
}

/** The runs of an instance; `number` is null for the lesson's own conditions. What befalls them stands in the lesson. */
export function instanceAt(data: LessonData, base: Scenario, number: number | null): Instance {
  const plain = { ...base, faults: [] };
  const changes = number === null ? {} : anotherChanges(data, plain, expressionsOf(data), number);
  return instanceOf(data, plain, changes);
}

/** The scenario from which a lesson's runs are made, as the lab ships it. */
export function baseOf({ scenario }: LessonData, load: LoadScenario): Promise<Scenario> {
  return load(`scenarios/${scenario}.json`);
}

/** The run of a lesson, which stands at the tick of its migration; null where there is no lesson of that name. */
export async function lessonOpening(id: string, tab: Store, load: LoadScenario): Promise<Experiment | null> {
  const lesson = await anyLesson(id, tab, load);
  if (!lesson) return null;
  const base = await baseOf(lesson.data, load);
  const { main } = instanceAt(lesson.data, base, keptSitting(tab, id)?.number ?? null);
  return { scenario: main, actions: [], moment: fromMilliseconds(main.migration.startMs) };
}

import { fromMilliseconds } from "../../../clock/tick.ts";
import type { Experiment } from "../../../experiment/experiment.ts";
import type { Store } from "../../../lab/environment.ts";
import type { LoadScenario } from "../../../lab/load-scenario.ts";
import { instanceAt } from "../../../lessons/another.ts";
import type { LessonData } from "../../../lessons/lesson.ts";
import type { Scenario } from "../../../scenario/scenario.ts";
import { anyLesson } from "./any-lesson.ts";
import { keptSitting } from "./kept-sitting.ts";

/** The scenario from which a lesson's runs are made, as the lab ships it. */
export function baseOf({ scenario }: LessonData, load: LoadScenario): Promise<Scenario> {
  return load(`scenarios/${scenario}.json`);
}

/** The run of a lesson, which stands at the tick of its migration; null where there is no lesson of that name. */
export async function lessonOpening(id: string, tab: Store, load: LoadScenario): Promise<Experiment | null> {
  const lesson = await anyLesson(id, tab, load);
  if (!lesson) return null;
  const base = await baseOf(lesson.data, load);
  const { main } = instanceAt(lesson.data, base, keptSitting(tab, id).number);
  return { scenario: main, actions: [], moment: fromMilliseconds(main.migration.startMs) };
}

import { fromMilliseconds, type Tick } from "../../../clock/tick.ts";
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
  const main = await mainOf(id, tab, load, keptSitting(tab, id).number);
  return main && { scenario: main, actions: [], moment: startOf(main) };
}

/**
 * The lesson's own run, whoever has drawn another: at the tick of its migration, or with that begun at another moment of it.
 * One behind the end of the scenario is its end. Null where there is no lesson of that name.
 */
export async function momentOpening(
  id: string,
  tick: Tick | null,
  tab: Store,
  load: LoadScenario,
): Promise<Experiment | null> {
  const main = await mainOf(id, tab, load, null);
  if (!main) return null;
  const start = startOf(main);
  if (tick === null || tick <= start) return { scenario: main, actions: [], moment: tick ?? start };
  const moment = Math.min(tick, fromMilliseconds(main.untilMs));
  return { scenario: main, actions: [{ action: "migrate", at: start }], moment };
}

/** What the main run of a lesson begins with; `number` is null for its own conditions. Null where there is no such lesson. */
export async function mainOf(
  id: string,
  tab: Store,
  load: LoadScenario,
  number: number | null,
): Promise<Scenario | null> {
  const lesson = await anyLesson(id, tab, load);
  return lesson && instanceAt(lesson.data, await baseOf(lesson.data, load), number).main;
}

function startOf({ migration }: Scenario): Tick {
  return fromMilliseconds(migration.startMs);
}

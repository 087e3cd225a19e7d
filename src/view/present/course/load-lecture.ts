import type { Store } from "../../../lab/environment.ts";
import { scenariosBeside } from "../../../lab/load-scenario.ts";
import { anyLesson } from "../../lessons/sitting/any-lesson.ts";
import type { LessonRuns } from "../../lessons/sitting/lesson-runs.svelte.ts";
import { mainOf } from "../../lessons/sitting/opening.ts";
import { Lecture } from "./lecture.svelte.ts";

/** A lesson to be presented; null where there is none of that name. Rejects where a part cannot be loaded. */
export async function loadLecture(
  id: string,
  tab: Store,
  base: string,
  runs: LessonRuns,
): Promise<Lecture | null> {
  const load = scenariosBeside(base);
  const [lesson, main] = await Promise.all([anyLesson(id, tab, load), mainOf(id, tab, load, null)]);
  return lesson && main && new Lecture(lesson, main, runs);
}

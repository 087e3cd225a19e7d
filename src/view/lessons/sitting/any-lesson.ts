import type { Store } from "../../../lab/environment.ts";
import type { LoadScenario } from "../../../lab/load-scenario.ts";
import type { Lesson } from "../../../lessons/lesson.ts";
import { isOwnLesson } from "../../../lessons/own.ts";
import { lessonOf } from "./catalogue.ts";

/** A lesson of the lab or an own one; null where there is none of that name. Rejects where a part cannot be loaded. */
export async function anyLesson(id: string, tab: Store, load: LoadScenario): Promise<Lesson | null> {
  if (!isOwnLesson(id)) return lessonOf(id);
  const { ownLesson } = await import("./own-lessons.ts");
  return ownLesson(id, tab, load);
}

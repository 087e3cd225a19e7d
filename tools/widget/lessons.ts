/** The lessons as a widget has them, in English: data with words, and a poster that tells nothing of what their runs come to. */
import { join } from "node:path";
import { fromMilliseconds, MILLISECOND } from "../../src/clock/tick.ts";
import { instanceAt, lessonExpressions, sightBefore } from "../../src/lessons/another.ts";
import type { Lesson } from "../../src/lessons/lesson.ts";
import { LESSON_ORDER } from "../../src/lessons/order.ts";
import { saidBlocks } from "../../src/lessons/said.ts";
import type { Poster } from "../../src/widget/poster.ts";
import { lessonIn, scenariosIn } from "../lessons/folder.ts";
import { frameAt, pictureOf } from "./poster.ts";

export interface LessonParts {
  readonly lesson: Lesson;
  readonly poster: Poster;
}

/** All lessons of the lab below `root`, by their names. */
export async function lessonsIn(root: string): Promise<Readonly<Record<string, LessonParts>>> {
  const readScenario = scenariosIn(join(root, "public/scenarios"));
  const made = LESSON_ORDER.map(async (id) => {
    const lesson = await lessonIn(join(root, "lessons"), id, "en", readScenario);
    const base = await readScenario(lesson.data.scenario);
    return [id, { lesson, poster: await posterOfLesson(lesson, base) }] as const;
  });
  return Object.fromEntries(await Promise.all(made));
}

/** Its question under its title, over the picture of its run just before the move: what comes of it is what is asked. */
async function posterOfLesson(lesson: Lesson, base: Poster["scenario"]): Promise<Poster> {
  const instance = instanceAt(lesson.data, base, null);
  const scenario = instance.main;
  const frame = await frameAt(scenario, fromMilliseconds(scenario.migration.startMs) - MILLISECOND);
  const sight = {
    ...sightBefore(instance),
    numberWords: (value: number, digits: number) => value.toFixed(digits),
  };
  const { title, sections } = lesson.words;
  const { question } = sections;
  const asked = saidBlocks(question?.blocks ?? [], lessonExpressions(lesson.data), sight);
  return { lesson: lesson.id, scenario, sentence: `${title}. ${asked}`, picture: pictureOf(frame) };
}

/** The lessons that are built into the page. Each has one part of data and one of words, loaded when it is opened. */
import type { Lesson, LessonData } from "../../../lessons/lesson.ts";
import { LESSON_ORDER } from "../../../lessons/order.ts";
import type { Block, Words } from "../../../lessons/words.ts";

const DATA = import.meta.glob<LessonData>("../../../../lessons/*/lesson.yaml", { import: "default" });
const WORDS = import.meta.glob<Words>("../../../../lessons/*/en.md", { import: "default" });

const pathOf = (id: string, file: string) => `../../../../lessons/${id}/${file}`;

/** The lessons that there are, in their order. */
export const LESSON_IDS: readonly string[] = LESSON_ORDER.filter((id) => pathOf(id, "lesson.yaml") in DATA);

/** A lesson; null where there is none of that name. Rejects where a part cannot be loaded. */
export async function lessonOf(id: string): Promise<Lesson | null> {
  const [data, words] = [DATA[pathOf(id, "lesson.yaml")], WORDS[pathOf(id, "en.md")]];
  if (!LESSON_IDS.includes(id) || !data || !words) return null;
  const [known, said] = await Promise.all([data(), words()]);
  return { id, data: known, words: said };
}

/** What a list shows of a lesson. */
export interface Heads {
  readonly title: string;
  readonly question: readonly Block[];
}

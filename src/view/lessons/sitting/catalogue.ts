/**
 * The lessons that are built into the page. Each has one part of data and one of words in each language, loaded when it is
 * opened; the list of them is one part for each language.
 */
import { languageHere } from "../../../language/languages.ts";
import type { Lesson, LessonData } from "../../../lessons/lesson.ts";
import { LESSON_ORDER } from "../../../lessons/order.ts";
import type { GlossaryEntry } from "../../../lessons/terms.ts";
import type { LessonHead, Words } from "../../../lessons/words.ts";

const DATA = import.meta.glob<LessonData>("../../../../lessons/*/lesson.yaml", { import: "default" });
const WORDS = import.meta.glob<Words>(
  [
    "../../../../lessons/*/??.md",
    "../../../../languages/*/lessons/*.md",
    "!../../../../languages/*/lessons/*.teacher.md",
  ],
  { import: "default" },
);
/** What stands beside the first lesson speaks of all of them. */
const HEADS = import.meta.glob<readonly LessonHead[]>(
  ["../../../../lessons/what-moves/??.md", "../../../../languages/*/lessons/what-moves.md"],
  { import: "default", query: "?heads" },
);

const GLOSSARY = import.meta.glob<readonly GlossaryEntry[]>(
  ["../../../../lessons/what-moves/??.md", "../../../../languages/*/lessons/what-moves.md"],
  { import: "default", query: "?glossary" },
);

/** Of this language every lesson has words. */
const FIRST = "en";

const pathOf = (id: string, file: string) => `../../../../lessons/${id}/${file}`;

/** The lessons that there are, in their order. */
export const LESSON_IDS: readonly string[] = LESSON_ORDER.filter((id) => pathOf(id, "lesson.yaml") in DATA);

/** A part in a language, or in English where there is none. */
function partIn<Part>(parts: Record<string, () => Promise<Part>>, id: string, language: string) {
  return (
    parts[pathOf(id, `${language}.md`)] ??
    parts[`../../../../languages/${language}/lessons/${id}.md`] ??
    parts[pathOf(id, `${FIRST}.md`)]
  );
}

const pageLanguage = (): string => languageHere().locale;

/**
 * A lesson in a language, or in English where it has no words in that; its `words.language` says which. Null where there is no
 * lesson of that name. Rejects where a part cannot be loaded.
 */
export async function lessonOf(id: string, language = pageLanguage()): Promise<Lesson | null> {
  const [data, words] = [DATA[pathOf(id, "lesson.yaml")], partIn(WORDS, id, language)];
  if (!LESSON_IDS.includes(id) || !data || !words) return null;
  const [known, said] = await Promise.all([data(), words()]);
  return { id, data: known, words: said };
}

/** Titles and questions of all lessons, in their order. Rejects where they cannot be loaded. */
export function lessonHeads(language = pageLanguage()): Promise<readonly LessonHead[]> {
  return partIn(HEADS, LESSON_ORDER[0], language)!();
}

/** All terms that the lessons explain, in the lessons' order. Rejects where they cannot be loaded. */
export function lessonGlossary(language = pageLanguage()): Promise<readonly GlossaryEntry[]> {
  return partIn(GLOSSARY, LESSON_ORDER[0], language)!();
}

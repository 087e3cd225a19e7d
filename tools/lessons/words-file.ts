import { existsSync } from "node:fs";
import { join } from "node:path";

/**
 * Where the words of a lesson in a language lie, below `root`: beside its data, or in the folder of the language, which has all
 * words of the page, too.
 */
export function wordsFile(root: string, id: string, language: string): string {
  const beside = `lessons/${id}/${language}.md`;
  return existsSync(join(root, beside)) ? beside : `languages/${language}/lessons/${id}.md`;
}

/** Whether a lesson has words in a language. */
export function hasWords(root: string, id: string, language: string): boolean {
  return existsSync(join(root, wordsFile(root, id, language)));
}

/** Where the teacher's notes of a lesson lie, below the folder of all: beside its data in English, else with the language's words. */
export function notesFile(id: string, language: string): string {
  return language === "en" ? `lessons/${id}/teacher.md` : `languages/${language}/lessons/${id}.teacher.md`;
}

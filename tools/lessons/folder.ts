/** The lessons of a folder, read from its files. */
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { Lesson } from "../../src/lessons/lesson.ts";
import { type ReadScenario, scenariosBy } from "../../src/lessons/source/check-scenarios.ts";
import { openLesson } from "../../src/lessons/source/open-lesson.ts";
import { readLesson } from "../../src/lessons/source/read-lesson.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";
import { headOf } from "./head.ts";
import { hasWords, wordsFile } from "./words-file.ts";

/** Names of the folders in `folder`, a lesson each. */
export async function lessonNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** The languages in which a lesson has words, by the files beside its data and those in folders of languages. */
export async function languagesOf(folder: string, id: string): Promise<string[]> {
  const root = dirname(resolve(folder));
  const files = await readdir(join(folder, id));
  const beside = files.flatMap((file) => /^([a-z]{2})\.md$/.exec(file)?.[1] ?? []);
  const others = await readdir(join(root, "languages")).catch(() => []);
  const known = new Set([...beside, ...others.filter((language) => hasWords(root, id, language))]);
  return [...known].sort();
}

/** A lesson in a language, such as the build takes it. Rejects with a `BadLessonError`. */
export async function lessonIn(
  folder: string,
  id: string,
  language: string,
  readScenario: ReadScenario,
): Promise<Lesson> {
  const root = dirname(resolve(folder));
  const [data, words] = [`lessons/${id}/lesson.yaml`, wordsFile(root, id, language)];
  const text = (name: string) => readFile(join(root, name), "utf8");
  const lesson = await readLesson(
    id,
    { name: data, text: await text(data) },
    { name: words, text: await text(words), language },
    readScenario,
  );
  headOf(lesson, words);
  return lesson;
}

/** A lesson that is one file, as somebody opens it on the page. Rejects with a `BadLessonError`. */
export async function lessonOfFile(path: string, readScenario: ReadScenario): Promise<Lesson> {
  return openLesson([{ name: basename(path), content: await readFile(path) }], "en", readScenario);
}

/** A lesson of somebody's own, which is a file, or a folder with its files. Rejects with a `BadLessonError`. */
export async function ownLessonAt(path: string, readScenario: ReadScenario): Promise<Lesson> {
  if (!(await stat(path)).isDirectory()) return lessonOfFile(path, readScenario);
  const entries = await readdir(path, { withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(async ({ name }) => ({
      name: `${basename(resolve(path))}/${name}`,
      content: await readFile(join(path, name)),
    }));
  return openLesson(await Promise.all(files), "en", readScenario);
}

/** Reads scenarios of a folder. */
export function scenariosIn(folder: string): ReadScenario {
  return scenariosBy(async (file) => {
    const text = await readFile(join(folder, file), "utf8").catch(() => {
      throw new Error(`there is no such file in ${folder}.`);
    });
    return parseScenario(JSON.parse(text));
  });
}

/** A lesson by the name of its folder, or by the path of a file that is one, in English. Rejects with a `BadLessonError`. */
export function lessonAt(folder: string, name: string, readScenario: ReadScenario): Promise<Lesson> {
  return isLessonFile(name) ? lessonOfFile(name, readScenario) : lessonIn(folder, name, "en", readScenario);
}

/** Whether this is the path of a lesson that is one file. */
export function isLessonFile(name: string): boolean {
  return name.endsWith(".md");
}

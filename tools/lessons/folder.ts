/** The lessons of a folder, read from its files. */
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Lesson } from "../../src/lessons/lesson.ts";
import { readLesson, readLessonFile } from "../../src/lessons/source/read-lesson.ts";
import { parseScenario, type Scenario } from "../../src/scenario/scenario.ts";

/** Names of the folders in `folder`, a lesson each. */
export async function lessonNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** The languages in which a lesson has words, by its files. */
export async function languagesOf(folder: string, id: string): Promise<string[]> {
  const files = await readdir(join(folder, id));
  return files.flatMap((file) => /^([a-z]{2})\.md$/.exec(file)?.[1] ?? []).sort();
}

/** A lesson in a language. Rejects with a `BadLessonError`. */
export async function lessonIn(
  folder: string,
  id: string,
  language: string,
  readScenario: (name: string) => Promise<Scenario>,
): Promise<Lesson> {
  const [data, words] = [`${id}/lesson.yaml`, `${id}/${language}.md`];
  const text = (name: string) => readFile(join(folder, name), "utf8");
  return readLesson(
    id,
    { name: data, text: await text(data) },
    { name: words, text: await text(words), language },
    readScenario,
  );
}

/** A lesson that is one file, in English words. Rejects with a `BadLessonError`. */
export async function lessonOfFile(
  path: string,
  readScenario: (name: string) => Promise<Scenario>,
): Promise<Lesson> {
  const name = basename(path);
  return readLessonFile(
    name.replace(/\.md$/, ""),
    { name, text: await readFile(path, "utf8") },
    "en",
    readScenario,
  );
}

/** Reads scenarios of a folder, without their faults: what befalls a lesson's run stands in the lesson. */
export function scenariosIn(folder: string): (name: string) => Promise<Scenario> {
  return async (name) => {
    if (!/^[a-z]+(-[a-z]+)*$/.test(name))
      throw new Error("allowed is the name of a scenario file without its ending.");
    const text = await readFile(join(folder, `${name}.json`), "utf8").catch(() => {
      throw new Error(`there is no such file in ${folder}.`);
    });
    return { ...parseScenario(JSON.parse(text)), faults: [] };
  };
}

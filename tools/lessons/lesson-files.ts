/**
 * Turns the files of lessons into modules of plain data while the page is built: `lesson.yaml` into its checked data, `en.md`
 * into its words, and with `?heads` into what a list shows of them. So a page loads neither the reader of YAML nor that of
 * Markdown, and a lesson in which something is wrong ends the build with its file and line.
 */
import { readFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import type { Plugin } from "vite";
import type { Lesson } from "../../src/lessons/lesson.ts";
import { valuesIn } from "../../src/lessons/said.ts";
import { BadLessonError } from "../../src/lessons/source/bad-lesson.ts";
import { readData } from "../../src/lessons/source/data.ts";
import { readLesson } from "../../src/lessons/source/read-lesson.ts";
import type { Words } from "../../src/lessons/words.ts";
import { scenariosIn } from "./folder.ts";

const FILE = /\/lessons\/[^/]+\/(?:lesson\.yaml|[a-z]{2}\.md)(?:\?.*)?$/;
const DATA = "lesson.yaml";

/** The lessons in `root/lessons`, whose scenarios lie in `root/public/scenarios`. */
export function lessonFiles(root: string): Plugin {
  return {
    name: "lesson-files",
    load: {
      filter: { id: FILE },
      async handler(id) {
        const [path, query] = id.split("?", 2) as [string, string | undefined];
        if (dirname(dirname(path)) !== join(root, "lessons")) return null;
        const named = (file: string) => ({ name: relative(root, file), path: file });
        const data = named(join(dirname(path), DATA));
        this.addWatchFile(path);
        this.addWatchFile(data.path);
        const made =
          basename(path) === DATA
            ? readData(await readFile(path, "utf8"), data.name).data
            : shownOf(await read(root, data, named(path)), query === "heads", named(path).name);
        return { code: `export default ${JSON.stringify(made)};`, moduleType: "js" };
      },
    },
  };
}

interface Named {
  readonly name: string;
  readonly path: string;
}

async function read(root: string, data: Named, words: Named): Promise<Lesson> {
  const [yaml, markdown] = await Promise.all([readFile(data.path, "utf8"), readFile(words.path, "utf8")]);
  return readLesson(
    basename(dirname(data.path)),
    { name: data.name, text: yaml },
    { name: words.name, text: markdown, language: basename(words.path, ".md") },
    scenariosIn(join(root, "public/scenarios")),
  );
}

/** The words of a lesson, or the title and the question that a list shows, in which nothing of a run can stand. */
function shownOf({ words }: Lesson, isHeads: boolean, file: string): Words | object {
  if (!isHeads) return words;
  const question = words.sections.question!;
  const [value] = valuesIn(question.blocks);
  if (value)
    throw new BadLessonError(
      file,
      value.line,
      `the question of the list has the expression "${value.expression}"; allowed is text, for no run is there yet.`,
    );
  return { title: words.title, question: question.blocks };
}

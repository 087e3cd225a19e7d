/**
 * Turns the files of lessons into modules of plain data while the page is built: `lesson.yaml` into its checked data, `en.md`
 * and those of other languages into its words, and the words of the first lesson with `?heads` into what a list shows of all
 * lessons in that language, with `?glossary` into the terms that they explain. So a page loads neither the reader of YAML nor that of Markdown, and a lesson in which something
 * is wrong ends the build with its file and line.
 */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import type { Plugin } from "vite";
import type { LessonHead } from "../../src/lessons/heads.ts";
import type { Lesson } from "../../src/lessons/lesson.ts";
import { LESSON_ORDER } from "../../src/lessons/order.ts";
import { valuesIn } from "../../src/lessons/said.ts";
import { BadLessonError } from "../../src/lessons/source/bad-lesson.ts";
import { readData } from "../../src/lessons/source/data.ts";
import { readLesson } from "../../src/lessons/source/read-lesson.ts";
import { glossaryOf } from "../../src/lessons/terms.ts";
import { scenariosIn } from "./folder.ts";

const FILE = /\/lessons\/[^/]+\/(?:lesson\.yaml|[a-z]{2}\.md)(?:\?.*)?$/;
const DATA = "lesson.yaml";
/** Of this language every lesson has words. */
const FIRST = "en";

/** The lessons in `root/lessons`, whose scenarios lie in `root/public/scenarios`. */
export function lessonFiles(root: string): Plugin {
  const folder = join(root, "lessons");
  return {
    name: "lesson-files",
    load: {
      filter: { id: FILE },
      async handler(id) {
        const [path, query] = id.split("?", 2) as [string, string | undefined];
        if (dirname(dirname(path)) !== folder) return null;
        const files = new LessonFiles(root, (file) => this.addWatchFile(file));
        const [lesson, language] = [basename(dirname(path)), basename(path, ".md")];
        const made =
          basename(path) === DATA
            ? await files.data(lesson)
            : query === "heads"
              ? await files.heads(language)
              : query === "glossary"
                ? glossaryOf(await files.all(language))
                : (await files.lesson(lesson, language)).words;
        return { code: `export default ${JSON.stringify(made)};`, moduleType: "js" };
      },
    },
  };
}

class LessonFiles {
  readonly #root: string;
  readonly #watch: (file: string) => void;

  constructor(root: string, watch: (file: string) => void) {
    this.#root = root;
    this.#watch = watch;
  }

  async data(id: string) {
    const { name, text } = await this.#file(id, DATA);
    return readData(text, name).data;
  }

  async lesson(id: string, language: string): Promise<Lesson> {
    const [data, words] = await Promise.all([this.#file(id, DATA), this.#file(id, `${language}.md`)]);
    return readLesson(id, data, { ...words, language }, scenariosIn(join(this.#root, "public/scenarios")));
  }

  /** All lessons in their order, each in the language if it has words in it. */
  all(language: string): Promise<Lesson[]> {
    const has = (id: string, file: string) => existsSync(join(this.#root, "lessons", id, file));
    const ids = LESSON_ORDER.filter((id) => has(id, DATA));
    return Promise.all(ids.map((id) => this.lesson(id, has(id, `${language}.md`) ? language : FIRST)));
  }

  async heads(language: string): Promise<LessonHead[]> {
    return (await this.all(language)).map((lesson) => this.#head(lesson));
  }

  #head({ id, words }: Lesson): LessonHead {
    const { language } = words;
    const question = words.sections.question!.blocks;
    const [value] = valuesIn(question);
    if (value)
      throw new BadLessonError(
        `lessons/${id}/${language}.md`,
        value.line,
        `the question of the list has the expression "${value.expression}"; allowed is text, for no run is there yet.`,
      );
    return { id, language, title: words.title, question };
  }

  async #file(id: string, file: string): Promise<{ name: string; text: string }> {
    const path = join(this.#root, "lessons", id, file);
    this.#watch(path);
    return { name: relative(this.#root, path), text: await readFile(path, "utf8") };
  }
}

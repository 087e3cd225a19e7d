/**
 * Turns the files of lessons into modules of plain data while the page is built: `lesson.yaml` into its checked data, `en.md`
 * and those of other languages into its words, `teacher.md` and those of other languages into the teacher's notes, and the words
 * of the first lesson with `?heads` into what a list shows of all lessons in that language, with `?glossary` into the terms that
 * they explain. So a page loads neither the reader of YAML nor that of Markdown, and a lesson in which something is wrong ends
 * the build with its file and line.
 */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Plugin } from "vite";
import { lessonExpressions } from "../../src/lessons/another.ts";
import type { Lesson } from "../../src/lessons/lesson.ts";
import { LESSON_ORDER } from "../../src/lessons/order.ts";
import { BadLessonError } from "../../src/lessons/source/bad-lesson.ts";
import { readData } from "../../src/lessons/source/data.ts";
import { readLesson } from "../../src/lessons/source/read-lesson.ts";
import { readNotes } from "../../src/lessons/source/read-notes.ts";
import type { TeacherNotes } from "../../src/lessons/teacher.ts";
import { glossaryOf } from "../../src/lessons/terms.ts";
import type { LessonHead } from "../../src/lessons/words.ts";
import { scenariosIn } from "./folder.ts";
import { headOf } from "./head.ts";
import { hasWords, notesFile, wordsFile } from "./words-file.ts";

const FILE = /\/lessons\/(?:[^/]+\/(?:lesson\.yaml|teacher\.md|[a-z]{2}\.md)|[^/]+\.md)(?:\?.*)?$/;
/** A lesson's own files, and its words and notes in the folder of a language. */
const DATA = "lesson.yaml";
const OWN = /^lessons\/([^/]+)\/(?:lesson\.yaml|(teacher)\.md|([a-z]{2})\.md)$/;
const OF_LANGUAGE = /^languages\/([^/]+)\/lessons\/([^/.]+)(\.teacher)?\.md$/;
/** Of this language every lesson has words. */
const FIRST = "en";

/** The lessons in `root/lessons`, whose scenarios lie in `root/public/scenarios`. */
export function lessonFiles(root: string): Plugin {
  let isServed = false;
  return {
    name: "lesson-files",
    configResolved({ command }) {
      isServed = command === "serve";
    },
    load: {
      filter: { id: FILE },
      async handler(id) {
        const [path, query] = id.split("?", 2) as [string, string | undefined];
        const place = placeOf(relative(root, path));
        if (!place) return null;
        const files = new LessonFiles(root, (file) => this.addWatchFile(file));
        const code = await codeOf(() => files.made(place, query), isServed);
        const areWords = place.kind !== "data" && !LIST.has(query);
        return { code: isServed && areWords ? replaced(code) : code, moduleType: "js" };
      },
    },
    // A page shows what is wrong where it reads the lesson anew.
    async hotUpdate({ file }) {
      const place = placeOf(relative(root, file));
      if (!place || this.environment.name !== "client") return;
      const isWhole = await new LessonFiles(root, () => {}).made(place, undefined).then(
        () => true,
        () => false,
      );
      if (isWhole) return;
      this.environment.hot.send({ type: "full-reload" });
      return [];
    },
  };
}

/** What of the first lesson's words is asked for speaks of all lessons. */
const LIST = new Set<string | undefined>(["heads", "glossary"]);

/**
 * A module of plain data. While a lesson is written, what is wrong in it is said by the page that shows it, until it is
 * mended; else it ends the build.
 */
async function codeOf(make: () => Promise<unknown>, isServed: boolean): Promise<string> {
  try {
    return `const made = ${JSON.stringify(await make())};\nexport default made;\n`;
  } catch (error) {
    if (!isServed || !(error instanceof BadLessonError)) throw error;
    return `throw new Error(${JSON.stringify(error.message)});\n`;
  }
}

/** A module whose data, while a lesson is written, are put into the very object that the page has of them already. */
function replaced(code: string): string {
  return code.replace(
    "export default made;",
    `const shown = import.meta.hot ? (import.meta.hot.data.shown ??= {}) : made;
if (import.meta.hot) {
  for (const name of Object.keys(shown)) delete shown[name];
  Object.assign(shown, made);
  import.meta.hot.accept();
}
export default shown;`,
  );
}

/** The lesson that a file belongs to, what it holds of it, and the language of that; English for data. */
interface Place {
  readonly lesson: string;
  readonly kind: "data" | "words" | "notes";
  readonly language: string;
}

/** Null for a file of no lesson. */
function placeOf(file: string): Place | null {
  const [, own, notes, beside] = OWN.exec(file) ?? [];
  if (own !== undefined) {
    const kind = notes ? "notes" : beside ? "words" : "data";
    return { lesson: own, kind, language: beside ?? FIRST };
  }
  const [, language, lesson, ofTeacher] = OF_LANGUAGE.exec(file) ?? [];
  if (language === undefined || lesson === undefined) return null;
  return { lesson, kind: ofTeacher ? "notes" : "words", language };
}

class LessonFiles {
  readonly #root: string;
  readonly #watch: (file: string) => void;

  constructor(root: string, watch: (file: string) => void) {
    this.#root = root;
    this.#watch = watch;
  }

  /** What the module of a file holds. */
  made({ lesson, kind, language }: Place, query: string | undefined): Promise<unknown> {
    if (kind === "data") return this.data(lesson);
    if (kind === "notes") return this.notes(lesson, language);
    if (query === "heads") return this.heads(language);
    if (query === "glossary") return this.all(language).then(glossaryOf);
    return this.lesson(lesson, language).then(({ words }) => words);
  }

  async data(id: string) {
    const { name, text } = await this.#file(`lessons/${id}/${DATA}`);
    return readData(text, name).data;
  }

  async lesson(id: string, language: string): Promise<Lesson> {
    const [data, words] = await Promise.all([
      this.#file(`lessons/${id}/${DATA}`),
      this.#file(wordsFile(this.#root, id, language)),
    ]);
    return readLesson(id, data, { ...words, language }, scenariosIn(join(this.#root, "public/scenarios")));
  }

  async notes(id: string, language: string): Promise<TeacherNotes> {
    const [data, file] = await Promise.all([this.data(id), this.#file(notesFile(id, language))]);
    return readNotes({ ...file, language }, lessonExpressions(data));
  }

  /** All lessons in their order, each in the language if it has words in it. */
  all(language: string): Promise<Lesson[]> {
    const ids = LESSON_ORDER.filter((id) => existsSync(join(this.#root, "lessons", id, DATA)));
    return Promise.all(
      ids.map((id) => this.lesson(id, hasWords(this.#root, id, language) ? language : FIRST)),
    );
  }

  async heads(language: string): Promise<LessonHead[]> {
    const lessons = await this.all(language);
    return lessons.map((lesson) => headOf(lesson, wordsFile(this.#root, lesson.id, lesson.words.language)));
  }

  /** A file by its place below the root. */
  async #file(name: string): Promise<{ name: string; text: string }> {
    const path = join(this.#root, name);
    this.#watch(path);
    return { name, text: await readFile(path, "utf8") };
  }
}

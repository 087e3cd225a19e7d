/**
 * Reads a lesson from the texts of its files and checks all of it: fields, places of the scenario, expressions and their
 * types, and that there are words for everything that is asked. Whoever passes here cannot fail before a run but by the run.
 */
import { t } from "../../language/words.ts";
import { quote } from "../../text/quote.ts";
import { Expressions } from "../expression.ts";
import { expressionsOf } from "../expressions-of.ts";
import type { Lesson } from "../lesson.ts";
import { OPTIONAL_SECTIONS, sectionsOf } from "../section-names.ts";
import { termOf } from "../terms.ts";
import { BadLessonError, told } from "./bad-lesson.ts";
import { checkScenarios, type ReadScenario } from "./check-scenarios.ts";
import { checkTerms } from "./check-terms.ts";
import { checkValues } from "./check-values.ts";
import { type ReadData, readData } from "./data.ts";
import { readWords } from "./markdown.ts";

/** A file of a lesson: its name, as errors tell it, and its text. */
export interface SourceFile {
  readonly name: string;
  readonly text: string;
}

/** A lesson from the file of its data and that of its words. Rejects with {@link BadLessonError}. */
export async function readLesson(
  id: string,
  data: SourceFile,
  words: SourceFile & { readonly language: string },
  readScenario: ReadScenario,
): Promise<Lesson> {
  const read = readData(data.text, data.name);
  if (read.data.language !== undefined)
    throw new BadLessonError(
      data.name,
      read.lineOf(["language"]),
      t`language is "${read.data.language}"; allowed is none, for the file of the words has it in its name, such as de.md.`,
    );
  const lesson = { id, data: read.data, words: readWords(words.text, words.language, words.name) };
  await check(lesson, read, data.name, words.name, readScenario);
  return lesson;
}

/** The line that a lesson in one file has above and below its data. */
const FENCE = "---";

/**
 * A lesson in one file: its data between two lines `---`, and its words below, in the `language` of the data or in English.
 * Rejects with {@link BadLessonError}.
 */
export async function readLessonFile(
  id: string,
  { name, text }: SourceFile,
  readScenario: ReadScenario,
): Promise<Lesson> {
  const lines = text.split("\n");
  const end = lines.indexOf(FENCE, 1);
  if (lines[0] !== FENCE || end < 0)
    throw new BadLessonError(
      name,
      1,
      t`it does not begin with data; allowed is data between two lines "---", and words below.`,
    );
  const read = readData(lines.slice(1, end).join("\n"), name, 2);
  const language = read.data.language ?? "en";
  const words = readWords(lines.slice(end + 1).join("\n"), language, name, end + 2);
  const lesson = { id, data: read.data, words };
  await check(lesson, read, name, name, readScenario);
  return lesson;
}

async function check(
  lesson: Lesson,
  read: ReadData,
  dataFile: string,
  wordsFile: string,
  readScenario: ReadScenario,
): Promise<void> {
  await checkScenarios(read, dataFile, readScenario);
  const expressions = checkExpressions(lesson, read, dataFile);
  checkSections(lesson, wordsFile);
  checkTerms(lesson.words, wordsFile);
  checkValues(lesson.words, expressions, wordsFile);
}

/** Every expression is of the type that its place wants. */
function checkExpressions({ data }: Lesson, { lineOf }: ReadData, file: string): Expressions {
  const others = Object.keys(data.others);
  const make = (names: Readonly<Record<string, string>>) =>
    new Expressions({ others, let: names, ask: data.ask.kind });
  const entries = Object.entries(data.let);
  entries.forEach(([name], index) => {
    told(() => make(Object.fromEntries(entries.slice(0, index + 1))), file, lineOf(["let", name]));
  });
  const expressions = make(data.let);
  for (const { path, text, type: wanted } of expressionsOf(data)) {
    const what = path.join(".");
    const type = told(() => expressions.typeOf(text, what), file, lineOf(path));
    if (!fits(type, wanted))
      throw new BadLessonError(
        file,
        lineOf(path),
        t`${what} is ${quote(text)}, of type ${type}; allowed is ${wanted}.`,
      );
  }
  return expressions;
}

function fits(type: string, wanted: string): boolean {
  if (wanted === "any" || type === "dyn" || type === wanted) return true;
  if (wanted === "double") return type === "int";
  return (
    /^(list|map)</.test(wanted) &&
    /^(list|map)</.test(type) &&
    type.replaceAll("int", "double").replaceAll("dyn", "double") === wanted
  );
}

/** There are words for all that is asked, and none that nobody ever sees. */
function checkSections({ data, words }: Lesson, file: string): void {
  const wanted = sectionsOf(data);
  for (const name of wanted)
    if (!Object.hasOwn(words.sections, name))
      throw new BadLessonError(
        file,
        1,
        t`there is no section "## ${name}"; allowed is one for each of ${wanted.join(", ")}.`,
      );
  for (const [name, { line, blocks }] of Object.entries(words.sections)) {
    if (!wanted.includes(name) && !OPTIONAL_SECTIONS.includes(name) && termOf(name) === null)
      throw new BadLessonError(
        file,
        line,
        t`${quote(`## ${name}`)} is no section; allowed is one for each of ${[...wanted, ...OPTIONAL_SECTIONS].join(", ")}.`,
      );
    if (blocks.length === 0)
      throw new BadLessonError(file, line, t`"## ${name}" is empty; allowed are words below it.`);
  }
}

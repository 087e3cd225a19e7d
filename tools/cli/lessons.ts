/**
 * Validates and plays the lessons: `npm run -s lessons [-- ID|FILE.md ...] [--another 1..200] [--workers 2] [--aloud]`.
 *
 * Every lesson is read, checked, and played in each of its languages by its right answers and by every wrong one that it
 * names; its challenge is tried with its worked example and by doing nothing. With `--another` others like each are drawn and
 * played, too, in several processes: a line for each lesson says which answers were right, and it is wrong where one answer
 * is right too often. `--aloud` prints all words as they are said of the run. Exit code 1 where something is wrong.
 */
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { BadExpressionError } from "../../src/lessons/expression.ts";
import type { Answer } from "../../src/lessons/judge.ts";
import type { Lesson } from "../../src/lessons/lesson.ts";
import { LESSON_ORDER } from "../../src/lessons/order.ts";
import { BadLessonError } from "../../src/lessons/source/bad-lesson.ts";
import { MOST_OF_ONE_ANSWER, playDraws, spreadOf } from "../lessons/draws.ts";
import { earlyTerms } from "../lessons/early-terms.ts";
import {
  isLessonFile,
  languagesOf,
  lessonAt,
  lessonIn,
  lessonNames,
  scenariosIn,
} from "../lessons/folder.ts";
import { type KnownRuns, lessonAloud, playLesson } from "../lessons/play.ts";

const LESSONS = fileURLToPath(new URL("../../lessons/", import.meta.url));
const readScenario = scenariosIn(fileURLToPath(new URL("../../public/scenarios/", import.meta.url)));

interface Wishes {
  readonly ids: readonly string[];
  /** The first and the last number of the instances that are drawn; null for none. */
  readonly another: readonly [number, number] | null;
  readonly workers: number;
  readonly isAloud: boolean;
}

function wishesOf(texts: readonly string[], known: readonly string[]): Wishes {
  const ids: string[] = [];
  let another: Wishes["another"] = null;
  let workers = availableParallelism();
  for (let index = 0; index < texts.length; index++) {
    const text = texts[index]!;
    if (text === "--aloud") continue;
    if (text === "--another") {
      const range = /^(\d{1,6})\.\.(\d{1,6})$/.exec(texts[++index] ?? "");
      if (!range) throw new Error('--another takes a range such as "1..200".');
      another = [Number(range[1]), Number(range[2])];
    } else if (text === "--workers") {
      workers = Number(texts[++index]);
      if (!(Number.isInteger(workers) && workers >= 1 && workers <= 64))
        throw new Error("--workers takes a whole number from 1 to 64.");
    } else if (known.includes(text) || isLessonFile(text)) ids.push(text);
    else
      throw new Error(
        `There is no lesson "${text}"; allowed is a file NAME.md, or one of ${known.join(", ")}.`,
      );
  }
  return { ids: ids.length > 0 ? ids : known, another, workers, isAloud: texts.includes("--aloud") };
}

/** What is counted, and said as it comes. */
class Account {
  plays = 0;
  wrong = 0;

  say(sentences: readonly string[]): void {
    for (const sentence of sentences) console.log(sentence);
    this.wrong += sentences.length;
  }
}

/** Plays a lesson in each of its languages, and gives what could be read. */
async function playAll(id: string, { isAloud }: Wishes, account: Account): Promise<Lesson[]> {
  const runs: KnownRuns = new Map();
  const languages = isLessonFile(id) ? ["en"] : await languagesOf(LESSONS, id);
  if (!languages.includes("en")) account.say([`${id}: there is no en.md; allowed is a lesson that has one.`]);
  const lessons: Lesson[] = [];
  for (const language of languages)
    try {
      const lesson = isLessonFile(id)
        ? await lessonAt(LESSONS, id, readScenario)
        : await lessonIn(LESSONS, id, language, readScenario);
      const base = await readScenario(lesson.data.scenario);
      const played = await playLesson(lesson, base, runs);
      account.plays += played.plays;
      account.say(played.wrong);
      if (isAloud) console.log(await lessonAloud(lesson, base, runs));
      lessons.push(lesson);
    } catch (error) {
      if (!(error instanceof BadLessonError || error instanceof BadExpressionError)) throw error;
      account.say([error.message]);
    }
  return lessons;
}

/** Plays others like a lesson, and says how the right answers are spread. */
async function playOthers(
  id: string,
  { data }: Lesson,
  { another, workers }: Wishes,
  account: Account,
): Promise<void> {
  const [first, last] = another!;
  const orders = Array.from({ length: last - first + 1 }, (_, index) => ({
    lesson: id,
    number: first + index,
  }));
  const truths: Answer[] = [];
  await playDraws(orders, workers, ({ plays, wrong, truth }, { number }) => {
    account.plays += plays;
    account.say(wrong.map((sentence) => `another one, ${number}: ${sentence}`));
    if (truth !== null) truths.push(truth);
  });
  const { draws, most, words } = spreadOf(data.ask, truths);
  console.log(`${id}: ${draws} draws, ${words}`);
  if (draws > 4 && most > MOST_OF_ONE_ANSWER * draws)
    account.say([`${id}: one answer is right in ${most} of ${draws} draws.`]);
}

async function main(): Promise<number> {
  const wishes = wishesOf(process.argv.slice(2), await lessonNames(LESSONS));
  const account = new Account();
  const read: Lesson[] = [];
  for (const id of wishes.ids) {
    const lessons = await playAll(id, wishes, account);
    read.push(...lessons);
    const english = lessons.find(({ words }) => words.language === "en");
    if (wishes.another && english) await playOthers(id, english, wishes, account);
  }
  // Only in their order and from the first on do lessons explain all that they use.
  const ordered = LESSON_ORDER.map((id) => read.filter((lesson) => lesson.id === id));
  if (ordered.every((lessons) => lessons.length > 0))
    for (const language of new Set(read.map(({ words }) => words.language)))
      account.say(
        earlyTerms(ordered.flatMap((each) => each.filter(({ words }) => words.language === language))),
      );
  console.log(`${wishes.ids.length} lessons, ${account.plays} plays, ${account.wrong} wrong`);
  return account.wrong === 0 ? 0 : 1;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 2;
});

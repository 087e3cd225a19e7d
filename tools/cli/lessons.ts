/**
 * Validates and plays the lessons: `npm run -s lessons [-- ID|FILE.md ...] [--another 1..200] [--aloud]`.
 *
 * Every lesson is read, checked, and played in each of its languages by its right answers and by every wrong one that it
 * names; its challenge is tried with its worked example and by doing nothing. With `--another` other instances are drawn, too.
 * `--aloud` prints all words as they are said of the run. Exit code 1 where something is wrong.
 */
import { fileURLToPath } from "node:url";
import { BadExpressionError } from "../../src/lessons/expression.ts";
import type { Lesson } from "../../src/lessons/lesson.ts";
import { BadLessonError } from "../../src/lessons/source/bad-lesson.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";
import { languagesOf, lessonIn, lessonNames, lessonOfFile, scenariosIn } from "../lessons/folder.ts";
import { type KnownRuns, lessonAloud, type Played, playLesson } from "../lessons/play.ts";

const LESSONS = fileURLToPath(new URL("../../lessons/", import.meta.url));
const SCENARIOS = fileURLToPath(new URL("../../public/scenarios/", import.meta.url));

/** How the name of a lesson ends that is one file. */
const FILE = ".md";

interface Wishes {
  readonly ids: readonly string[];
  /** The first and the last number of the instances that are drawn; null for none. */
  readonly another: readonly [number, number] | null;
  readonly isAloud: boolean;
}

function wishesOf(texts: readonly string[], known: readonly string[]): Wishes {
  const ids: string[] = [];
  let another: Wishes["another"] = null;
  for (let index = 0; index < texts.length; index++) {
    const text = texts[index]!;
    if (text === "--aloud") continue;
    if (text === "--another") {
      const range = /^(\d{1,6})\.\.(\d{1,6})$/.exec(texts[++index] ?? "");
      if (!range) throw new Error('--another takes a range such as "1..200".');
      another = [Number(range[1]), Number(range[2])];
    } else if (known.includes(text) || text.endsWith(FILE)) ids.push(text);
    else
      throw new Error(
        `There is no lesson "${text}"; allowed is a file NAME.md, or one of ${known.join(", ")}.`,
      );
  }
  return { ids: ids.length > 0 ? ids : known, another, isAloud: texts.includes("--aloud") };
}

/** Another one like it; that an expression has no value in its run is wrong with the lesson, and no end of all plays. */
async function playedAnother(lesson: Lesson, base: Scenario, number: number): Promise<Played> {
  try {
    return await playLesson(lesson, base, new Map(), number);
  } catch (error) {
    if (!(error instanceof BadExpressionError)) throw error;
    return { plays: 1, wrong: [`${lesson.id}: ${error.message}.`], truth: "" };
  }
}

async function main(): Promise<number> {
  const { ids, another, isAloud } = wishesOf(process.argv.slice(2), await lessonNames(LESSONS));
  const readScenario = scenariosIn(SCENARIOS);
  let plays = 0;
  let wrong = 0;
  const say = (sentences: readonly string[]) => {
    for (const sentence of sentences) console.log(sentence);
    wrong += sentences.length;
  };
  for (const id of ids) {
    const runs: KnownRuns = new Map();
    const isFile = id.endsWith(FILE);
    const languages = isFile ? ["en"] : await languagesOf(LESSONS, id);
    if (!languages.includes("en")) say([`${id}: there is no en.md; allowed is a lesson that has one.`]);
    for (const language of languages)
      try {
        const lesson = isFile
          ? await lessonOfFile(id, readScenario)
          : await lessonIn(LESSONS, id, language, readScenario);
        const base = await readScenario(lesson.data.scenario);
        const played = await playLesson(lesson, base, runs);
        plays += played.plays;
        say(played.wrong);
        if (isAloud) console.log(await lessonAloud(lesson, base, runs));
        if (!another || language !== "en") continue;
        const truths = new Map<string, number>();
        for (let number = another[0]; number <= another[1]; number++) {
          const other = await playedAnother(lesson, base, number);
          plays += other.plays;
          say(other.wrong.map((sentence) => `another one, ${number}: ${sentence}`));
          truths.set(other.truth, (truths.get(other.truth) ?? 0) + 1);
        }
        if (truths.size === 1 && another[0] < another[1])
          say([`${id}: the right answer is always ${[...truths.keys()]}.`]);
      } catch (error) {
        if (!(error instanceof BadLessonError || error instanceof BadExpressionError)) throw error;
        say([error.message]);
      }
  }
  console.log(`${ids.length} lessons, ${plays} plays, ${wrong} wrong`);
  return wrong === 0 ? 0 : 1;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 2;
});

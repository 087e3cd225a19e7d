import { fileURLToPath } from "node:url";
import { anotherChanges } from "../../../src/lessons/another.ts";
import type { Sight, Value } from "../../../src/lessons/expression.ts";
import { instanceOf } from "../../../src/lessons/instance.ts";
import {
  type Answer,
  type Judgement,
  judgedAnswer,
  judgedObservation,
  truthOf,
} from "../../../src/lessons/judge.ts";
import type { Ask, LessonData } from "../../../src/lessons/lesson.ts";
import { saidBlocks } from "../../../src/lessons/said.ts";
import { lessonIn, scenariosIn } from "../../../tools/lessons/folder.ts";
import { expressionsOf, sightOf } from "../../../tools/lessons/play.ts";

const LESSONS = fileURLToPath(new URL("../../../lessons/", import.meta.url));
const SCENARIOS = fileURLToPath(new URL("../../../public/scenarios/", import.meta.url));

/** What may be answered to the question of a lesson, and what is to be said of it: from runs that no page has made. */
export interface LessonKey {
  readonly title: string;
  readonly ask: Ask;
  readonly challenge: LessonData["challenge"];
  readonly right: Answer;
  /** An answer that the lesson knows for a wrong idea. */
  readonly wrong: Answer;
  readonly judgedWrong: Judgement;
  /** Options of "What did you see?": the right one, and one that the run does not show. */
  readonly saw: string;
  readonly sawWrong: string;
  /** The text of a section, as it is said of the run. */
  readonly said: (section: string) => string;
}

/** The key to an instance of a lesson; its first one where `number` is null. */
export async function lessonKey(id: string, number: number | null): Promise<LessonKey> {
  const readScenario = scenariosIn(SCENARIOS);
  const lesson = await lessonIn(LESSONS, id, "en", readScenario);
  const { ask, observe } = lesson.data;
  const base = await readScenario(lesson.data.scenario);
  const expressions = expressionsOf(lesson);
  const changes = number === null ? {} : anotherChanges(lesson.data, base, expressions, number);
  const sight = await sightOf(lesson, instanceOf(lesson.data, base, changes), new Map());
  const judge = (answer: Answer) => judgedAnswer(ask, answer, expressions, sight);
  const [saw, sawWrong] = [true, false].map(
    (right) =>
      observe.options.find(
        (option) => judgedObservation(lesson.data, option.id, expressions, sight).right === right,
      )!.id,
  );
  const right = truthOf(ask, expressions, sight);
  const wrong = examplesOf(ask, right, (expression) => expressions.evaluate(expression, sight)).find(
    (answer) => judge(answer).refuted !== null,
  )!;
  return {
    title: lesson.words.title,
    ask,
    challenge: lesson.data.challenge,
    right,
    wrong,
    judgedWrong: judge(wrong),
    saw: saw!,
    sawWrong: sawWrong!,
    said: (section) => saidIn(section, sight),
  };

  function saidIn(section: string, sight: Sight): string {
    return saidBlocks(lesson.words.sections[section]?.blocks ?? [], expressions, sight);
  }
}

/** Answers to try as wrong ones. */
function examplesOf(ask: Ask, truth: Answer, made: (expression: string) => Value): Answer[] {
  if (ask.kind === "choice") return ask.options.map(({ id }) => id);
  return ask.wrong.map(({ example }) =>
    ask.kind === "matrix"
      ? { ...allWrong(ask, truth), ...(made(example) as object) }
      : (made(example) as Answer),
  );
}

/** A table that has something else in each cell than the run came to. */
function allWrong(ask: Extract<Ask, { kind: "matrix" }>, truth: Answer): Record<string, string> {
  const cells = Object.entries(truth as Readonly<Record<string, string>>);
  return Object.fromEntries(cells.map(([cell, is]) => [cell, ask.values.find(({ id }) => id !== is)!.id]));
}

/** What a class is likely to say that is wrong, and the moment of the run that answers it: all of it from the lesson's own data. */
import type { Expressions, Sight } from "../expression.ts";
import {
  type Answer,
  type Judgement,
  judgedAnswer,
  judgedObservation,
  type Refuted,
  rightCells,
} from "../judge.ts";
import type { LessonData, Option } from "../lesson.ts";

/** A wrong answer for which the lesson has an idea. */
export interface WrongAnswer {
  /** Whether it is about what was seen, not a prediction. */
  readonly isSeen: boolean;
  readonly answer: Answer;
  readonly refuted: Refuted;
}

/**
 * Wrong predictions, then what may be seen wrongly, each idea once. What this run shows to be right is left out. `sight` is that of
 * the whole run; throws a `BadExpressionError` where the run has no answer.
 */
export function wrongAnswers(data: LessonData, expressions: Expressions, sight: Sight): WrongAnswer[] {
  const { ask, observe } = data;
  const predicted = examplesOf(ask, expressions, sight).flatMap((answer) =>
    wrongIn(false, answer, judgedAnswer(ask, answer, expressions, sight)),
  );
  const seen = namedOf(observe.options).flatMap((answer) =>
    wrongIn(true, answer, judgedObservation(data, answer, expressions, sight)),
  );
  const all = [...predicted, ...seen];
  return all.filter(
    ({ refuted }, index) => all.findIndex((each) => each.refuted.id === refuted.id) === index,
  );
}

function wrongIn(isSeen: boolean, answer: Answer, { refuted, truth }: Judgement): WrongAnswer[] {
  return refuted ? [{ isSeen, answer: wrongPart(answer, truth), refuted }] : [];
}

/** Of a table only the cells that are wrong: with the others an example may only be more than an idea before it. */
function wrongPart(answer: Answer, truth: Answer): Answer {
  if (typeof answer !== "object" || Array.isArray(answer)) return answer;
  const right = new Set(rightCells(answer as Cells, truth as Cells));
  return Object.fromEntries(Object.entries(answer as Cells).filter(([cell]) => !right.has(cell)));
}

type Cells = Readonly<Record<string, string>>;

/** An answer for each idea that a question has. */
function examplesOf(ask: LessonData["ask"], expressions: Expressions, sight: Sight): Answer[] {
  if (ask.kind === "choice") return namedOf(ask.options);
  return ask.wrong.map(({ example }) => expressions.evaluate(example, sight) as Answer);
}

function namedOf(options: readonly Option[]): string[] {
  return options.filter(({ misconception }) => misconception).map(({ id }) => id);
}

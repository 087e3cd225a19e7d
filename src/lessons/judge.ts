/** Judges a prediction and what was seen by the run: an answer is right where the run says so, and nowhere else. */
import { BadExpressionError, type Expressions, type Sight, type Value } from "./expression.ts";
import type { Ask, LessonData, Option } from "./lesson.ts";

/** An answer to the question of a lesson: a number, the name of an option, names in order, values of cells, or a curve. */
export type Answer =
  | number
  | string
  | readonly string[]
  | Readonly<Record<string, string>>
  | readonly number[];

/** The idea that a wrong answer shows, and the moment of the learner's own run that refutes it. */
export interface Refuted {
  /** Under which name its words stand. */
  readonly id: string;
  readonly misconception: string;
  /** Virtual milliseconds. */
  readonly atMs: number;
}

/** What the run says of an answer. */
export interface Judgement {
  readonly right: boolean;
  /** What the run came to, in the form of the answer. */
  readonly truth: Answer;
  /** Null for a right answer, and for a wrong one that no idea was named for. */
  readonly refuted: Refuted | null;
}

/** Judges an answer to what a lesson asks. Throws a `BadExpressionError` where the run has no answer. */
export function judgedAnswer(ask: Ask, answer: Answer, expressions: Expressions, sight: Sight): Judgement {
  const seen: Sight = { ...sight, answer: answer as Value };
  if (ask.kind === "choice") return judgedOption(ask.options, answer as string, expressions, seen);
  if (ask.kind === "rank") return judgedRank(ask, answer as readonly string[], expressions, seen);
  const truth = truthOf(ask, expressions, seen);
  const right = fitsTruth(ask, answer, truth);
  return { right, truth, refuted: right ? null : refutedBy(ask.wrong, expressions, seen) };
}

/** What the run came to, in the form of an answer. Throws a `BadExpressionError` where the run has no answer. */
export function truthOf(ask: Ask, expressions: Expressions, sight: Sight): Answer {
  if (ask.kind === "choice") return rightOptions(ask.options, expressions, sight)[0] ?? "";
  if (ask.kind === "rank") return byCost(costsOf(ask, expressions, sight));
  return expressions.evaluate(ask.answer, sight) as Answer;
}

/** Judges what was said to be seen. */
export function judgedObservation(
  { observe }: LessonData,
  answer: string,
  expressions: Expressions,
  sight: Sight,
): Judgement {
  return judgedOption(observe.options, answer, expressions, { ...sight, answer: null });
}

/** The names of the options that the run shows to be so. */
export function rightOptions(options: readonly Option[], expressions: Expressions, sight: Sight): string[] {
  return options.filter(({ right }) => expressions.evaluate(right, sight) === true).map(({ id }) => id);
}

function judgedOption(
  options: readonly Option[],
  answer: string,
  expressions: Expressions,
  sight: Sight,
): Judgement {
  const rights = rightOptions(options, expressions, sight);
  const right = rights.includes(answer);
  const chosen = options.find(({ id }) => id === answer);
  const { misconception, refutedAt } = chosen ?? {};
  const refuted =
    right || !misconception || !refutedAt
      ? null
      : { id: answer, misconception, atMs: Number(expressions.evaluate(refutedAt, sight)) };
  return { right, truth: rights[0] ?? "", refuted };
}

type Rank = Extract<Ask, { kind: "rank" }>;
type Costs = Readonly<Record<string, number>>;

function costsOf(ask: Rank, expressions: Expressions, sight: Sight): Costs {
  return expressions.evaluate(ask.costs, sight) as Costs;
}

function byCost(costs: Costs): string[] {
  return Object.keys(costs).sort((one, other) => costs[one]! - costs[other]!);
}

function judgedRank(ask: Rank, answer: readonly string[], expressions: Expressions, sight: Sight): Judgement {
  const costs = costsOf(ask, expressions, sight);
  const truth = byCost(costs);
  const right =
    answer.length === truth.length &&
    new Set(answer).size === truth.length &&
    answer.every(
      (each, index) => index === 0 || costs[answer[index - 1]!]! <= costs[each]! * (1 + ask.within),
    );
  return { right, truth, refuted: right ? null : refutedBy(ask.wrong, expressions, sight) };
}

/** Questions whose answers may be near to the truth. */
export type Judged = Exclude<Ask, { kind: "choice" | "rank" }>;

/** Whether an answer is near enough to what a run came to. */
export function fitsTruth(ask: Judged, answer: Answer, truth: Answer): boolean {
  switch (ask.kind) {
    case "number":
      return Math.abs(Number(answer) - Number(truth)) <= ask.within * Math.abs(Number(truth));
    case "matrix":
      return rightCells(answer as Cells, truth as Cells).length >= ask.enough;
    case "curve":
      return isNear(answer as readonly number[], truth as readonly number[], ask.within);
  }
}

type Cells = Readonly<Record<string, string>>;

/** The cells of a table that were filled rightly. */
export function rightCells(answer: Cells, truth: Cells): string[] {
  return Object.keys(truth).filter((cell) => answer[cell] === truth[cell]);
}

/** Points of a run that has fewer than were asked for are not judged. */
function isNear(answer: readonly number[], truth: readonly number[], within: number): boolean {
  const off = within * Math.max(...truth);
  return truth.length > 0 && truth.every((each, index) => Math.abs((answer[index] ?? 0) - each) <= off);
}

/** Of an answer that leaves something out, an expression that asks for just that does not hold. */
function holds(when: string, expressions: Expressions, sight: Sight): boolean {
  try {
    return expressions.evaluate(when, sight) === true;
  } catch (error) {
    if (error instanceof BadExpressionError) return false;
    throw error;
  }
}

type Wrong = Rank["wrong"][number];

function refutedBy(wrong: readonly Wrong[], expressions: Expressions, sight: Sight): Refuted | null {
  const found = wrong.find(({ when }) => holds(when, expressions, sight));
  if (!found) return null;
  const { id, misconception, refutedAt } = found;
  return { id, misconception, atMs: Number(expressions.evaluate(refutedAt, sight)) };
}

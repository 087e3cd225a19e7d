/** What a class can raise its hands for: a question of any kind as a few answers, of which the run shows one to be right. */
import type { Expressions, Sight, Value } from "../expression.ts";
import { type Answer, judgedAnswer, rightOptions, truthOf } from "../judge.ts";
import type { Ask } from "../lesson.ts";

/** An answer that hands are raised for. Of a table it is the value of one cell. */
export interface VoteOption {
  readonly answer: Answer;
  /** Whether the run shows it to be so. */
  readonly isRight: boolean;
}

/** More answers than this no room can keep apart. */
const MOST = 5;

/** The cell of a table that is asked about where there is no time for all of them; null for any other question. */
export function askedCell(ask: Ask): { readonly row: string; readonly column: string } | null {
  if (ask.kind !== "matrix") return null;
  const cells = ask.rows.flatMap(({ id: row }) => ask.columns.map(({ id: column }) => ({ row, column })));
  // The ideas behind wrong answers are about it.
  const [idea] = ask.wrong;
  return cells.find(({ row, column }) => idea?.when.includes(`'${row} ${column}'`)) ?? cells[0]!;
}

/** The answers that a question names by itself, in the order of {@link voteOptions}; null where the run has to say them. */
export function answersBefore(ask: Ask): readonly Answer[] | null {
  if (ask.kind === "choice") return ask.options.slice(0, MOST).map(({ id }) => id);
  return ask.kind === "matrix" ? ask.values.map(({ id }) => id) : null;
}

/**
 * The answers to a question, from two to five, in an order that tells nothing. Where it has no options of its own they are the
 * answers behind which there is an idea, with that of the run among them. `sight` is that of the whole run. Throws a
 * `BadExpressionError` where the run has no answer.
 */
export function voteOptions(ask: Ask, expressions: Expressions, sight: Sight): readonly VoteOption[] {
  switch (ask.kind) {
    case "choice": {
      const rights = rightOptions(ask.options, expressions, sight);
      return ask.options.slice(0, MOST).map(({ id }) => ({ answer: id, isRight: rights.includes(id) }));
    }
    case "curve":
      return shapesWithRun(ask, expressions, sight);
    case "matrix":
      return cellValues(ask, expressions, sight);
    default:
      return withTruth(ask, expressions, sight);
  }
}

type Curve = Extract<Ask, { kind: "curve" }>;
type Matrix = Extract<Ask, { kind: "matrix" }>;
type Numbers = readonly number[];

/** The shapes that a curve may begin as; the run's own curve stands in the place of the one that is nearest to it. */
function shapesWithRun(ask: Curve, expressions: Expressions, sight: Sight): VoteOption[] {
  const truth = truthOf(ask, expressions, sight) as Numbers;
  const shapes = ask.shapes.map(({ values }) => expressions.evaluate(values, sight) as Numbers);
  const offs = shapes.map((shape) => truth.reduce((sum, each, at) => sum + Math.abs(each - shape[at]!), 0));
  const nearest = offs.indexOf(Math.min(...offs));
  return shapes
    .map((shape, index) => ({ answer: index === nearest ? truth : shape, isRight: index === nearest }))
    .slice(0, Math.max(MOST, nearest + 1));
}

function cellValues(ask: Matrix, expressions: Expressions, sight: Sight): VoteOption[] {
  const { row, column } = askedCell(ask)!;
  const truth = truthOf(ask, expressions, sight) as Readonly<Record<string, string>>;
  return ask.values.map(({ id }) => ({ answer: id, isRight: truth[`${row} ${column}`] === id }));
}

/** The run's answer among those of the ideas: numbers by their size, orders by what stands first in them. */
function withTruth(
  ask: Extract<Ask, { kind: "number" | "rank" }>,
  expressions: Expressions,
  sight: Sight,
): VoteOption[] {
  const truth = truthOf(ask, expressions, sight);
  const near = (answer: Answer) => (ask.kind === "number" ? nearStep(Number(answer), ask.step) : answer);
  const wrong = ask.wrong.map(({ example }) => near(expressions.evaluate(example, sight) as Answer));
  const rounded = near(truth);
  const answers = [...wrong.filter((answer) => isWrong(ask, answer, expressions, sight)), rounded];
  const more = ask.kind === "number" ? between(answers as Numbers, ask) : [];
  return [...answers, ...more]
    .slice(0, MOST)
    .map((answer) => ({ answer, isRight: answer === rounded }))
    .sort((one, other) => placeOf(ask, one.answer) - placeOf(ask, other.answer));
}

function isWrong(ask: Ask, answer: Answer, expressions: Expressions, sight: Sight): boolean {
  return !judgedAnswer(ask, answer, expressions, { ...sight, answer: answer as Value }).right;
}

function nearStep(value: number, step: number): number {
  return Number((Math.round(value / step) * step).toPrecision(12));
}

/** One more number, half way through the widest gap, where there are but three: nobody shall guess by leaving out. */
function between(numbers: Numbers, { step }: { readonly step: number }): number[] {
  if (numbers.length > 3) return [];
  const sorted = numbers.toSorted((one, other) => one - other);
  const gaps = sorted.slice(1).map((each, index) => each - sorted[index]!);
  const widest = gaps.indexOf(Math.max(...gaps));
  return [nearStep(sorted[widest]! + gaps[widest]! / 2, step)];
}

function placeOf(ask: Extract<Ask, { kind: "number" | "rank" }>, answer: Answer): number {
  if (ask.kind === "number") return Number(answer);
  const order = ask.options.map(({ id }) => id);
  return (answer as readonly string[]).reduce((sum, id) => sum * order.length + order.indexOf(id), 0);
}

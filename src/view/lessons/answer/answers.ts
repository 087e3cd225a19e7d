import { localeHere } from "../../../language/locale.ts";
import type { Expressions, Sight } from "../../../lessons/expression.ts";
import type { Answer } from "../../../lessons/judge.ts";
import { rightCells } from "../../../lessons/judge.ts";
import type { Ask, Lesson } from "../../../lessons/lesson.ts";
import { saidInlines } from "../../../lessons/said.ts";
import { unitSection } from "../../../lessons/unit-section.ts";
import { WORDS } from "../sitting/words.ts";

/** A lesson's words, and what their expressions see; null before that is known. */
export interface Told {
  readonly lesson: Lesson;
  readonly evidence: { readonly expressions: Expressions; readonly sight: Sight | null };
}

/** The name of a cell of a table, as expressions have it. */
export function cellName(row: string, column: string): string {
  return `${row} ${column}`;
}

/** A number without what binary fractions add to it. */
export function plainNumber(value: number): number {
  return Number(value.toPrecision(12));
}

/** A section of the lesson's words as text, for a label. */
export function textOf({ lesson, evidence: { expressions, sight } }: Told, section: string): string {
  const blocks = lesson.words.sections[section]?.blocks ?? [];
  const lines = blocks.flatMap((block) =>
    block.kind === "paragraph" && sight ? [saidInlines(block.inlines, expressions, sight)] : [],
  );
  return lines.join(" ");
}

/** The numbers of an expression, one or a list; none where it has no value yet. */
export function numbersOf({ evidence: { expressions, sight } }: Told, expression: string): number[] {
  if (!sight) return [];
  const value = expressions.evaluate(expression, sight);
  return Array.isArray(value) ? value.map(Number) : [Number(value)];
}

/** What an answer begins as; null where it begins as nothing, or what it is drawn over is not known yet. */
export function firstDraft(told: Told): Answer | null {
  const { ask } = told.lesson.data;
  if (ask.kind === "rank") return ask.options.map(({ id }) => id);
  if (ask.kind === "matrix") return {};
  if (ask.kind !== "curve") return null;
  const points = numbersOf(told, ask.shapes[0]!.values);
  return points.length > 0 ? points : null;
}

/** Why an answer cannot be locked in; null where it can. */
export function missingIn(ask: Ask, answer: Answer | null): string | null {
  if (answer === null) return WORDS.noAnswer;
  if (ask.kind === "number" && !(Number(answer) >= ask.min && Number(answer) <= ask.max))
    return WORDS.outOfRange(String(ask.min), String(ask.max));
  if (ask.kind === "matrix" && Object.keys(answer).length < ask.rows.length * ask.columns.length)
    return WORDS.noAnswer;
  return null;
}

/** As many digits as the question asks for. */
function digitsOf(step: number): number {
  return Math.min(3, Math.max(0, Math.ceil(-Math.log10(step))));
}

/** A number of the run as it is read: at most two digits more than were asked for. */
export function numberText(value: number, step: number): string {
  return value.toLocaleString(localeHere(), { maximumFractionDigits: digitsOf(step) + 1 });
}

/** A number with its unit, in the form that belongs to it. */
function measured(told: Told, value: number, step: number): string {
  const section = unitSection(told.lesson.words, value, digitsOf(step) + 1);
  return `${numberText(value, step)} ${textOf(told, section)}`.trim();
}

/** An answer in words. */
export function answerText(told: Told, answer: Answer): string {
  const { ask } = told.lesson.data;
  const nameOf = (id: string) => textOf(told, `ask.${id}`);
  switch (ask.kind) {
    case "number":
      return measured(told, Number(answer), ask.step);
    case "choice":
      return nameOf(answer as string);
    case "rank":
      return (answer as readonly string[]).map((id, place) => WORDS.place(place + 1, nameOf(id))).join("\n");
    case "matrix":
      return `${Object.keys(answer).length}`;
    case "curve":
      return (answer as readonly number[])
        .map((value) => Math.round(value).toLocaleString(localeHere()))
        .join(", ");
  }
}

/** How far an answer is from what the run came to, in words. */
export function differenceText(told: Told, answer: Answer, truth: Answer): string {
  const { ask } = told.lesson.data;
  if (ask.kind === "number") {
    const off = Number(answer) - Number(truth);
    const text = measured(told, Math.abs(off), ask.step);
    return off === 0 ? WORDS.exact : WORDS.off(text, off > 0);
  }
  if (ask.kind === "matrix") {
    const right = rightCells(answer as Record<string, string>, truth as Record<string, string>).length;
    return WORDS.cells(right, Object.keys(truth).length);
  }
  if (ask.kind === "curve") {
    const [off, point] = farthest(answer as readonly number[], truth as readonly number[]);
    const text = Math.round(Math.abs(off)).toLocaleString(localeHere());
    return off === 0 ? WORDS.exact : WORDS.offAt(text, off > 0, point + 1);
  }
  return JSON.stringify(answer) === JSON.stringify(truth) ? WORDS.same : WORDS.anotherAnswer;
}

/** The largest difference of two curves, and at which point it is. */
function farthest(answer: readonly number[], truth: readonly number[]): [number, number] {
  const offs = truth.map((each, index) => (answer[index] ?? 0) - each);
  const index = offs.reduce((best, off, at) => (Math.abs(off) > Math.abs(offs[best]!) ? at : best), 0);
  return [offs[index] ?? 0, index];
}

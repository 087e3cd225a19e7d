/** An answer as something that is drawn: values from 0 to the most, each moved by the pointer or by keys. */
import type { Answer } from "../../../lessons/judge.ts";
import type { Ask } from "../../../lessons/lesson.ts";
import type { Sitting } from "../sitting/sitting.svelte.ts";
import { firstDraft, numbersOf, plainNumber } from "./answers.ts";

/** What an answer is drawn with. */
export interface Drawn {
  /** Its values; one that was not given yet is null. */
  readonly values: readonly (number | null)[];
  readonly most: number;
  /** To how much a value is rounded. */
  readonly step: number;
}

/** The answer of a sitting as it is drawn; null where its question is answered otherwise. */
export function drawnOf(sitting: Sitting): Drawn | null {
  const { ask } = sitting.lesson.data;
  const answer = sitting.answer ?? sitting.draft;
  if (ask.kind === "number") return { values: [answer as number | null], most: ask.max, step: ask.step };
  if (ask.kind !== "curve") return null;
  const values = (answer ?? firstDraft(sitting) ?? []) as readonly number[];
  return { values, most: numbersOf(sitting, ask.max)[0] ?? 1, step: 1 };
}

/** The answer in which one value is another, as near to it as the question asks for. */
export function withValue(ask: Ask, { values, most, step }: Drawn, index: number, to: number): Answer {
  const value = plainNumber(Math.min(most, Math.max(0, Math.round(to / step) * step)));
  if (ask.kind === "number") return Math.max(ask.min, value);
  return values.map((each, place) => (place === index ? value : (each ?? 0)));
}

const WAYS: Readonly<Record<string, number>> = {
  ArrowUp: 1,
  ArrowRight: 1,
  ArrowDown: -1,
  ArrowLeft: -1,
  PageUp: 8,
  PageDown: -8,
};

/** Where a key leads a value: a 64th of all by an arrow, eight of them with Shift or by a page key; null for any other key. */
export function nudged(
  { key, shiftKey }: Pick<KeyboardEvent, "key" | "shiftKey">,
  value: number,
  { most, step }: Pick<Drawn, "most" | "step">,
): number | null {
  if (key === "Home") return 0;
  if (key === "End") return most;
  const way = WAYS[key];
  if (way === undefined) return null;
  return value + way * (shiftKey ? 8 : 1) * Math.max(step, most / 64);
}

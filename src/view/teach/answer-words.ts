import { MILLISECOND, type Tick } from "../../clock/tick.ts";
import { t } from "../../language/words.ts";
import type { WrongAnswer } from "../../lessons/class/wrong-answers.ts";
import { answerText, type Told, textOf } from "../lessons/answer/answers.ts";
import type { Taught } from "./taught.svelte.ts";

/** The words of a lesson and what its own runs came to, once they are made. */
export function toldAfter({ lesson, evidence, after }: Taught): Told {
  return { lesson, evidence: { ...evidence, sight: after } };
}

/** A wrong answer as somebody would give it. */
export function wrongText(told: Told, { isSeen, answer }: WrongAnswer): string {
  if (isSeen) return textOf(told, `observe.${String(answer)}`);
  if (told.lesson.data.ask.kind !== "matrix") return answerText(told, answer);
  const cells = Object.entries(answer as Readonly<Record<string, string>>);
  return cells.map(([cell, value]) => cellText(told, cell, value)).join("\n");
}

/** A cell of a table in words; its name is that of its row and of its column. */
function cellText(told: Told, cell: string, value: string): string {
  const [row, column, said] = [...cell.split(" "), value].map((name) => textOf(told, `ask.${name}`));
  return t`${row!}, ${column!}: ${said!}`;
}

/** The moment that answers a wrong answer. */
export function momentOfAnswer({ refuted }: WrongAnswer): Tick {
  return Math.round(refuted.atMs * MILLISECOND);
}

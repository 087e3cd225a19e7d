/** Where an answer lies on the tape: the same for what was predicted and for what the run came to. */
import { BadExpressionError, type Expressions, type Sight, type Value } from "./expression.ts";
import type { Answer } from "./judge.ts";
import type { Ask } from "./lesson.ts";

/** So many pages that are left to send at a moment, in virtual milliseconds. */
export interface PencilPoint {
  readonly atMs: number;
  readonly value: number;
}

/** An answer on the tape: points of what is left to send, or a stretch of time in virtual milliseconds. */
export type Pencil =
  | { readonly kind: "points"; readonly points: readonly PencilPoint[] }
  | { readonly kind: "stretch"; readonly fromMs: number; readonly toMs: number };

/** What the tape shows of a prediction beside the run; a place is null where there is none, or none yet. */
export interface OnTape {
  readonly yours: Pencil | null;
  readonly run: Pencil | null;
  /** In words: what each is called, what it says, and how far they are apart. */
  readonly words: {
    readonly yours: string;
    readonly run: string;
    readonly yoursText: string;
    readonly runText: string;
    readonly difference: string;
  };
}

/** Whether answers of a question have a place on the tape. */
export function isOnTape(ask: Ask): boolean {
  return (ask.kind === "curve" && ask.at !== undefined) || (ask.kind === "number" && !!(ask.at ?? ask.lasts));
}

/** An answer as it lies on the tape of a run; null where it has no place there, or none yet. */
export function pencilOf(ask: Ask, answer: Answer, expressions: Expressions, sight: Sight): Pencil | null {
  if (ask.kind === "number" && ask.lasts) {
    const [fromMs = -1] = momentsOf(ask.lasts.from, expressions, sight);
    const lastsMs = Number(answer) * ask.lasts.msPerUnit;
    return fromMs < 0 ? null : { kind: "stretch", fromMs, toMs: fromMs + lastsMs };
  }
  if ((ask.kind !== "number" && ask.kind !== "curve") || ask.at === undefined) return null;
  const values = ask.kind === "number" ? [Number(answer)] : (answer as readonly number[]);
  const moments = momentsOf(ask.at, expressions, sight);
  const points = values.flatMap((value, index) => {
    const atMs = moments[index] ?? -1;
    return atMs < 0 ? [] : [{ atMs, value }];
  });
  return points.length === 0 ? null : { kind: "points", points };
}

/** The moments of an expression, one or a list; a negative one is that of what has not come to pass. */
function momentsOf(expression: string, expressions: Expressions, sight: Sight): number[] {
  const value = valueIn(expression, expressions, sight);
  return (Array.isArray(value) ? value : [value]).map(Number);
}

/** A run that is young has no value for what comes later in it. */
function valueIn(expression: string, expressions: Expressions, sight: Sight): Value {
  try {
    return expressions.evaluate(expression, sight);
  } catch (error) {
    if (error instanceof BadExpressionError) return [];
    throw error;
  }
}

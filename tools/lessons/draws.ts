/** Plays others like a lesson in several processes, and says how often which answer is right. */
import { fileURLToPath } from "node:url";
import { type Answer, fitsTruth } from "../../src/lessons/judge.ts";
import type { Ask } from "../../src/lessons/lesson.ts";
import { ProcessPool } from "../process-pool.ts";
import type { Played } from "./play.ts";

const WORKER = fileURLToPath(new URL("./draw-worker.ts", import.meta.url));

/** One other like a lesson, which is a folder's name or a file's path. */
export interface DrawOrder {
  readonly lesson: string;
  readonly number: number;
}

/**
 * More than this share of draws for which one and the same answer is right, and nobody has to think about another one. A choice
 * of two is still a question at two to one; at four to one the first answer may be kept.
 */
export const MOST_OF_ONE_ANSWER = 0.8;

/** Plays all orders, `workers` at a time. */
export async function playDraws(
  orders: readonly DrawOrder[],
  workers: number,
  done: (played: Played, order: DrawOrder) => void,
): Promise<void> {
  const nameOf = ({ lesson, number }: DrawOrder) => `${lesson}, ${number}`;
  await new ProcessPool<DrawOrder, Played>({ worker: WORKER, workers, nameOf }).run(orders, done);
}

/** How the right answers of several draws are spread. */
export interface Spread {
  readonly draws: number;
  /** How often the answer is right that is right most often. */
  readonly most: number;
  /** In words: "right: fewer 61, same 39", or how many one answer fits of those that are numbers. */
  readonly words: string;
}

/**
 * The spread of right answers to a question. Of a rank the first place counts; a number, a curve or a table fits another draw
 * as it would for a learner who gives it there.
 */
export function spreadOf(ask: Ask, truths: readonly Answer[]): Spread {
  const draws = truths.length;
  if (ask.kind === "choice" || ask.kind === "rank") {
    const names = truths.map((truth) => (ask.kind === "rank" ? (truth as string[])[0]! : (truth as string)));
    const counts = new Map<string, number>();
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
    const sorted = [...counts].sort((one, other) => other[1] - one[1]);
    const words = `right: ${sorted.map(([name, count]) => `${name} ${count}`).join(", ")}`;
    return { draws, most: sorted[0]?.[1] ?? 0, words };
  }
  const fits = truths.map((answer) => truths.filter((truth) => fitsTruth(ask, answer, truth)).length);
  const most = Math.max(0, ...fits);
  return { draws, most, words: `one answer fits ${most}` };
}

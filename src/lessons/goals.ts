/** The goals of a challenge, a line for each, while its run goes on and after it. */
import type { Expressions, Sight, Value } from "./expression.ts";
import type { ReportFacts } from "./facts.ts";
import type { LessonData } from "./lesson.ts";

/** How a goal stands: its value now, and what that shall be. */
export interface GoalLine {
  readonly id: string;
  readonly value: Value;
  readonly relation: "most" | "least" | "is";
  readonly target: Value;
  readonly met: boolean;
}

/** All goals of a lesson's challenge as the run shows them now. */
export function goalLines({ challenge }: LessonData, expressions: Expressions, sight: Sight): GoalLine[] {
  return challenge.goals.map(({ id, value: text, most, least, is }) => {
    const value = expressions.evaluate(text, sight);
    const relation = most !== undefined ? "most" : least !== undefined ? "least" : "is";
    const target = expressions.evaluate((most ?? least ?? is)!, sight);
    return { id, value, relation, target, met: isMet(value, relation, target) };
  });
}

function isMet(value: Value, relation: GoalLine["relation"], target: Value): boolean {
  if (relation === "is") return value === target;
  return relation === "most" ? Number(value) <= Number(target) : Number(value) >= Number(target);
}

/** The par of a challenge and how near to it a run is; null where the lesson has none. */
export function parOf(
  { challenge: { par } }: LessonData,
  expressions: Expressions,
  sight: Sight,
): { readonly value: number; readonly most: number } | null {
  if (!par) return null;
  return {
    value: Number(expressions.evaluate(par.value, sight)),
    most: Number(expressions.evaluate(par.most, sight)),
  };
}

const TIMES: ReadonlySet<string> = new Set([
  "downtime",
  "totalTime",
  "setupTime",
  "stallTime",
  "workLost",
] satisfies (keyof ReportFacts)[]);

/** The unit of an expression that is just a time of the report, for whoever shows its number; empty for all others. */
export function unitOf(expression: string): string {
  const [, name] = /^report\.([a-zA-Z]+)$/.exec(expression.trim()) ?? [];
  return name !== undefined && TIMES.has(name) ? "ms" : "";
}

import type { ReportFacts } from "./facts.ts";

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

/** What came of many hand-ins, as lines of comma-separated values (RFC 4180). */
import type { Verified } from "./verify.ts";

/** One line of the table. */
export interface Row {
  readonly file: string;
  readonly lesson: string;
  readonly name: string | null;
  /** Null where the file holds no hand-in that could be run again. */
  readonly verified: Verified | null;
  readonly changed: boolean;
  /** What is wrong, in words; empty where all is genuine. */
  readonly problem: string;
}

/** The columns in their order. */
export const HEADER = "file,lesson,name,goals,predictions,misconceptions,hash,minutes,changed,problem";

/** A row as a line, without its end. */
export function lineOf({ file, lesson, name, verified, changed, problem }: Row): string {
  const { goals = [], goalsAsked = 0, rightPredictions = 0, predictions = 0 } = verified ?? {};
  const fields = [
    file,
    lesson,
    name ?? "",
    verified ? `${goals.length} of ${goalsAsked}` : "",
    verified ? `${rightPredictions} of ${predictions}` : "",
    verified?.misconceptions.join(" ") ?? "",
    verified?.hash ?? "",
    verified ? (verified.virtualMs / 60_000).toFixed(3) : "",
    changed ? "yes" : "no",
    problem,
  ];
  return fields.map(quoted).join(",");
}

/** A spreadsheet takes what begins with one of these for a formula, whoever wrote it. */
const FORMULA = /^[=+\-@\t\r]/;

function quoted(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What a learner has done in the lessons: kept in the browser, and carried elsewhere as a file. */

import * as v from "valibot";
import { t } from "../language/words.ts";
import type { Answer } from "./judge.ts";

/** One prediction and what the run said of it. */
export interface Attempt {
  /** Which instance of the lesson it was: null for its own conditions, else the number that was drawn. */
  readonly number: number | null;
  readonly answer: Answer;
  readonly truth: Answer;
  readonly right: boolean;
  /** What was said to be seen; null where that was not asked, because the prediction led past it. */
  readonly observed: string | null;
  readonly sawRight: boolean;
  /** Unix milliseconds. */
  readonly at: number;
}

/** All of one lesson. */
export interface LessonRecord {
  readonly id: string;
  /** In the order in which they were made. */
  readonly attempts: readonly Attempt[];
  /** Unix milliseconds at which the challenge was met first; null where it was not. */
  readonly metAt: number | null;
}

const answer = v.union([
  v.number(),
  v.string(),
  v.array(v.string()),
  v.array(v.number()),
  v.record(v.string(), v.string()),
]);
const unixMs = v.pipe(v.number(), v.integer(), v.minValue(0));
/** The fields of an attempt. */
export const attemptSchema = v.object({
  number: v.nullable(v.pipe(v.number(), v.integer())),
  answer,
  truth: answer,
  right: v.boolean(),
  observed: v.nullable(v.string()),
  sawRight: v.boolean(),
  at: unixMs,
});
/** The name of a lesson. */
export const lessonIdSchema = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), v.maxLength(64));
const record = v.object({
  id: lessonIdSchema,
  attempts: v.pipe(v.array(attemptSchema), v.maxLength(10_000)),
  metAt: v.nullable(unixMs),
});
const FORMAT = "quick-resume-lessons";
const file = v.object({
  format: v.literal(FORMAT),
  version: v.literal(1),
  lessons: v.pipe(v.array(record), v.maxLength(1000)),
});

/** A file that holds no progress. The message says so to who opened it. */
export class BadProgressError extends Error {
  override name = "BadProgressError";
}

/** Progress as the text of a file. */
export function progressText(lessons: readonly LessonRecord[]): string {
  return `${JSON.stringify({ format: FORMAT, version: 1, lessons }, null, 1)}\n`;
}

/** The progress in the text of a file. Throws {@link BadProgressError}. */
export function progressFrom(text: string): LessonRecord[] {
  try {
    return v.parse(file, JSON.parse(text)).lessons;
  } catch {
    throw new BadProgressError(t`This file holds no progress in lessons.`);
  }
}

/** Two records of one lesson as one, in which nothing of either is lost and nothing stands twice. */
export function mergedRecords(one: LessonRecord, other: LessonRecord): LessonRecord {
  const attempts = new Map([...one.attempts, ...other.attempts].map((each) => [keyOf(each), each]));
  const met = [one.metAt, other.metAt].filter((at) => at !== null);
  return {
    id: one.id,
    attempts: [...attempts.values()].sort((a, b) => a.at - b.at || (keyOf(a) < keyOf(b) ? -1 : 1)),
    metAt: met.length > 0 ? Math.min(...met) : null,
  };
}

/** The records of all lessons with more of them, by their lessons' names. */
export function withRecords(
  known: readonly LessonRecord[],
  more: readonly LessonRecord[],
): readonly LessonRecord[] {
  if (more.length === 0) return known;
  const all = new Map(known.map((record) => [record.id, record]));
  for (const record of more)
    all.set(record.id, mergedRecords(all.get(record.id) ?? emptyRecord(record.id), record));
  return [...all.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** Fields in one order, so that the same attempt is the same text whoever has written it. */
function keyOf({ number, answer, truth, right, observed, sawRight, at }: Attempt): string {
  return JSON.stringify([at, number, answer, truth, right, observed, sawRight]);
}

/** A record in which nothing was done yet. */
export function emptyRecord(id: string): LessonRecord {
  return { id, attempts: [], metAt: null };
}

/** What a learner hands in of a lesson: what was predicted, and the run by which its challenge was tried. */
import * as v from "valibot";
import type { ActionStep } from "../experiment/experiment.ts";
import { type Attempt, attemptSchema, lessonIdSchema } from "../lessons/progress.ts";

/** The run of a challenge, and what the lab said of it. It is run again, so what was said is only compared. */
export interface TriedChallenge {
  /** Which instance of the lesson it was: null for its own conditions, else the number that was drawn. */
  readonly number: number | null;
  /** Everything is checked as in a saved run: see `validate`. */
  readonly scenario: unknown;
  readonly actions: readonly ActionStep[];
  /** The tick at which it was looked at. */
  readonly moment: number;
  /** Names of the goals that were reached. */
  readonly goals: readonly string[];
  /** Of the guest's memory and registers where it was compared last, 16 hexadecimal digits; empty where it never was. */
  readonly hash: string;
}

export interface HandIn {
  readonly lesson: string;
  /** CRC-32C of the lesson's data, as {@link lessonSum} gives it: another lesson would judge otherwise. */
  readonly sum: string;
  /** As the learner typed it; null where nothing was. */
  readonly name: string | null;
  /** In the order in which they were made. */
  readonly predictions: readonly Attempt[];
  /** Null where the challenge was not tried. */
  readonly challenge: TriedChallenge | null;
}

/** The most predictions of one hand-in: each is judged by a run. */
export const MOST_PREDICTIONS = 40;

/** The most characters of a name. */
export const MOST_NAME = 80;

const goalNames = v.pipe(v.array(v.pipe(v.string(), v.maxLength(32))), v.maxLength(12));
const challenge = v.strictObject({
  number: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000))),
  scenario: v.unknown(),
  actions: v.array(v.any()),
  moment: v.pipe(v.number(), v.integer(), v.minValue(0)),
  goals: goalNames,
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{0,64}$/)),
});

/** A hand-in's fields; its scenario and actions are checked where they are run. */
export const HAND_IN_SCHEMA = v.strictObject({
  lesson: lessonIdSchema,
  sum: v.pipe(v.string(), v.regex(/^[0-9a-f]{8}$/)),
  name: v.nullable(v.pipe(v.string(), v.maxLength(MOST_NAME))),
  predictions: v.pipe(v.array(attemptSchema), v.maxLength(MOST_PREDICTIONS)),
  challenge: v.nullable(challenge),
});

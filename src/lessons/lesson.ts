/**
 * What a lesson is: the data of its folder, checked, beside its words in one language. A lesson asks before it shows and is
 * judged by the run, so it holds no answers but expressions over the run; `expression.ts` says what these may name.
 */

import * as v from "valibot";
import { t } from "../language/words.ts";
import { choice, list, number, record, text, whole } from "../scenario/schema.ts";
import { MISCONCEPTIONS } from "./misconceptions.ts";
import type { Words } from "./words.ts";

/** Names of options, goals and runs. They are keys of the words, too. */
const name = v.custom<string>(
  (value) => typeof value === "string" && /^[a-z][a-zA-Z0-9]{0,31}$/.test(value),
  t`a name of letters and digits that begins with a small letter`,
);
/** An expression in the Common Expression Language; a table of many runs takes a few lines. */
const expression = text(2000);

/** A place of a scenario, such as `link.bandwidthMiBps`. */
const path = v.custom<string>(
  (value) => typeof value === "string" && /^[a-zA-Z]+(\.[a-zA-Z0-9]+)*$/.test(value),
  t`the place of a field of a scenario, such as link.bandwidthMiBps`,
);

/** An object of at most so many fields; a larger one is refused before any of them is looked at. */
function few<Schema extends v.GenericSchema>(most: number, schema: Schema): Schema {
  const isFew = v.custom<object>(
    (value) =>
      typeof value === "object" &&
      value !== null &&
      !Array.isArray(value) &&
      Object.keys(value).length <= most,
    t`an object of at most ${most} fields`,
  );
  return v.pipe(isFew, schema as v.GenericSchema<object>) as unknown as Schema;
}
const values = few(32, v.record(path, v.any(), t`fields of a scenario with their values`));

const misconception = choice(MISCONCEPTIONS);

/**
 * An option of a choice or a rank. `right` holds where the run shows it to be so; `refutedAt` is the moment of the run, in
 * milliseconds, that shows a wrong one to be wrong.
 */
const option = record({
  id: name,
  right: expression,
  misconception: v.optional(misconception),
  refutedAt: v.optional(expression),
});

/**
 * Which wrong answers show which misconception, where an answer is no option: the first whose `when` holds. `example` is such
 * an answer, by which the lesson is tried.
 */
const wrong = record({
  id: name,
  when: expression,
  example: expression,
  misconception,
  refutedAt: expression,
});

const options = list(option, 12);
const wrongs = v.optional(list(wrong, 6), []);

/**
 * Where the tape shows a number: as a stretch of time that begins at `from`, in milliseconds of the run, and lasts
 * `msPerUnit` for each unit of it.
 */
const stretch = record({ from: expression, msPerUnit: number(1e-3, 1e6) });

const ask = v.variant(
  "kind",
  [
    /** A number; right where it is off by no more than `within`, a share of what it was. */
    record({
      kind: v.literal("number"),
      answer: expression,
      within: v.optional(number(0, 1), 0.1),
      min: number(-1e9, 1e9),
      max: number(-1e9, 1e9),
      step: number(1e-6, 1e9),
      /** Where the tape shows it: a number of pages that are left to send at a moment, in milliseconds of the run. */
      at: v.optional(expression),
      lasts: v.optional(stretch),
      wrong: wrongs,
    }),
    record({ kind: v.literal("choice"), options }),
    /**
     * Options in order, by `costs`, a map from their names to numbers: right where none stands before one that is lower by more
     * than `within`, a share of it, so that nobody has to guess which of two equals is the first.
     */
    record({
      kind: v.literal("rank"),
      costs: expression,
      within: v.optional(number(0, 1), 0.05),
      options: list(record({ id: name }), 8),
      wrong: wrongs,
    }),
    /**
     * A value for each cell of a table. `answer` is a map from "row column" to a value's name; right where at least
     * `enough` cells are.
     */
    record({
      kind: v.literal("matrix"),
      rows: list(record({ id: name }), 8),
      columns: list(record({ id: name }), 8),
      values: list(record({ id: name }), 6),
      answer: expression,
      enough: whole(1, 64),
      wrong: wrongs,
    }),
    /**
     * A curve of `points` values. `answer` is the list of them; right where each is off by no more than `within` of the
     * largest. `shapes` are lists too, over which the handles start.
     */
    record({
      kind: v.literal("curve"),
      points: whole(2, 12),
      answer: expression,
      within: v.optional(number(0, 1), 0.1),
      max: expression,
      shapes: list(record({ id: name, values: expression }), 6),
      /** Where the tape shows it: the moments, in milliseconds of the run, at which so many pages are left to send. */
      at: v.optional(expression),
      wrong: wrongs,
    }),
  ],
  t`one of ${"number, choice, rank, matrix, curve"}`,
);

/** One line of a challenge: `value` shall be at most, at least, or just that. */
const goal = record({
  id: name,
  value: expression,
  most: v.optional(expression),
  least: v.optional(expression),
  is: v.optional(expression),
});

const challenge = record({
  goals: list(goal, 6),
  /** What was done well where `value` is no more than `most`: fewest bytes, least stall. */
  par: v.optional(record({ value: expression, most: expression })),
  /** Conditions under which the goals are reached: the worked example that `Show me` plays. */
  solution: values,
  /** How many of the three hints are to be read before it is shown. Help fades: none for a novice, all for who knows more. */
  showAfter: v.optional(whole(0, 3), 0),
});

/** What a moment may be about, by the roles in the migration: it is lit, and all else is dimmed. */
export const PARTS = ["source", "destination", "cable", "mailbox"] as const;
export type Part = (typeof PARTS)[number];

/** A moment of the run, in milliseconds, that has a slide of its own where the lesson is presented. */
const beat = record({ at: expression, lit: v.optional(list(choice(PARTS), 4), []) });

const drawnRange = record({ from: number(-1e9, 1e9), to: number(-1e9, 1e9), step: number(1e-6, 1e9) });
const drawnValues = record({ of: list(v.any(), 12) });

/** How one condition is drawn for another instance of the lesson: from a range, or as one `of` some values. */
const range = v.lazy((input) =>
  typeof input === "object" && input !== null && "of" in input ? drawnValues : drawnRange,
) as v.GenericSchema<unknown, v.InferOutput<typeof drawnRange> | v.InferOutput<typeof drawnValues>>;

/** The data of a lesson, as `lesson.yaml` holds it. */
export const LESSON_SCHEMA = record({
  version: v.custom<1>((value) => value === 1, "1"),
  /** Of the words, where they stand in the same file: two letters. Where they have files of their own these say it. */
  language: v.optional(
    v.custom<string>(
      (value) => typeof value === "string" && /^[a-z]{2}$/.test(value),
      t`the two letters of a language, such as de`,
    ),
  ),
  /** A scenario of `public/scenarios` by its file's name. */
  scenario: text(64),
  /** What is other than there: places of fields with their values. */
  set: v.optional(values, {}),
  /** Conditions that the learner may change in free play and in the challenge. */
  unlock: list(path, 8),
  /** Further runs that are made beside the learner's, by their names; each begins as the lesson's own but for these fields. */
  others: v.optional(few(24, v.record(name, values)), {}),
  /** Named expressions, each over the run and those before it. */
  let: v.optional(few(32, v.record(name, expression)), {}),
  /** For another instance; the seed is always drawn. `keep` says over `scenario` which are worth asking. */
  draw: v.optional(few(8, v.record(path, range)), {}),
  keep: v.optional(expression, "true"),
  ask,
  /** What was seen: asked after the run, before anything is explained. */
  observe: record({ options }),
  challenge,
  /** What a class is shown of the run, one after the other. */
  beats: v.optional(list(beat, 4), []),
});

/** A lesson's data. */
export type LessonData = v.InferOutput<typeof LESSON_SCHEMA>;
export type Ask = LessonData["ask"];
export type AskKind = Ask["kind"];
export type Option = LessonData["observe"]["options"][number];
export type Drawn = LessonData["draw"][string];
export type Beat = LessonData["beats"][number];
export type Goal = LessonData["challenge"]["goals"][number];

/** A lesson in one language. */
export interface Lesson {
  readonly id: string;
  readonly data: LessonData;
  readonly words: Words;
}

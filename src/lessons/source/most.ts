/** How much a lesson may be: more than any needs, and little enough that reading a stranger's costs no more than a moment. */
import { t } from "../../language/words.ts";
import { BadLessonError } from "./bad-lesson.ts";

/** Characters of a file of words, and of one with data and words. */
export const MOST_CHARACTERS = 50_000;

/** Characters of data: the reader of it looks at each field beside each other one. */
export const MOST_DATA_CHARACTERS = 20_000;

/** Sections of words; a lesson with all kinds of names has some fifty. */
export const MOST_SECTIONS = 120;

/** Expressions in the words of a lesson. */
export const MOST_VALUES = 300;

/** Lists within lists, and emphasis within emphasis. */
export const MOST_LEVELS = 6;

/** Virtual milliseconds that all runs of a lesson last together. */
export const MOST_TOGETHER_MS = 300_000;

/** MiB of memory that all guests of a lesson have together. */
export const MOST_TOGETHER_MIB = 256;

/** What is said of a file that is too long. */
export function isTooLong(file: string, length: number, of: "characters" | "bytes", most: number) {
  const words =
    of === "bytes"
      ? t`it has ${length} bytes; allowed are ${most}.`
      : t`it has ${length} characters; allowed are ${most}.`;
  return new BadLessonError(file, 1, words);
}

/**
 * Reads text by a parser that calls itself for whatever is nested. One that runs out of room for that has met what no lesson
 * has. Throws a {@link BadLessonError}.
 */
export function readNested<Made>(file: string, read: () => Made): Made {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new BadLessonError(file, 1, t`it is nested too deeply; allowed are ${MOST_LEVELS} levels.`);
  }
}

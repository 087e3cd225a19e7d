/** Reads the data of a lesson: YAML, of which JSON is a part, against the schema, with the line of whatever is wrong. */

import * as v from "valibot";
import { type Document, isCollection, isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";
import { t } from "../../language/words.ts";
import { quote } from "../../text/quote.ts";
import { LESSON_SCHEMA, type LessonData } from "../lesson.ts";
import { BadLessonError } from "./bad-lesson.ts";
import { isTooLong, MOST_DATA_CHARACTERS, readNested } from "./most.ts";

/** A lesson's data, and where in its file each field stands. */
export interface ReadData {
  readonly data: LessonData;
  /** The line of a field, from 1 on; of the nearest one around it where it is left out. */
  readonly lineOf: (path: readonly (string | number)[]) => number;
}

/**
 * The data in the text of a file; `firstLine` is where the text begins in it. Throws {@link BadLessonError}. Anchors and
 * aliases are not followed: a short text could grow without end by them.
 */
export function readData(text: string, file: string, firstLine = 1): ReadData {
  if (text.length > MOST_DATA_CHARACTERS)
    throw isTooLong(file, text.length, "characters", MOST_DATA_CHARACTERS);
  return readNested(file, () => {
    requireShallow(text);
    return checkedData(text, file, firstLine);
  });
}

function checkedData(text: string, file: string, firstLine: number): ReadData {
  const counter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: counter,
    uniqueKeys: true,
    prettyErrors: false,
    logLevel: "error",
  });
  const lineAt = (offset: number) => counter.linePos(offset).line + firstLine - 1;
  const [error] = document.errors;
  if (error)
    throw new BadLessonError(
      file,
      lineAt(error.pos[0]),
      t`${firstSentence(error.message)}; allowed is YAML.`,
    );
  const lineOf = (path: readonly (string | number)[]) => lineAt(offsetOf(document, path));
  const result = v.safeParse(LESSON_SCHEMA, plain(document, file));
  if (result.success) return { data: result.output, lineOf };
  // Who misspells a field leaves it out, too: the name that stands there says more than the one that is missing.
  const issue = result.issues.find(isUnknownField) ?? result.issues[0];
  throw new BadLessonError(file, lineOf(pathOf(issue)), wrongWords(issue));
}

/** Brackets within brackets, in whatever they stand, and entries within entries of one line; a lesson's are some ten. */
const MOST_BRACKETS = 60;
const MANY_ENTRIES = /^(?:[ \t]*[-?][ \t]+){20}/m;

/** The parser needs much longer for what is nested than for what is long. Throws a RangeError. */
function requireShallow(text: string): void {
  let depth = 0;
  for (const sign of text) {
    if (sign === "[" || sign === "{") depth++;
    else if (sign === "]" || sign === "}") depth = Math.max(0, depth - 1);
    if (depth > MOST_BRACKETS) throw new RangeError("Brackets are nested too deeply.");
  }
  if (MANY_ENTRIES.test(text)) throw new RangeError("Entries are nested too deeply.");
}

function plain(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    if (error instanceof RangeError) throw error;
    throw new BadLessonError(
      file,
      1,
      t`it refers to another part of itself by an alias; allowed is plain data.`,
    );
  }
}

function pathOf(issue: v.BaseIssue<unknown>): (string | number)[] {
  return (issue.path ?? []).map(({ key }) => key as string | number);
}

function isUnknownField({ expected }: v.BaseIssue<unknown>): boolean {
  return expected === "never";
}

function wrongWords(issue: v.BaseIssue<unknown>): string {
  const field = pathOf(issue).join(".") || t`the lesson`;
  if (isUnknownField(issue)) return t`${field} is not a field of a lesson; allowed is ${issue.message}.`;
  return t`${field} is ${quote(issue.input)}; allowed is ${issue.message}.`;
}

/** Where a field begins in the text; the nearest field around it where it is not there. */
function offsetOf(document: Document, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length--) {
    const last = path[length - 1];
    const around = document.getIn(path.slice(0, length - 1), true);
    if (isMap(around)) {
      const pair = around.items.find(({ key }) => isScalar(key) && key.value === last);
      if (pair && isNode(pair.key)) return pair.key.range?.[0] ?? 0;
    }
    const item = isCollection(around) ? document.getIn(path.slice(0, length), true) : null;
    if (isNode(item)) return item.range?.[0] ?? 0;
  }
  return 0;
}

function firstSentence(message: string): string {
  return message.split("\n", 1)[0]!.replace(/\.$/, "");
}

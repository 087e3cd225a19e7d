/**
 * The words in which a scenario's schema is written. Each gives a check and says its limits as data, so that nobody
 * repeats them. Errors are for people: they name the field, its value and what is allowed.
 */

import * as v from "valibot";
import { t } from "../language/words.ts";
import { named, quote } from "../text/quote.ts";
import { BadScenarioError } from "./bad-scenario.ts";

/** What a field takes. It stands beside the check, so that whoever draws or tells of scenarios goes by the same. */
export type Limits =
  | { readonly kind: "number"; readonly min: number; readonly max: number; readonly step: number | null }
  | { readonly kind: "text"; readonly max: number }
  | { readonly kind: "word"; readonly words: readonly (string | boolean)[] };

function limited<Schema extends object>(
  schema: Schema,
  limits: Limits,
): Schema & { readonly limits: Limits } {
  return Object.assign(schema, { limits });
}

/** A number from `min` to `max`. */
export function number(min: number, max: number) {
  const schema = v.custom<number>(
    (value) => typeof value === "number" && value >= min && value <= max,
    t`a number from ${min} to ${max}`,
  );
  return limited(schema, { kind: "number", min, max, step: null });
}

/** A whole number from `min` to `max`, and a multiple of `step`. */
export function whole(min: number, max: number, step = 1) {
  const schema = v.custom<number>(
    (value) =>
      Number.isInteger(value) && Number(value) >= min && Number(value) <= max && Number(value) % step === 0,
    step === 1 ? t`a whole number from ${min} to ${max}` : t`a multiple of ${step} from ${min} to ${max}`,
  );
  return limited(schema, { kind: "number", min, max, step });
}

/** Text of at most `max` characters. */
export function text(max: number) {
  const schema = v.custom<string>(
    (value) => typeof value === "string" && value.length <= max,
    t`text of at most ${max} characters`,
  );
  return limited(schema, { kind: "text", max });
}

/** A list of at most `most` items; a longer one is refused before any of them is looked at. */
export function list<const Item extends v.GenericSchema>(item: Item, most: number) {
  const isShort = v.custom<unknown[]>(
    (value) => Array.isArray(value) && value.length <= most,
    t`a list of at most ${most}`,
  );
  return Object.assign(v.pipe(isShort, v.array(item)), { item });
}

/** True or false, and nothing that is like one of them. */
export function flag() {
  const schema = v.custom<boolean>((value) => typeof value === "boolean", t`true or false`);
  return limited(schema, { kind: "word", words: [true, false] });
}

/** One of some words. */
export function choice<const Word extends string>(words: readonly Word[]) {
  const schema = v.custom<Word>(
    (value) => words.includes(value as Word),
    words.length > 1 ? t`one of ${words.join(", ")}` : words.join(", "),
  );
  return limited(schema, { kind: "word", words });
}

/** An object without other fields than these. */
export function record<const Entries extends v.ObjectEntries>(entries: Entries) {
  return v.strictObject(entries, ({ expected, received }) => {
    if (expected === "never") return t`a field of one of the names ${Object.keys(entries).join(", ")}`;
    return received === "undefined" ? t`a value, for it has no default` : t`an object`;
  });
}

/**
 * Checks input against a schema; `whole` is what all of it is called. Throws {@link BadScenarioError} for the first
 * field that is not allowed.
 */
export function check<const Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
  whole = t`the scenario`,
): v.InferOutput<Schema> {
  // The first error is enough, and a large file that is wrong everywhere costs no more than that.
  const result = v.safeParse(schema, input, { abortEarly: true });
  if (result.success) return result.output;
  throw badField(result.issues[0], whole);
}

function badField(issue: v.BaseIssue<unknown>, whole: string): BadScenarioError {
  const field = issue.path ? named(issue.path.map(({ key }) => String(key)).join(".")) : whole;
  return new BadScenarioError(
    issue.expected === "never"
      ? t`${field} is not a field of the contract; allowed is ${issue.message}.`
      : t`${field} is ${quote(issue.input)}; allowed is ${issue.message}.`,
  );
}

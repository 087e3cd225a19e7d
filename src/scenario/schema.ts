import * as v from "valibot";

/** Input that a scenario may not have. The message names the field, its value and what is allowed. */
export class BadScenarioError extends Error {
  override name = "BadScenarioError";
}

/** A number from `min` to `max`. */
export function number(min: number, max: number) {
  return v.custom<number>(
    (value) => typeof value === "number" && value >= min && value <= max,
    `a number from ${min} to ${max}`,
  );
}

/** A whole number from `min` to `max`, and a multiple of `step`. */
export function whole(min: number, max: number, step = 1) {
  const kind = step === 1 ? "a whole number" : `a multiple of ${step}`;
  return v.custom<number>(
    (value) =>
      Number.isInteger(value) && Number(value) >= min && Number(value) <= max && Number(value) % step === 0,
    `${kind} from ${min} to ${max}`,
  );
}

/** Text of at most `max` characters. */
export function text(max: number) {
  return v.custom<string>(
    (value) => typeof value === "string" && value.length <= max,
    `text of at most ${max} characters`,
  );
}

export function flag() {
  return v.custom<boolean>((value) => typeof value === "boolean", "true or false");
}

/** One of some words. */
export function choice<const Word extends string>(words: readonly Word[]) {
  return v.custom<Word>(
    (value) => words.includes(value as Word),
    `${words.length > 1 ? "one of " : ""}${words.join(", ")}`,
  );
}

/** An object without other fields than these. */
export function record<const Entries extends v.ObjectEntries>(entries: Entries) {
  return v.strictObject(entries, ({ expected, received }) => {
    if (expected === "never") return `a field of one of the names ${Object.keys(entries).join(", ")}`;
    return received === "undefined" ? "a value, for it has no default" : "an object";
  });
}

/** Checks input against a schema. Throws {@link BadScenarioError} for the first field that is not allowed. */
export function check<const Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input);
  if (result.success) return result.output;
  throw badField(result.issues[0]);
}

function badField(issue: v.BaseIssue<unknown>): BadScenarioError {
  const field = v.getDotPath(issue) ?? "the scenario";
  const unknown = issue.expected === "never";
  const found = unknown ? "is not a field of the contract" : `is ${JSON.stringify(issue.input) ?? "missing"}`;
  return new BadScenarioError(`${field} ${found}; allowed is ${issue.message}.`);
}

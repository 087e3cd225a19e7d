import { count, exact, plainNumber } from "../../language/numbers.ts";
import { typedNumber } from "../../language/typed-number.ts";
import { t } from "../../language/words.ts";
import type { Field } from "./field.ts";
import type { Allowed } from "./limits.ts";
import type { Value } from "./values.ts";

/** A number as a field shows it: in its own measure, without the error of a division. */
export function shownNumber({ times = 1 }: Field, value: number): number {
  return Number((value * times).toPrecision(12));
}

/** What stands in the field for a value; nothing where it is empty. */
export function textOf(field: Field, value: Value): string {
  if (value === undefined || value === null) return "";
  return typeof value === "number" ? plainNumber(shownNumber(field, value)) : String(value);
}

/** A value in words, such as "8 MiB" or "none". */
export function wordsFor(field: Field, value: Value): string {
  if (value === undefined || value === null) return field.empty ?? t`none`;
  if (typeof value !== "number") return field.words?.[String(value)] ?? String(value);
  const unit = field.unit === "%" || field.unit === "" ? field.unit : ` ${field.unit}`;
  return exact(shownNumber(field, value)) + (unit === "%" ? " %" : unit);
}

/** What a field takes, in words: "a number from 0.001 to 1,000,000 MiB/s". */
export function allowedWords(field: Field, allowed: Allowed): string {
  const words = limitsWords(field, allowed);
  return field.empty === undefined ? words : t`${words}, or nothing for “${field.empty}”`;
}

function limitsWords(field: Field, { limits, maxIs }: Allowed): string {
  if (limits.kind === "text") return t`a text of at most ${count(limits.max)} characters`;
  if (limits.kind === "word")
    return t`one of ${limits.words.map((word) => wordsFor(field, word)).join(", ")}`;
  const range = rangeWords(field, limits);
  return maxIs ? `${range} (${maxIs})` : range;
}

function rangeWords(
  field: Field,
  { min, max, step }: Extract<Allowed["limits"], { kind: "number" }>,
): string {
  const unit = field.unit ? ` ${field.unit}` : "";
  const from = exact(shownNumber(field, min));
  const to = `${exact(shownNumber(field, max))}${unit}`;
  if (step === null) return t`a number from ${from} to ${to}`;
  return step === 1
    ? t`a whole number from ${from} to ${to}`
    : t`a multiple of ${step} from ${from} to ${to}`;
}

/** What was written in a field, or why it cannot be that. */
export type Read = { readonly value: Value } | { readonly why: string };

/**
 * Reads what was written. A number may have its thousands parted; the limits are the schema's. What is wrong is said
 * with what was written and what is allowed.
 */
export function readText(field: Field, allowed: Allowed, text: string): Read {
  const { limits } = allowed;
  const written = text.trim();
  if (written === "" && field.empty !== undefined) return { value: emptyValue(allowed) };
  if (limits.kind === "text" && written.length <= limits.max) return { value: written };
  if (limits.kind === "word") {
    const word = limits.words.find((each) => String(each) === written);
    if (word !== undefined) return { value: word };
  }
  if (limits.kind === "number") {
    const value = numberIn(field, written);
    const { min, max, step } = limits;
    if (value !== null && value >= min && value <= max && (step === null || value % step === 0))
      return { value };
  }
  const may = allowedWords(field, allowed);
  return {
    why:
      written === ""
        ? t`Nothing is no value: allowed is ${may}.`
        : t`“${written.slice(0, 24)}” cannot be: allowed is ${may}.`,
  };
}

/** A field in which "none" is a value of its own has null for it; others leave it out. */
function emptyValue({ standard }: Allowed): Value {
  return standard === null ? null : undefined;
}

function numberIn({ times = 1 }: Field, written: string): number | null {
  const value = typedNumber(written);
  if (!Number.isFinite(value)) return null;
  return times === 1 ? value : Number((value / times).toPrecision(12));
}

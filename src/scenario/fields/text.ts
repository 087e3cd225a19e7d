import type { Field } from "./field.ts";
import type { Allowed } from "./limits.ts";
import type { Value } from "./values.ts";

const WHOLE = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 15 });

/** A number as a field shows it: in its own measure, without the error of a division. */
export function shownNumber({ times = 1 }: Field, value: number): number {
  return Number((value * times).toPrecision(12));
}

/** What stands in the field for a value; nothing where it is empty. */
export function textOf(field: Field, value: Value): string {
  if (value === undefined || value === null) return "";
  return typeof value === "number" ? String(shownNumber(field, value)) : String(value);
}

/** A value in words, such as "8 MiB" or "none". */
export function wordsFor(field: Field, value: Value): string {
  if (value === undefined || value === null) return field.empty ?? "none";
  if (typeof value !== "number") return field.words?.[String(value)] ?? String(value);
  const unit = field.unit === "%" || field.unit === "" ? field.unit : ` ${field.unit}`;
  return WHOLE.format(shownNumber(field, value)) + (unit === "%" ? " %" : unit);
}

/** What a field takes, in words: "a number from 0.001 to 1,000,000 MiB/s". */
export function allowedWords(field: Field, { limits, maxIs }: Allowed): string {
  const orEmpty = field.empty === undefined ? "" : `, or nothing for “${field.empty}”`;
  if (limits.kind === "text") return `a text of at most ${limits.max} characters${orEmpty}`;
  if (limits.kind === "word")
    return `one of ${limits.words.map((word) => wordsFor(field, word)).join(", ")}${orEmpty}`;
  const { step } = limits;
  const kind = step === null ? "a number" : step === 1 ? "a whole number" : `a multiple of ${step}`;
  const [min, max] = [limits.min, limits.max].map((limit) => WHOLE.format(shownNumber(field, limit)));
  const unit = field.unit ? ` ${field.unit}` : "";
  return `${kind} from ${min} to ${max}${unit}${maxIs ? ` (${maxIs})` : ""}${orEmpty}`;
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
  const found = written === "" ? "Nothing is no value" : `“${written.slice(0, 24)}” cannot be`;
  return { why: `${found}: allowed is ${allowedWords(field, allowed)}.` };
}

/** A field in which "none" is a value of its own has null for it; others leave it out. */
function emptyValue({ standard }: Allowed): Value {
  return standard === null ? null : undefined;
}

function numberIn({ times = 1 }: Field, written: string): number | null {
  const plain = written.replace(/(?<=\d),(?=\d{3}(\D|$))/g, "");
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return null;
  return times === 1 ? Number(plain) : Number((Number(plain) / times).toPrecision(12));
}

/** Numbers and lists as the page's language writes them. */
import { localeHere } from "./locale.ts";

/** Kept, because a format costs far more to make than to use, and every frame has dozens of numbers. */
interface Formats {
  readonly whole: Intl.NumberFormat;
  readonly exact: Intl.NumberFormat;
  readonly and: Intl.ListFormat;
  readonly or: Intl.ListFormat;
  /** What stands before decimals, and between thousands. */
  readonly point: string;
  readonly group: string;
}

let kept: Formats | null = null;

function formatsHere(): Formats {
  kept ??= formatsOf(localeHere());
  return kept;
}

function formatsOf(locale: string): Formats {
  const whole = new Intl.NumberFormat(locale);
  const parts = new Intl.NumberFormat(locale, { minimumFractionDigits: 1 }).formatToParts(1234567.5);
  const sign = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return {
    whole,
    exact: new Intl.NumberFormat(locale, { maximumSignificantDigits: 15 }),
    and: new Intl.ListFormat(locale === "en" ? "en-GB" : locale),
    or: new Intl.ListFormat(locale === "en" ? "en-GB" : locale, { type: "disjunction" }),
    point: sign("decimal"),
    group: sign("group"),
  };
}

/** What stands before decimals and between thousands; empty where the language has no such sign. */
export function numberSigns(): Pick<Formats, "point" | "group"> {
  return formatsHere();
}

/** A number with its thousands apart: "1,024" in English, "1.024" in German. */
export function count(value: number): string {
  return formatsHere().whole.format(value);
}

/** A number with its thousands apart and all of its decimals: "1,000.125". */
export function exact(value: number): string {
  return formatsHere().exact.format(value);
}

/** A number with just so many decimals, its thousands together: "0.50", "0,50". */
export function decimal(value: number, digits: number): string {
  return withPoint(value.toFixed(digits));
}

/** A number with at most so many decimals, its thousands together: "0.5", "0,5". */
export function shortDecimal(value: number, digits: number): string {
  return withPoint(String(Number(value.toFixed(digits))));
}

/** A number as it is, its thousands together: "0.125", "0,125". */
export function plainNumber(value: number): string {
  return withPoint(String(value));
}

function withPoint(text: string): string {
  return text.replace(".", formatsHere().point);
}

/** "A", "A and B", "A, B and C". */
export function allOf(items: readonly string[]): string {
  return formatsHere().and.format(items);
}

/** "A", "A or B", "A, B or C". */
export function oneOf(items: readonly string[]): string {
  return formatsHere().or.format(items);
}

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

/** A number as code has it. */
const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * A number as somebody typed it: as the language writes it, its thousands apart or together, or as code has it, where that
 * can be nothing else: in German "1.024" is 1024, and "0.5" and "0,5" are a half. NaN for what is no number.
 */
export function typedNumber(text: string): number {
  const { point, group } = formatsHere();
  const written = text.trim();
  const [dot, comma] = [escaped(point), escaped(group)];
  const isGrouped = new RegExp(`^[+-]?\\d{1,3}(?:${comma}\\d{3})+(?:${dot}\\d*)?$`).test(written);
  const whole = isGrouped ? written.replaceAll(group, "") : written;
  const isOwn = isGrouped || !whole.includes(".");
  const plain = isOwn ? whole.replace(point, ".") : whole;
  return PLAIN.test(plain) ? Number(plain) : Number.NaN;
}

/** A sign as it stands in an expression; one that never comes where the language has none. */
function escaped(sign: string): string {
  return sign === "" ? "(?!)" : `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

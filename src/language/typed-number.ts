/** Numbers as somebody types them. */
import { numberSigns } from "./numbers.ts";

/** A number as code has it. */
const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * A number as somebody typed it: as the language writes it, its thousands apart or together, or as code has it, where that
 * can be nothing else: in German "1.024" is 1024, and "0.5" and "0,5" are a half. NaN for what is no number.
 */
export function typedNumber(text: string): number {
  const { point, group } = numberSigns();
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

import { UNIT } from "./section-names.ts";
import type { Words } from "./words.ts";

/**
 * The section with the word behind a number that is written with so many digits: "1 page", "2 pages". `unit` is the word for all
 * numbers for which the language's own rule has no other, such as `unit.one`.
 */
export function unitSection({ language, sections }: Words, value: number, digits: number): string {
  const rules = new Intl.PluralRules(language, { minimumFractionDigits: 0, maximumFractionDigits: digits });
  const name = `${UNIT}.${rules.select(value)}`;
  return Object.hasOwn(sections, name) ? name : UNIT;
}

/**
 * Which letters each file of a font has. A page loads a file where it shows a letter of its range, so that English pays for no
 * other language's letters. `faces.css` has the same ranges; a test holds the two together.
 */

/** Printable ASCII, and the few signs beyond it that English words and the numbers of the lab need. */
export const BASIC = `${Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join("")}\u00a0°·×–—‘’“”…−≠≤≥µé`;

/** All other letters and signs of the languages of western Europe. */
export const WESTERN = [
  ...Array.from({ length: 0x5f }, (_, index) => String.fromCharCode(0xa1 + index)),
  ..."ıŒœ‚„†‡•‰‹›€™\u2009\u202f",
]
  .filter((letter) => !BASIC.includes(letter))
  .join("");

/** Signs that stand in words of the page, but in no font of the lab: the reader's own fonts have them. */
export const FROM_ELSEWHERE = "→";

/** Letters as CSS writes a range of them. */
export function unicodeRange(letters: string): string {
  const codes = [...new Set([...letters].map((letter) => letter.codePointAt(0)!))].sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const code of codes) {
    const last = runs.at(-1);
    if (last && last[1] === code - 1) last[1] = code;
    else runs.push([code, code]);
  }
  const hex = (code: number) => code.toString(16).toUpperCase().padStart(4, "0");
  return runs.map(([from, to]) => (from === to ? `U+${hex(from)}` : `U+${hex(from)}-${hex(to)}`)).join(", ");
}

/**
 * A map of pages, a byte each, read four pages at a time: neighbours of a large guest are mostly alike. Up to three
 * pages at the end of the map are left to the caller.
 */
export function quadsOf(pages: Uint8Array): Uint32Array {
  return new Uint32Array(pages.buffer, pages.byteOffset, pages.length >>> 2);
}

/** Pages that a word of a bitmap stands for; a map has as many bytes for them. */
export const WORD_PAGES = 32;
const WORD_QUADS = WORD_PAGES / 4;

/** Four neighbours in one state. */
const QUAD = 0x0101_0101;

/** Whether the pages of a bitmap's word are all in one state. */
export function isAllOf(quads: Uint32Array, word: number, state: number): boolean {
  const first = word * WORD_QUADS;
  for (let at = first; at < first + WORD_QUADS; at++) if (quads[at] !== state * QUAD) return false;
  return true;
}

/** How many pages of a map are in each of so many states. */
export function countStates(pages: Uint8Array, states: number): number[] {
  const counts = new Array<number>(states).fill(0);
  const quads = quadsOf(pages);
  for (let at = 0; at < quads.length; at++) {
    const first = pages[4 * at]!;
    if (quads[at] === first * QUAD) counts[first]! += 4;
    else for (let page = 4 * at; page < 4 * at + 4; page++) counts[pages[page]!]!++;
  }
  for (let page = 4 * quads.length; page < pages.length; page++) counts[pages[page]!]!++;
  return counts;
}

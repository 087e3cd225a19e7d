/** How a page differs from another: pairs of a word's place and its new value, 32 bits each. */
export type PageDelta = Uint32Array;

/** A page that differs in more words than these is not worth a difference: it would take a quarter of the page. */
const MOST_WORDS = 128;

const pairs = new Uint32Array(2 * MOST_WORDS);

/** What makes a page of `base`, or null where they differ in too much. Both are whole pages. */
export function deltaOf(page: Uint8Array, base: Uint8Array): PageDelta | null {
  const [now, before] = [wordsOf(page), wordsOf(base)];
  let length = 0;
  for (let word = 0; word < now.length; word++) {
    if (now[word] === before[word]) continue;
    if (length === pairs.length) return null;
    pairs[length++] = word;
    pairs[length++] = now[word]!;
  }
  return pairs.slice(0, length);
}

/** Makes `page` what the difference makes of `base`, which stays as it is. */
export function applyDelta(base: Uint8Array, delta: PageDelta, page: Uint8Array): void {
  page.set(base);
  const words = wordsOf(page);
  for (let at = 0; at < delta.length; at += 2) words[delta[at]!] = delta[at + 1]!;
}

/** Throws where the bytes do not begin at a word of their buffer, as those of a page do. */
function wordsOf(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
}

/**
 * Differences between two versions of a page, as the pool keeps them. They make a moment of a run cost the words that
 * the guest wrote. They never go over the link: there pages are always whole, as in vMotion without compression.
 */

/** How a page differs from another: pairs of a word's place and its new value, 32 bits each. */
export type PageDelta = Int32Array;

/**
 * A page that differs in more words than these is not worth a difference: it would take a quarter of the page. 128
 * pairs of 4-byte words are 1024 bytes.
 */
const MOST_WORDS = 128;

/** Pages that are compared mostly differ in a word or two: so many words are passed over at a time. */
const AT_ONCE = 8;

const pairs = new Int32Array(2 * MOST_WORDS);

/**
 * What makes a page of `base`, or null where they differ in too much. Both are whole pages. The scratch list is
 * shared by all calls, which is safe because they are synchronous and the result is a copy.
 */
export function deltaOf(page: Uint8Array, base: Uint8Array): PageDelta | null {
  const [now, before] = [wordsOf(page), wordsOf(base)];
  let length = 0;
  for (let from = 0; from < now.length; from += AT_ONCE) {
    if (isLike(now, before, from)) continue;
    for (let word = from; word < from + AT_ONCE; word++) {
      if (now[word] === before[word]) continue;
      if (length === pairs.length) return null;
      pairs[length++] = word;
      pairs[length++] = now[word]!;
    }
  }
  return pairs.slice(0, length);
}

/** Whether so many words from one on are the same. */
function isLike(now: Int32Array, before: Int32Array, from: number): boolean {
  let differing = 0;
  for (let word = from; word < from + AT_ONCE; word++) differing |= now[word]! ^ before[word]!;
  return differing === 0;
}

/** Makes `page` what the difference makes of `base`, which stays as it is. */
export function applyDelta(base: Uint8Array, delta: PageDelta, page: Uint8Array): void {
  page.set(base);
  const words = wordsOf(page);
  for (let at = 0; at < delta.length; at += 2) words[delta[at]!] = delta[at + 1]!;
}

/** Throws where the bytes do not begin at a word of their buffer, as those of a page do. */
function wordsOf(bytes: Uint8Array): Int32Array {
  return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
}

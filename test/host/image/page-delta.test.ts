import fc from "fast-check";
import { expect, test } from "vitest";
import { applyDelta, deltaOf } from "../../../src/host/image/page-delta.ts";

const WORDS = 1024;

/** A page with these words changed. */
function changed(page: Uint8Array, words: readonly (readonly [number, number])[]): Uint8Array {
  const copy = page.slice();
  for (const [word, value] of words) new Uint32Array(copy.buffer)[word] = value;
  return copy;
}

const page = fc.uint8Array({ minLength: 4 * WORDS, maxLength: 4 * WORDS });
const word = fc.tuple(fc.nat(WORDS - 1), fc.nat(2 ** 32 - 1));

test("a difference makes the page of its base, which stays as it is", () => {
  fc.assert(
    fc.property(page, fc.array(word, { maxLength: 128 }), (base, words) => {
      const before = base.slice();
      const other = changed(base, words);
      const delta = deltaOf(other, base)!;
      const made = new Uint8Array(base.length);
      applyDelta(base, delta, made);
      expect(made).toEqual(other);
      expect(base).toEqual(before);
      expect(delta.length).toBeLessThanOrEqual(2 * words.length);
    }),
  );
});

test("pages that differ in more than 128 words have no difference", () => {
  const base = new Uint8Array(4 * WORDS);
  const words = (count: number) => Array.from({ length: count }, (_, index) => [3 * index, 1] as const);
  expect(deltaOf(changed(base, words(128)), base)).toHaveLength(256);
  expect(deltaOf(changed(base, words(129)), base)).toBeNull();
});

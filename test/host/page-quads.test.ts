import fc from "fast-check";
import { expect, test } from "vitest";
import { countStates, isAllOf, quadsOf } from "../../src/host/page-quads.ts";

/** Maps as they are: neighbours mostly alike, their length not always whole words. */
const maps = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 90 })), { maxLength: 8 })
  .map((runs) => Uint8Array.from(runs.flatMap(([state, length]) => new Array<number>(length).fill(state))));

test("states are counted as one by one", () => {
  fc.assert(
    fc.property(maps, (pages) => {
      const counts = new Array<number>(10).fill(0);
      for (const state of pages) counts[state]!++;
      expect(countStates(pages, 10)).toEqual(counts);
    }),
  );
});

test("a word is all of one state only where each of its pages is", () => {
  fc.assert(
    fc.property(maps, fc.integer({ min: 0, max: 9 }), (pages, state) => {
      for (let word = 0; (word + 1) * 32 <= pages.length; word++) {
        const own = pages.subarray(32 * word, 32 * word + 32);
        expect(isAllOf(quadsOf(pages), word, state)).toBe(own.every((each) => each === state));
      }
    }),
  );
});

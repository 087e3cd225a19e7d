import { expect, test } from "vitest";
import { copyPlain } from "../../src/clock/plain.ts";

const original = () => ({
  text: "a",
  none: null,
  list: [1, { deep: 2 }],
  map: new Map([["key", { set: new Set([3]) }]]),
  bytes: Uint8Array.of(4, 5),
  words: Uint32Array.of(6),
});

test("a copy equals what it was made of, kind by kind", () => {
  expect(copyPlain(original())).toStrictEqual(original());
});

test("what is changed in the copy does not change the original", () => {
  const first = original();
  const copy = copyPlain(first);
  copy.list.push(9);
  copy.map.get("key")!.set.add(9);
  copy.bytes[0] = 9;
  copy.words[0] = 9;
  expect(first).toStrictEqual(original());
});

test("big integers are shared", () => {
  const hashes = BigUint64Array.of(1n);
  expect(copyPlain({ hashes }).hashes).toBe(hashes);
});

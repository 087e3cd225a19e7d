import { expect, test } from "vitest";
import { Keeper } from "../../src/clock/keeper.ts";

const longArray = (first: number) => {
  const words = new Uint32Array(4096).fill(7);
  words[0] = first;
  return words;
};
const record = (first: number) => ({
  words: longArray(first),
  short: Uint8Array.of(1, 2, 3),
  list: [1, "two", null, { three: 3 }],
  map: new Map([["key", { value: 1 }]]),
  set: new Set([1, 2]),
});

test("what is kept can be had again, and does not change with what it was made of", () => {
  const keeper = new Keeper<ReturnType<typeof record>, null>();
  const given = record(1);
  const kept = keeper.keep(given, null);
  given.words[0] = 2;
  given.map.get("key")!.value = 2;
  const later = keeper.keep(given, null);
  const copy = keeper.copyOf(kept);
  expect(copy).toEqual(record(1));
  copy.words[5] = 9;
  expect(keeper.copyOf(kept)).toEqual(record(1));
  expect(keeper.copyOf(later)).toEqual(given);
});

test("a long array costs as much as of it has changed", () => {
  const keeper = new Keeper<ReturnType<typeof record>, null>();
  keeper.keep(record(1), null);
  const before = keeper.bytes;
  expect(before).toBeGreaterThan(4 * 4096);
  keeper.keep(record(2), null);
  expect(keeper.bytes - before).toBeLessThan(4 * 4096 * 0.5);
});

test("what never changes is counted once, for as long as anybody has it", () => {
  const keeper = new Keeper<null, Map<number, Uint8Array>>();
  const shared = new Map([[1, new Uint8Array(100_000)]]);
  const one = keeper.keep(null, new Map(shared));
  const two = keeper.keep(null, new Map(shared));
  expect(keeper.bytes).toBeGreaterThan(100_000);
  expect(keeper.bytes).toBeLessThan(110_000);
  expect(two.shared.get(1)).toBe(shared.get(1));
  keeper.drop(one);
  keeper.drop(two);
  // The last is held by the keeper itself, to share with the next.
  const three = keeper.keep(null, new Map());
  keeper.drop(three);
  expect(keeper.bytes).toBeLessThan(1000);
});

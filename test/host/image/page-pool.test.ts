import { expect, test } from "vitest";
import { PagePool } from "../../../src/host/image/page-pool.ts";

/** A page whose words are all `filling`, but the first. */
function page(filling: number, first: number): Uint8Array {
  const words = new Uint32Array(1024).fill(filling);
  words[0] = first;
  return new Uint8Array(words.buffer);
}

test("a page like another takes little room, and outlives it", () => {
  const pool = new PagePool();
  const one = pool.keep(1n, () => page(7, 1));
  const whole = pool.bytes;
  expect(whole).toBeGreaterThanOrEqual(4096);
  const two = pool.keep(2n, () => page(7, 2), one);
  const three = pool.keep(3n, () => page(7, 3), two);
  expect(pool.bytes - whole).toBeLessThan(1024);
  pool.drop(one);
  pool.drop(two);
  expect(pool.bytesOf(three)).toEqual(page(7, 3));
  pool.drop(three);
  expect(pool.bytes).toBe(0);
});

test("a page unlike the other is kept whole", () => {
  const pool = new PagePool();
  const one = pool.keep(1n, () => page(7, 1));
  const whole = pool.bytes;
  const two = pool.keep(2n, () => page(8, 1), one);
  expect(pool.bytes).toBe(2 * whole);
  pool.drop(one);
  expect(pool.bytes).toBe(whole);
  expect(pool.bytesOf(two)).toEqual(page(8, 1));
});

test("equal pages are kept once, until the last of them goes", () => {
  const pool = new PagePool();
  const one = pool.keep(1n, () => page(7, 1));
  const again = pool.keep(1n, () => {
    throw new Error("It is here already.");
  });
  expect(again).toBe(one);
  pool.drop(one);
  expect(pool.bytesOf(again)).toEqual(page(7, 1));
  pool.drop(again);
  expect(pool.bytes).toBe(0);
});

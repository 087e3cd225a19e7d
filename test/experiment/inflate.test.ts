import { deflateSync } from "fflate";
import { expect, test } from "vitest";
import { inflateAtMost, inflateStreamAtMost, TooLargeError } from "../../src/experiment/inflate.ts";

const BYTES = Uint8Array.from({ length: 5000 }, (_, index) => (index * index) % 251);
const DEFLATED = deflateSync(BYTES);

for (const [name, inflate] of [
  ["at once", async (bytes: Uint8Array, most: number) => inflateAtMost(bytes, most)],
  ["as a stream", inflateStreamAtMost],
] as const) {
  test(`${name}: what is as large as it may be comes back`, async () => {
    expect(await inflate(DEFLATED, BYTES.length)).toEqual(BYTES);
    expect(await inflate(DEFLATED, BYTES.length + 100)).toEqual(BYTES);
  });

  test(`${name}: one byte more is too many`, async () => {
    await expect(inflate(DEFLATED, BYTES.length - 1)).rejects.toBeInstanceOf(TooLargeError);
  });

  test(`${name}: what was cut off is damaged and not too large`, async () => {
    for (const length of [0, 1, 100, DEFLATED.length - 1]) {
      const cut = inflate(DEFLATED.slice(0, length), 1e6);
      await expect(cut).rejects.toThrow();
      await expect(cut).rejects.not.toBeInstanceOf(TooLargeError);
    }
  });
}

test("a stream stops at the first piece too many", async () => {
  const bomb = deflateSync(new Uint8Array(20_000_000), { level: 9 });
  const before = performance.now();
  await expect(inflateStreamAtMost(bomb, 1000)).rejects.toBeInstanceOf(TooLargeError);
  const little = performance.now() - before;
  const all = performance.now();
  await inflateStreamAtMost(bomb, 20_000_000);
  expect(little).toBeLessThan((performance.now() - all) / 2);
});

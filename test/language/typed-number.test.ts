import { afterAll, expect, it, vi } from "vitest";
import { speaking } from "../support/speaking.ts";

const inLanguage = (locale: string) => speaking(locale, () => import("../../src/language/typed-number.ts"));

afterAll(() => vi.resetModules());

it("numbers are read as the language writes them, and as code has them where that is not another number", async () => {
  const read = async (locale: string, texts: readonly string[]) => {
    const { typedNumber } = await inLanguage(locale);
    return texts.map(typedNumber);
  };
  expect(await read("en", ["1,024", "0.5", ".5", "1e3", "1,024.5", "-2"])).toEqual([
    1024, 0.5, 0.5, 1000, 1024.5, -2,
  ]);
  expect(await read("de", ["1.024", "0,5", "0.5", "1.024,5", "1.5", "-2"])).toEqual([
    1024, 0.5, 0.5, 1024.5, 1.5, -2,
  ]);
  expect(await read("en", ["", "1,02", "1.2.3", "0,5", "ten"])).toEqual(Array(5).fill(Number.NaN));
  expect(await read("de", ["", "1,0,2", "1.02,4.5", "zehn"])).toEqual(Array(4).fill(Number.NaN));
});

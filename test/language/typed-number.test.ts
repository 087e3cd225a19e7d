import { afterAll, expect, it, vi } from "vitest";

/** The module anew, for a language is spoken for the whole life of a page. */
async function speaking(locale: string) {
  vi.resetModules();
  const { speak } = await import("../../src/language/locale.ts");
  speak(locale);
  return import("../../src/language/typed-number.ts");
}

// Whoever is tested next reads them in English again: files of tests share what they have read.
afterAll(() => vi.resetModules());

it("numbers are read as the language writes them, and as code has them where that is not another number", async () => {
  const read = async (locale: string, texts: readonly string[]) => {
    const { typedNumber } = await speaking(locale);
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

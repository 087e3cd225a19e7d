import { afterAll, describe, expect, it, vi } from "vitest";
import { speaking } from "../support/speaking.ts";

const inLanguage = (locale: string) => speaking(locale, () => import("../../src/language/numbers.ts"));

afterAll(() => vi.resetModules());

describe("numbers", () => {
  it("are written as the language writes them", async () => {
    const write = async (locale: string) => {
      const { count, exact, decimal, shortDecimal, plainNumber } = await inLanguage(locale);
      return [count(1024), exact(1000.125), decimal(1234.5, 2), shortDecimal(0.5, 3), plainNumber(0.125)];
    };
    expect(await write("en")).toEqual(["1,024", "1,000.125", "1234.50", "0.5", "0.125"]);
    expect(await write("de")).toEqual(["1.024", "1.000,125", "1234,50", "0,5", "0,125"]);
  });
});

describe("lists", () => {
  it("are joined as the language joins them", async () => {
    const join = async (locale: string) => {
      const { allOf, oneOf } = await inLanguage(locale);
      return [allOf(["A", "B", "C"]), allOf(["A"]), oneOf(["A", "B"])];
    };
    expect(await join("en")).toEqual(["A, B and C", "A", "A or B"]);
    expect(await join("de")).toEqual(["A, B und C", "A", "A oder B"]);
  });
});

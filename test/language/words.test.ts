import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { speaking } from "../support/speaking.ts";

const inLanguage = (locale: string) => speaking(locale, () => import("../../src/language/words.ts"));

afterAll(() => vi.resetModules());

describe("words", () => {
  let words: Awaited<ReturnType<typeof inLanguage>>;
  beforeEach(async () => {
    words = await inLanguage("pl");
  });

  it("are those of the source where nothing was built", () => {
    const { t, plural } = words;
    expect(t`${3} of ${"four"} are here`).toBe("3 of four are here");
    expect([1, 0, 2].map((n) => plural(n, { one: "a page", other: `${n} pages` }))).toEqual([
      "a page",
      "0 pages",
      "2 pages",
    ]);
  });

  it("are those of the catalogue at a message's number, its values in the language's order", () => {
    const { t, addMessages } = words;
    addMessages(["tak", ["z ", 1, ": ", 0]]);
    addMessages(["nie"]);
    expect([t(0), t(1, "a", "b"), t(2)]).toEqual(["tak", "z b: a", "nie"]);
  });

  it("have as many plural forms as the language, in the order of its catalogue", () => {
    const { plural, addMessages, formsOf } = words;
    expect(formsOf("pl")).toEqual(["one", "few", "many", "other"]);
    addMessages([
      {
        forms: [
          [0, " strona"],
          [0, " strony"],
          [0, " stron"],
          [0, " strony ułamka"],
        ],
      },
    ]);
    expect([1, 2, 5, 22, 1.5].map((n) => plural(n, 0, [n]))).toEqual([
      "1 strona",
      "2 strony",
      "5 stron",
      "22 strony",
      "1.5 strony ułamka",
    ]);
  });
});

import { expect, test } from "vitest";
import { MOST_QUOTED, named, quote } from "../../src/text/quote.ts";

test.each<[unknown, string]>([
  ["abc", '"abc"'],
  [-1, "-1"],
  [undefined, "missing"],
  [null, "null"],
  [true, "true"],
  [{ ms: 5, list: [1, "x"] }, '{"ms":5,"list":[1,"x"]}'],
  [[], "[]"],
])("%j is quoted as JSON", (value, words) => {
  expect(quote(value)).toBe(words);
});

test("what is long is cut, and says so", () => {
  for (const value of ["x".repeat(1e6), Array.from({ length: 1e5 }, () => 7), { a: { b: "y".repeat(99) } }]) {
    const words = quote(value);
    expect(words).toHaveLength(MOST_QUOTED);
    expect(words.endsWith("…")).toBe(true);
  }
  expect(named("n".repeat(500))).toHaveLength(MOST_QUOTED);
});

test("what is deep is not followed", () => {
  let deep: unknown = 1;
  for (let depth = 0; depth < 100_000; depth++) deep = [deep];
  expect(quote(deep)).toHaveLength(MOST_QUOTED);
});

test("what is wide is not walked through", () => {
  let asked = 0;
  const wide = new Proxy(
    { ...Array.from({ length: 10_000 }, () => "xxxx") },
    {
      get: (target, name) => {
        asked++;
        return Reflect.get(target, name);
      },
    },
  );
  quote(wide);
  expect(asked).toBeLessThan(MOST_QUOTED);
});

test("nothing unseen is left: no line break, no mark of direction, no half of a character", () => {
  for (const words of [quote("a\n\u202eb\u200b\u2028\ud800"), named("a\r\n\u202eb\u2066\udfff")])
    expect(words).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  expect(named("a\u202eb")).toBe("a\\u202eb");
  expect(quote("\u{1f600}".repeat(60))).not.toMatch(/\p{Cs}/u);
});

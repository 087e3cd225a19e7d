import { expect, test } from "vitest";
import { boundWords, partsOf } from "../../../../src/view/lessons/said/set-words.ts";

test("numbers of a run are set in figures, also within a sentence that an expression gives", () => {
  const numbers = (said: string) => partsOf(said).flatMap(({ text, isNumber }) => (isNumber ? text : []));
  expect(numbers("1,024")).toEqual(["1,024"]);
  expect(numbers("0.25 s")).toEqual(["0.25"]);
  expect(numbers("Pre-copy cost 1.578 ms, 1.190 of them asleep.")).toEqual(["1.578", "1.190"]);
  expect(numbers("It gave up after 5.")).toEqual(["5"]);
  expect(numbers("none")).toEqual([]);
  for (const said of ["1,024", "5 rounds, 6 more.", "none", ""])
    expect(
      partsOf(said)
        .map(({ text }) => text)
        .join(""),
    ).toBe(said);
});

test("no line ends between a number and its unit, or within a sum", () => {
  expect(boundWords(" s for pages", "number")).toBe("\u00a0s for pages");
  expect(boundWords(" pages a second", "number")).toBe(" pages a second");
  expect(boundWords(" s for pages", "words")).toBe(" s for pages");
  expect(boundWords(" / ", "number")).toBe("\u00a0/\u00a0");
  expect(boundWords(" = ", "number")).toBe("\u00a0=\u00a0");
});

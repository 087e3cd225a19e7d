import { describe, expect, test } from "vitest";
import { besideLimit, limitWords, spanWords } from "../../../src/view/design/spans.ts";

test("a span is told in the unit that keeps it short", () => {
  expect([0, 3.24, 23.4, 99.4, 100, 655.4, 1000, 4239, 27_300].map(spanWords)).toEqual([
    "0 ms",
    "3.2 ms",
    "23 ms",
    "99 ms",
    "0.1 s",
    "0.66 s",
    "1 s",
    "4.24 s",
    "27.3 s",
  ]);
});

test("a limit is told as it was set", () => {
  expect([500, 10, 505, 1250.5, 12.5].map(limitWords)).toEqual([
    "0.5 s",
    "10 ms",
    "0.505 s",
    "1.2505 s",
    "12.5 ms",
  ]);
});

/** The milliseconds that words say. */
const said = (words: string) => Number.parseFloat(words) * (words.endsWith(" ms") ? 1 : 1000);

describe("a span beside a limit", () => {
  test("never reads as the limit itself where it is longer, and never as more where it fits", () => {
    for (const limit of [10, 50, 99.5, 100, 500, 505, 5000, 100_000])
      for (const ms of [0.01, 0.5, 0.99, 0.999, 1, 1.001, 1.01, 1.5, 20].map((share) => share * limit)) {
        const shown = said(besideLimit(ms, limit));
        if (ms > limit) expect(shown, `${ms} beside ${limit}`).toBeGreaterThan(limit);
        else expect(shown, `${ms} beside ${limit}`).toBeLessThanOrEqual(limit);
      }
  });

  test("is otherwise as near as two places of a second tell", () => {
    expect(besideLimit(655, 500)).toBe("0.66 s");
    expect(besideLimit(500.4, 500)).toBe("0.51 s");
    expect(besideLimit(499.9, 500)).toBe("0.49 s");
    expect(besideLimit(650, 500)).toBe("0.65 s");
  });
});

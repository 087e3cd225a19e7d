import { describe, expect, it } from "vitest";
import { faultTimeWords, leftOverWords } from "../../src/report/fault-words.ts";
import type { FaultTime } from "../../src/scenario/fault.ts";

const cut = (at: FaultTime) => ({ kind: "cutLink", at }) as const;

describe("faults that never came due", () => {
  it("are told by the scenario's number and kind, and by their moment in words", () => {
    expect(leftOverWords([[2, cut({ round: 900 })]])).toEqual([
      "Fault 3 (cutLink, when round 900 begins) never came due.",
    ]);
  });

  it("have a moment of each kind, none of them as data", () => {
    const times: readonly FaultTime[] = [
      { ms: 1500 },
      { phase: "pageIn", afterMs: 0 },
      { phase: "preCopy", afterMs: 0.5 },
      { round: 3 },
    ];
    expect(times.map(faultTimeWords)).toEqual([
      "at 1500 ms",
      "when page-in begins",
      "0.5 ms after pre-copy began",
      "when round 3 begins",
    ]);
  });

  it("are ten at most; of more it is said how many", () => {
    const words = leftOverWords(Array.from({ length: 13 }, (_, index) => [index, cut({ ms: 1 })] as const));
    expect(words).toHaveLength(11);
    expect(words.at(-1)).toBe("Nor did 3 more.");
  });
});

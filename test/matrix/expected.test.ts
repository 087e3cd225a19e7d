import { describe, expect, it } from "vitest";
import { type Cell, emptyCell } from "../../src/matrix/cell.ts";
import { EXPECTED, type ExpectedTable } from "../../src/matrix/expected.ts";
import { FAULT_NAMES, MATRIX_FAULTS } from "../../src/matrix/fault.ts";
import { faultsOf } from "../../src/matrix/judge.ts";
import { MATRIX_PHASES, PHASE_NAMES } from "../../src/matrix/phase.ts";
import { places } from "../../src/matrix/runner.ts";
import { STRATEGY_NAMES } from "../../src/migration/strategy.ts";

const PLACE = { phase: "pageInByLink", fault: "linkCut", strategy: "quickResume" } as const;
const GOOD: Cell = {
  ...PLACE,
  outcome: "recovered",
  identical: true,
  invariants: [],
  downtime: 6,
  stall: 350,
  reason: { kind: "noticed", milestones: [], filePages: 0 },
};

describe("the expected table", () => {
  it("has every phase, fault and strategy", () => {
    expect(places()).toHaveLength(PHASE_NAMES.length * FAULT_NAMES.length * STRATEGY_NAMES.length);
    for (const { phase, fault, strategy } of places())
      expect(EXPECTED[phase][fault].outcomes[strategy]).toMatch(
        /^(completed|recovered|continued-on-source|held|lost|n\/a)$/,
      );
  });

  it("says n/a exactly where a strategy has no such phase or the fault cannot come", () => {
    for (const { phase, fault, strategy } of places()) {
      const absent = MATRIX_PHASES[phase].absent(strategy) !== null;
      const isEarly = fault === "movedBack" && phase !== "finish";
      const impossible = isEarly || (MATRIX_PHASES[phase].linkIsDown && MATRIX_FAULTS[fault].needsLink);
      const isNone = EXPECTED[phase][fault].outcomes[strategy] === "n/a";
      expect({ phase, fault, strategy, isNone }).toEqual({
        phase,
        fault,
        strategy,
        isNone: absent || impossible,
      });
    }
  });

  it("gives a reason for every held guest", () => {
    for (const phase of PHASE_NAMES)
      for (const fault of FAULT_NAMES) {
        const { outcomes, note } = EXPECTED[phase][fault];
        if (Object.values(outcomes).includes("held")) expect(note, `${phase}, ${fault}`).not.toBe("");
      }
  });
});

describe("the judge of a cell", () => {
  it("finds nothing wrong with what is expected", () => {
    expect(faultsOf(GOOD, EXPECTED)).toEqual([]);
  });

  it("reports a wrong expectation", () => {
    const row = EXPECTED.pageInByLink.linkCut;
    const wrong: ExpectedTable = {
      ...EXPECTED,
      pageInByLink: {
        ...EXPECTED.pageInByLink,
        linkCut: { ...row, outcomes: { ...row.outcomes, quickResume: "completed" } },
      },
    };
    expect(faultsOf(GOOD, wrong)).toEqual([
      "pageInByLink, linkCut, quickResume: recovered, expected completed.",
    ]);
  });

  it("reports a guest that differs from its twin, or that nobody compared", () => {
    for (const identical of [false, null])
      expect(faultsOf({ ...GOOD, identical }, EXPECTED)).toEqual([
        "pageInByLink, linkCut, quickResume: the guest was not found identical with its twin.",
      ]);
  });

  it("reports a broken invariant and an unknown cell", () => {
    expect(faultsOf({ ...GOOD, invariants: ["Two guests ran."] }, EXPECTED)).toEqual([
      "pageInByLink, linkCut, quickResume: Two guests ran.",
    ]);
    expect(faultsOf(emptyCell(PLACE, "unknown", { kind: "neverReached" }), EXPECTED)).toEqual([
      "pageInByLink, linkCut, quickResume: unknown, because the run never reached this moment.",
    ]);
  });
});

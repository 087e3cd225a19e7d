import { describe, expect, it } from "vitest";
import { runToEnd } from "../../src/report/run-to-end.ts";
import { openLab } from "../support/lab.ts";
import { SMALL } from "../support/small.ts";

describe("the link cut at every event of a small Quick Resume run", () => {
  it("leaves a whole guest that equals its twin, every time", async () => {
    const quiet = await openLab();
    await runToEnd(quiet);
    const ticks = [...new Set(quiet.run.trace.events.map(({ tick }) => tick))];
    const outcomes: Record<string, number> = {};
    for (const tick of ticks) {
      const lab = await openLab({ ...SMALL, faults: [{ kind: "cutLink", at: { ms: tick / 1e6 } }] });
      const report = await runToEnd(lab);
      const seen = { tick, identical: report.identical, invariants: report.invariants };
      expect(seen).toEqual({ tick, identical: true, invariants: [] });
      outcomes[report.outcome] = (outcomes[report.outcome] ?? 0) + 1;
    }
    expect(ticks.length).toBeGreaterThan(100);
    expect(outcomes.recovered).toBeGreaterThan(20);
    expect(outcomes["continued-on-source"]).toBeGreaterThan(20);
    expect(outcomes.held).toBeUndefined();
  }, 120_000);
});

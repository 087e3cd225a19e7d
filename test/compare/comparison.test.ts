import { beforeAll, describe, expect, it } from "vitest";
import { fromMilliseconds } from "../../src/clock/tick.ts";
import { type ComparedRun, runStrategy, scenarioOf } from "../../src/compare/comparison.ts";
import { pinned } from "../../src/compare/pin.ts";
import { hasMoved, measured, winners } from "../../src/compare/winners.ts";
import type { Strategy } from "../../src/migration/settings.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";
import { openLab } from "../support/lab.ts";
import { SMALL } from "../support/small.ts";

const STRATEGIES: Strategy[] = ["stopAndCopy", "preCopy", "postCopy", "quickResume"];
const CUT_MS = 800;
const COMPARISON = {
  scenario: parseScenario(SMALL),
  actions: [
    { action: "migrate", at: fromMilliseconds(250) },
    { action: "cutLink", at: fromMilliseconds(CUT_MS) },
    { action: "healLink", at: fromMilliseconds(1400) },
  ] as const,
};

describe("a comparison", () => {
  let runs: ComparedRun[];
  beforeAll(async () => {
    runs = [];
    for (const strategy of STRATEGIES) runs.push(await runStrategy(openLab, COMPARISON, strategy));
  });

  it("gives every strategy the same guest, the same start and the same cut", () => {
    for (const strategy of STRATEGIES)
      expect(scenarioOf(COMPARISON, strategy)).toMatchObject({
        seed: COMPARISON.scenario.seed,
        guest: COMPARISON.scenario.guest,
        migration: { strategy, startMs: 250 },
        faults: [
          { kind: "cutLink", at: { ms: CUT_MS } },
          { kind: "healLink", at: { ms: 1400 } },
        ],
      });
    for (const { beats } of runs)
      expect(beats.find(({ name }) => name === "cut")?.at).toBe(fromMilliseconds(CUT_MS));
  });

  it("comes to what each strategy is known for", () => {
    const of = (strategy: Strategy) => runs.find((run) => run.strategy === strategy)!.report;
    expect(of("quickResume").outcome).toBe("recovered");
    // It had fetched everything before the cut came.
    expect(of("postCopy").outcome).toBe("completed");
    expect(hasMoved(of("preCopy"))).toBe(false);
    expect(of("postCopy").guest["stall-time"]).toBeGreaterThan(of("quickResume").guest["stall-time"]);
    for (const { report } of runs) expect(report).toMatchObject({ invariants: [] });
  });

  it("names the best of those that arrived, measure by measure", () => {
    const best = winners(runs);
    for (const [measure, strategies] of Object.entries(best)) {
      const values = runs
        .filter(({ report }) => hasMoved(report))
        .map(({ report }) => measured(report, measure as "stun"));
      for (const strategy of strategies) {
        const { report } = runs.find((run) => run.strategy === strategy)!;
        expect(measured(report, measure as "stun")).toBe(Math.min(...values));
      }
      expect(strategies.length).toBeGreaterThan(0);
    }
  });

  it("counts in its samples how long the guest has stood", () => {
    for (const { samples, report } of runs) {
      const stood = samples.at(-1)!.stood;
      expect(stood / 1e6).toBeCloseTo(report.downtime + report.guest["stall-time"], 3);
      for (const [index, sample] of samples.entries())
        expect(sample.stood).toBeGreaterThanOrEqual(samples[index - 1]?.stood ?? 0);
    }
  });

  it("puts a fault that waits for a phase where it came with the scenario's own strategy", async () => {
    const faults = [{ kind: "cutLink", at: { phase: "pageIn", afterMs: 20 } }] as const;
    const scenario = parseScenario({ ...SMALL, faults });
    const [pin] = (await pinned(openLab, { scenario, actions: [] })).scenario.faults;
    const own = await runStrategy(openLab, { scenario, actions: [] }, "quickResume");
    const cut = own.beats.find(({ name }) => name === "cut")!;
    expect(pin).toEqual({ kind: "cutLink", at: { ms: cut.at / 1e6 } });
    const never = parseScenario({ ...SMALL, faults: [{ kind: "healLink", at: { round: 500 } }] });
    expect((await pinned(openLab, { scenario: never, actions: [] })).scenario.faults).toEqual([]);
  });

  it("samples the run evenly on one clock", () => {
    for (const { samples } of runs) {
      expect(samples[0]!.at).toBe(0);
      expect(samples[1]!.at).toBe(fromMilliseconds(20));
      expect(samples.at(-1)!.at).toBe(fromMilliseconds(SMALL.untilMs));
    }
  });
});

import { describe, expect, it } from "vitest";
import { fromMilliseconds } from "../../../src/clock/tick.ts";
import { type ComparedRun, runStrategy } from "../../../src/compare/comparison.ts";
import type { Strategy } from "../../../src/migration/settings.ts";
import { parseScenario } from "../../../src/scenario/scenario.ts";
import { gapsOf, guestLine, settledAt } from "../../../src/view/compare/lane-chart.ts";
import { comparisonOf, cutOf, startOf, withCut } from "../../../src/view/compare/subject.ts";
import { verdictsOf } from "../../../src/view/compare/verdicts.ts";
import { openLab } from "../../support/lab.ts";
import { SMALL } from "../../support/small.ts";

const STRATEGIES: Strategy[] = ["stopAndCopy", "preCopy", "postCopy", "quickResume"];
const scenario = parseScenario(SMALL);

function comparedWith(cutMs: number | null) {
  const comparison = { scenario, actions: [{ action: "migrate", at: fromMilliseconds(250) }] as const };
  return withCut(comparison, cutMs === null ? null : fromMilliseconds(cutMs));
}

async function runsWith(cutMs: number | null): Promise<ComparedRun[]> {
  const runs: ComparedRun[] = [];
  for (const strategy of STRATEGIES) runs.push(await runStrategy(openLab, comparedWith(cutMs), strategy));
  return runs;
}

describe("the sentences of a comparison", () => {
  it("say who is best at what and why, and why pre-copy never arrives", async () => {
    const { measures, missing } = verdictsOf(await runsWith(null));
    const text = Object.fromEntries(measures.map(({ measure, text }) => [measure, text]));
    expect(text.stun).toMatch(
      /^Post-copy and Quick Resume stun shortest \([\d.]+ ms\): no memory was sent while the guest stood; Stop-and-copy [\d.]+ ms, for [\d.]+ MiB\.$/,
    );
    expect(text.degradation).toMatch(
      /^Stop-and-copy lets the guest wait least \(0 ms\): all its memory was there when it ran on; /,
    );
    expect(text.bytes).toMatch(/every page went once; Quick Resume .* copying went again\.$/);
    expect(missing).toHaveLength(1);
    expect(missing[0]).toMatch(
      /^Pre-copy never arrives, and the guest stays where it was: after \d+ rounds \d+ pages are still to send; the guest outruns the link\.$/,
    );
  });

  it("tell of guests that are held, and name no winner where nobody arrived", async () => {
    const runs = (await runsWith(330)).filter(({ strategy }) => strategy !== "quickResume");
    const { measures, missing } = verdictsOf(runs);
    expect(measures).toEqual([]);
    expect(missing.join(" ")).toMatch(
      /Post-copy is held: the guest stands still, and \d+ pages cannot come\./,
    );
    expect(missing.join(" ")).toMatch(/Pre-copy never arrives.*and its only way was cut\./);
  });

  it("are the same wherever the runs stand in the list", async () => {
    const runs = await runsWith(800);
    const texts = (some: readonly ComparedRun[]) => verdictsOf(some).measures.length;
    expect(texts([...runs].reverse())).toBe(texts(runs));
  });
});

describe("a lane of a comparison", () => {
  it("has the stun as a gap to the tick, and its waits as gaps beside it", async () => {
    const [stopped, , , quick] = await runsWith(800);
    const [stun, ...waits] = gapsOf(stopped!.samples, stopped!.beats);
    expect((stun!.to - stun!.from) / 1e6).toBeCloseTo(stopped!.report.downtime, 3);
    expect(waits).toEqual([]);
    const gaps = gapsOf(quick!.samples, quick!.beats);
    expect(gaps.filter(({ kind }) => kind === "wait").length).toBeGreaterThan(0);
    const line = guestLine(quick!.samples, gaps);
    expect(line[1]).toEqual({ at: quick!.samples[1]!.at, value: 1 });
    expect(line.some(({ value }) => value === null)).toBe(true);
    expect(settledAt(quick!.samples, quick!.beats)).toBeLessThan(quick!.samples.at(-1)!.at);
  });
});

describe("what is compared", () => {
  it("is the lab's own story where nothing was done yet", () => {
    const { scenario: story, actions } = comparisonOf({ scenario, actions: [], moment: 0 });
    expect(actions).toEqual([]);
    expect(story.faults).toEqual([{ kind: "cutLink", at: { phase: "pageIn", afterMs: 250 } }]);
    expect(startOf({ scenario: story, actions })).toBe(fromMilliseconds(200));
    expect(cutOf({ scenario: story, actions })).toBeNull();
  });

  it("is what the learner did, and lasts until that had its effect", () => {
    const actions = [
      { action: "migrate", at: fromMilliseconds(400) },
      { action: "cutLink", at: fromMilliseconds(2900) },
    ] as const;
    const comparison = comparisonOf({ scenario, actions, moment: null });
    expect(comparison.scenario.faults).toEqual([]);
    expect(comparison.scenario.untilMs).toBe(8900);
    expect(startOf(comparison)).toBe(fromMilliseconds(400));
    expect(cutOf(comparison)).toBe(fromMilliseconds(2900));
    expect(cutOf(withCut(comparison, fromMilliseconds(700)))).toBe(fromMilliseconds(700));
    expect(cutOf(withCut(comparison, null))).toBeNull();
  });
});

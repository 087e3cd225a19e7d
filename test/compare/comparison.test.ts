import { beforeAll, describe, expect, it } from "vitest";
import { fromMilliseconds } from "../../src/clock/tick.ts";
import { type Comparison, runJob, scenarioOf } from "../../src/compare/comparison.ts";
import { type CutPhase, type CutPoint, cutTickOf } from "../../src/compare/cut-point.ts";
import { endOfRun } from "../../src/compare/end.ts";
import { ownCutOf } from "../../src/compare/own-cut.ts";
import { cutJobOf, jobsLeft, progressOf, riskOf } from "../../src/compare/plan.ts";
import { subjectOf } from "../../src/compare/subject.ts";
import { measured, winners } from "../../src/compare/winners.ts";
import type { Strategy } from "../../src/migration/strategy.ts";
import type { Report } from "../../src/report/report.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";
import { ComparedRuns } from "../support/compared.ts";
import { openLab } from "../support/lab.ts";
import { SMALL } from "../support/small.ts";

const STRATEGIES: Strategy[] = ["stopAndCopy", "preCopy", "postCopy", "quickResume"];
const scenario = parseScenario(SMALL);
const { comparison } = subjectOf({ scenario, actions: [], moment: null });
const HALF: CutPoint = { phase: "pageIn", percent: 50 };
const figure = (report: Report, measure: Parameters<typeof measured>[1]) =>
  measured(report, measure).toFixed(0);

describe("a comparison", () => {
  const runs = new ComparedRuns();
  beforeAll(async () => {
    for (const phase of ["pageIn", "stun", "firstPass"] as const)
      await runs.compute(comparison, STRATEGIES, { phase, percent: 50 });
  }, 60_000);
  const cutRun = (strategy: Strategy, point: CutPoint) => runs.known(cutJobOf(strategy, point, runs.known)!)!;

  it("gives every strategy the same guest, seed and start, and nothing fails in one that is left alone", () => {
    for (const strategy of STRATEGIES)
      expect(scenarioOf(comparison, { strategy, cutAt: null })).toMatchObject({
        seed: scenario.seed,
        guest: scenario.guest,
        migration: { strategy, startMs: 200 },
        faults: [],
      });
  });

  it("cuts each move at the same point of its own course, to the page", () => {
    const lacking = (strategy: Strategy) => {
      const { course } = cutRun(strategy, HALF);
      const before = course.arrivals.findLast(({ at }) => at < course.cutAt!)!;
      return before.missing! / course.owed;
    };
    for (const strategy of ["postCopy", "quickResume"] as const) {
      expect(lacking(strategy)).toBeLessThanOrEqual(0.5);
      expect(lacking(strategy)).toBeGreaterThan(0.5 - 32 / 256);
      // Up to its cut it is the very run that was left alone.
      const [one, other] = [runs.alone(strategy).course, cutRun(strategy, HALF).course];
      const until = ({ at }: { at: number }) => at < other.cutAt!;
      expect(other.arrivals.filter(until)).toEqual(one.arrivals.filter(until));
    }
    expect(cutRun("postCopy", HALF).cutAt).not.toBe(cutRun("quickResume", HALF).cutAt);
  });

  it("says who is not at risk, and shows what a cut in the stun does there instead", () => {
    const risk = riskOf(runs.alone("stopAndCopy").course, HALF);
    expect(risk.kind).toBe("noSuchPoint");
    const { course, report } = cutRun("stopAndCopy", HALF);
    expect(course.cutAt).toBeGreaterThan(course.stunnedAt!);
    expect(course.cutAt).toBeLessThan(course.resumedAt!);
    expect(report.outcome).toBe("continued-on-source");
  });

  it("comes to what each strategy is known for", () => {
    expect(STRATEGIES.map((each) => endOfRun(runs.alone(each)))).toEqual([
      "arrived",
      "stayed", // The guest outruns the link, so its rounds never end.
      "arrived",
      "arrived",
    ]);
    expect(riskOf(runs.alone("preCopy").course, HALF).kind).toBe("notReached");
    expect(endOfRun(cutRun("postCopy", HALF))).toBe("waits");
    expect(cutRun("postCopy", HALF).report.owed.pages).toBeGreaterThan(0);
    expect(endOfRun(cutRun("quickResume", HALF))).toBe("arrived");
    expect(cutRun("quickResume", HALF).report.paths.file.pages).toBeGreaterThan(0);
  });

  it("calls a copy that waits for the cable one that stayed, and ends it soon", () => {
    const first: CutPoint = { phase: "firstPass", percent: 50 };
    for (const strategy of ["preCopy", "quickResume"] as const) {
      const run = cutRun(strategy, first);
      expect([endOfRun(run), run.closing]).toEqual(["stayed", "stands"]);
      expect(run.course.until).toBeLessThan(fromMilliseconds(30_000));
    }
  });

  it("computes a move alone before its cut, each run once, and knows how many there are", () => {
    const jobs = runs.jobs.map(({ strategy, cutAt }) => `${strategy} ${cutAt}`);
    expect(new Set(jobs).size).toBe(jobs.length);
    expect(runs.jobs.slice(0, 4).every(({ cutAt }) => cutAt === null)).toBe(true);
    expect(jobsLeft(STRATEGIES, HALF, runs.known)).toEqual([]);
    // Pre-copy cannot be cut where it never comes.
    expect(progressOf(STRATEGIES, HALF, runs.known)).toEqual({ done: 7, all: 7 });
    expect(progressOf(STRATEGIES, HALF, () => undefined)).toEqual({ done: 0, all: 8 });
  });

  it("names the best only among those of one group that arrived", () => {
    const group = STRATEGIES.map((each) => runs.alone(each));
    const best = winners(group, figure);
    const names = best.pause.map(({ strategy }) => strategy);
    expect(names).toEqual(["postCopy", "quickResume"]);
    expect(Object.values(best).flat()).not.toContain(runs.alone("preCopy"));
    for (const measure of ["pause", "total", "waits", "bytes"] as const) {
      const arrived = group.filter((run) => endOfRun(run) === "arrived");
      const least = Math.min(...arrived.map(({ report }) => measured(report, measure)));
      for (const { report } of best[measure]) expect(figure(report, measure)).toBe(least.toFixed(0));
    }
    // One that arrived alone is best at nothing.
    const cut = (["postCopy", "quickResume"] as const).map((each) => cutRun(each, HALF));
    expect(Object.values(winners(cut, figure)).flat()).toEqual([]);
  });

  it("knows to the tick when the guest stood and waited", () => {
    for (const strategy of STRATEGIES) {
      const { course, report } = runs.alone(strategy);
      const waited = course.waits.reduce((sum, { from, to }) => sum + to - from, 0);
      expect(waited / 1e6).toBeCloseTo(report.guest["stall-time"], 6);
    }
    const { course, report } = runs.alone("stopAndCopy");
    expect((course.resumedAt! - course.stunnedAt!) / 1e6).toBeCloseTo(report.downtime, 6);
  });

  it("keeps so few samples of a run that stands for long that they can be sent, and none of its moves is lost", () => {
    const { samples, course } = cutRun("postCopy", HALF);
    expect(samples.length).toBeLessThan(200);
    expect(samples.at(-1)!.at).toBe(course.until);
    expect(samples.at(-1)!.left).toBe(cutRun("postCopy", HALF).report.owed.pages);
  });
});

describe("the point of a cut", () => {
  const course = {
    pages: 100,
    startedAt: 0,
    stunnedAt: 1000,
    resumedAt: 1100,
    switched: true,
    endedAt: 3000,
    cutAt: null,
    healedAt: null,
    owed: 40,
    waits: [],
    until: 3000,
    arrivals: [
      { at: 400, came: 50, missing: null },
      { at: 900, came: 100, missing: null },
      { at: 1500, came: 119, missing: 21 },
      { at: 1600, came: 120, missing: 20 },
      { at: 2000, came: 140, missing: 0 },
    ],
  };

  it("is the tick after the page that makes the share whole", () => {
    const at = (phase: CutPhase, percent: number) => cutTickOf(course, { phase, percent });
    expect(at("pageIn", 50)).toBe(1601);
    expect(at("pageIn", 47)).toBe(1501);
    expect(at("pageIn", 75)).toBe(2001);
    expect(at("firstPass", 50)).toBe(401);
    expect(at("firstPass", 51)).toBe(901);
    expect(at("stun", 50)).toBe(1050);
  });

  it("is nowhere in a move without that part", () => {
    expect(cutTickOf({ ...course, owed: 0 }, HALF)).toBeNull();
    expect(cutTickOf({ ...course, switched: false }, { phase: "stun", percent: 50 })).toBeNull();
    expect(cutTickOf({ ...course, arrivals: [] }, { phase: "firstPass", percent: 50 })).toBeNull();
  });
});

describe("what is compared", () => {
  const ms = fromMilliseconds;

  it("is the learner's guest and start without what failed, which gives the point of the cut", () => {
    const typed = { action: "type", keys: "a", at: ms(300) } as const;
    const actions = [
      { action: "migrate", at: ms(400) },
      typed,
      { action: "cutLink", at: ms(900) },
      { action: "healLink", at: ms(1400) },
      { action: "stopDatastore", at: ms(1500) },
    ] as const;
    const subject = subjectOf({ scenario, actions, moment: null });
    expect(subject.comparison.scenario.faults).toEqual([]);
    expect(subject.comparison.scenario.migration.startMs).toBe(400);
    expect(subject.comparison.scenario.guest.input).toEqual([{ atMs: 300, text: "a" }]);
    expect(subject.leftOut).toBe(1);
    expect(subject.own?.faults).toHaveLength(3);
  });

  it("leaves out what was armed and taken back, and nothing beside it", () => {
    const armed = { kind: "cutLink", at: { phase: "pageIn", afterMs: 9 } } as const;
    const actions = [
      { action: { ...armed, at: { ...armed.at, afterMs: 8 } }, at: ms(100) },
      { action: armed, at: ms(110) },
      { action: { kind: "disarm", deed: { ...armed, at: { ...armed.at, migration: 1 } } }, at: ms(120) },
    ] as const;
    const { own } = subjectOf({ scenario, actions, moment: null });
    expect(own?.faults).toMatchObject([{ at: { afterMs: 8 } }]);
  });

  it("needs no run of the learner's own where nothing was cut", () => {
    const faults = [{ kind: "stopDatastore", at: { ms: 500 } }] as const;
    const subject = subjectOf({ scenario: { ...scenario, faults: [...faults] }, actions: [], moment: null });
    expect(subject).toMatchObject({ own: null, leftOut: 1 });
  });

  it("cuts all moves where the learner's own was, and for as long", async () => {
    const alone = await runJob(openLab, comparison, { strategy: "quickResume", cutAt: null });
    const at = cutTickOf(alone.course, { phase: "pageIn", percent: 30 })!;
    const actions = [
      { action: "cutLink", at },
      { action: "healLink", at: at + ms(700) },
    ] as const;
    const { own } = subjectOf({ scenario, actions, moment: null });
    const cut = await ownCutOf(openLab, own!);
    expect(cut!.healsAfter).toBe(ms(700));
    expect(cut!.point.phase).toBe("pageIn");
    // So the run that is cut there is the learner's own.
    expect(cutTickOf(alone.course, cut!.point)).toBe(at);
    const healed: Comparison = { ...comparison, healsAfter: ms(700) };
    const run = await runJob(openLab, healed, { strategy: "postCopy", cutAt: ms(330) });
    expect(run.course.healedAt! - run.course.cutAt!).toBe(ms(700));
    expect(endOfRun(run)).toBe("arrived");
  });

  it("has no point where the cut came before the move", async () => {
    const { own } = subjectOf({ scenario, actions: [{ action: "cutLink", at: ms(50) }], moment: null });
    expect(await ownCutOf(openLab, own!)).toBeNull();
  });
});

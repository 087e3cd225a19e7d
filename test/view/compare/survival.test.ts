import { beforeAll, describe, expect, it } from "vitest";
import { fromMilliseconds, SECOND } from "../../../src/clock/tick.ts";
import type { ComparedRun } from "../../../src/compare/comparison.ts";
import type { CutPoint } from "../../../src/compare/cut-point.ts";
import { cutJobOf, riskOf } from "../../../src/compare/plan.ts";
import { subjectOf } from "../../../src/compare/subject.ts";
import type { Strategy } from "../../../src/migration/strategy.ts";
import { parseScenario } from "../../../src/scenario/scenario.ts";
import { lineOf, sharedSpan, spanOf, stunOf, waitsOf } from "../../../src/view/compare/picture.ts";
import { survivalOf } from "../../../src/view/compare/survival.ts";
import { verdictsOf } from "../../../src/view/compare/verdicts.ts";
import { ComparedRuns } from "../../support/compared.ts";
import { SMALL } from "../../support/small.ts";

const STRATEGIES: Strategy[] = ["stopAndCopy", "preCopy", "postCopy", "quickResume"];
const { comparison } = subjectOf({ scenario: parseScenario(SMALL), actions: [], moment: null });
const PAGE_IN: CutPoint = { phase: "pageIn", percent: 50 };
const FIRST_PASS: CutPoint = { phase: "firstPass", percent: 50 };

const runs = new ComparedRuns();
beforeAll(async () => {
  for (const point of [PAGE_IN, FIRST_PASS]) await runs.compute(comparison, STRATEGIES, point);
}, 60_000);

function cutOf(strategy: Strategy, point: CutPoint): ComparedRun | undefined {
  const job = cutJobOf(strategy, point, runs.known);
  return job ? runs.known(job) : undefined;
}

function saidOf(strategy: Strategy, point: CutPoint) {
  const alone = runs.alone(strategy);
  return survivalOf(alone, riskOf(alone.course, point), cutOf(strategy, point), point);
}

describe("the survival of a cut", () => {
  it("is said of every move, from what its run came to", () => {
    expect(saidOf("quickResume", PAGE_IN)).toMatchObject({ title: "Yes: identical", tone: "good" });
    expect(saidOf("quickResume", PAGE_IN)!.text).toMatch(
      /^Downtime [\d.]+\sms, waits [\d.]+\sm?s, total [\d.]+\sm?s\. \d+ pages came through the mailbox\.$/,
    );
    expect(saidOf("postCopy", PAGE_IN)).toMatchObject({ title: "No: it hangs", tone: "loss" });
    const owed = cutOf("postCopy", PAGE_IN)!.report.owed.pages;
    expect(saidOf("postCopy", PAGE_IN)!.text).toContain(
      `waits without end: ${owed} pages are left behind and no way leads there.`,
    );
    expect(saidOf("stopAndCopy", PAGE_IN)).toMatchObject({ title: "Not at risk", tone: "quiet" });
    expect(saidOf("stopAndCopy", PAGE_IN)!.text).toMatch(
      /Cut in its stun, it goes on where it was after [\d.]+\sm?s\.$/,
    );
  });

  it("never says of a run that was cut that it does not arrive by itself", () => {
    for (const point of [PAGE_IN, FIRST_PASS])
      for (const strategy of STRATEGIES)
        expect(saidOf(strategy, point)!.text).not.toMatch(/never arrives|outruns/);
    expect(saidOf("preCopy", PAGE_IN)!.text).toMatch(/Left alone, it is given up after 30 rounds/);
    expect(saidOf("preCopy", FIRST_PASS)).toMatchObject({ title: "It stays, whole" });
  });

  it("is not said before the run with the cut is over", () => {
    const alone = runs.alone("quickResume");
    expect(survivalOf(alone, riskOf(alone.course, PAGE_IN), undefined, PAGE_IN)).toBeNull();
    const other = cutOf("quickResume", FIRST_PASS);
    expect(survivalOf(alone, riskOf(alone.course, PAGE_IN), other, PAGE_IN)).toBeNull();
  });
});

describe("the sentences on who is best", () => {
  it("say why, of those that arrived", () => {
    const verdicts = verdictsOf(STRATEGIES.map((each) => runs.alone(each)));
    const text = Object.fromEntries(verdicts.map(({ measure, text }) => [measure, text]));
    expect(verdicts[0]!.measure).toBe("pause");
    expect(text.pause).toMatch(
      /^Post-copy and Quick Resume have the shortest downtime \([\d.]+\sms\): no memory is sent while the guest stands; Stop-and-copy [\d.]+\sms, for [\d.]+ MiB\.$/,
    );
    expect(text.waits).toMatch(/^Stop-and-copy lets the guest wait least \(0\sms\): all its memory is there/);
    expect(text.bytes).toMatch(/every page goes once; Quick Resume .* copying go again\.$/);
    expect(Object.values(text).join(" ")).not.toContain("Pre-copy");
  });

  it("are the same wherever the runs stand, and none where fewer than two arrived", () => {
    const group = STRATEGIES.map((each) => runs.alone(each));
    expect(verdictsOf([...group].reverse()).length).toBe(verdictsOf(group).length);
    expect(verdictsOf(group.slice(0, 2))).toEqual([]);
  });
});

describe("the picture of a run", () => {
  it("has its line in parts that meet, each by its way", () => {
    const cut = cutOf("quickResume", PAGE_IN)!;
    const parts = lineOf(cut, spanOf(cut));
    expect(parts.map(({ way }) => way)).toEqual(expect.arrayContaining(["link", "nothing", "file"]));
    for (const [index, { points }] of parts.entries()) {
      const before = parts[index - 1];
      if (before) expect(points[0]).toEqual(before.points.at(-1));
    }
    const cutAt = cut.course.cutAt! - cut.course.startedAt!;
    for (const { way, points } of parts)
      if (way === "file" || way === "nothing") expect(points.at(-1)!.at).toBeGreaterThan(cutAt);
  });

  it("lets what waits without end run to its edge, as what it is", () => {
    const held = cutOf("postCopy", PAGE_IN)!;
    const span = 6 * SECOND;
    const last = lineOf(held, span).at(-1)!;
    expect(last).toMatchObject({ way: "nothing" });
    expect(last.points.at(-1)!.at).toBeGreaterThanOrEqual(span);
    expect(waitsOf(held, span, 300).at(-1)!.to).toBeGreaterThanOrEqual(span);
    expect(spanOf(held)).toBeLessThan(span);
  });

  it("has the stun to the tick", () => {
    const { course, report } = runs.alone("stopAndCopy");
    const stun = stunOf(course)!;
    expect((stun.to - stun.from) / 1e6).toBeCloseTo(report.downtime, 6);
  });

  it("shares its span with all others, but for one that lasts far longer", () => {
    const group = STRATEGIES.map((each) => runs.alone(each));
    const arrived = group.filter(({ strategy }) => strategy !== "preCopy");
    expect(sharedSpan(arrived)).toBeGreaterThanOrEqual(Math.max(...arrived.map(spanOf)));
    // Pre-copy's thirty rounds would press all others into a corner.
    expect(spanOf(runs.alone("preCopy"))).toBeGreaterThan(fromMilliseconds(3000));
    expect(sharedSpan(group)).toBeLessThan(spanOf(runs.alone("preCopy")));
  });
});

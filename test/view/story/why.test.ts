import { describe, expect, test } from "vitest";
import { fromMilliseconds, toMilliseconds } from "../../../src/clock/tick.ts";
import { STRATEGY_NAMES, type Strategy } from "../../../src/migration/strategy.ts";
import type { Frame } from "../../../src/report/frame.ts";
import { frameOf } from "../../../src/report/frame-builder.ts";
import type { Milestone } from "../../../src/trace/milestone.ts";
import { besideLimit, limitWords } from "../../../src/view/design/spans.ts";
import { plainText, sentenceOf } from "../../../src/view/story/sentence.ts";
import { whyOf } from "../../../src/view/story/why.ts";
import { openLab } from "../../support/lab.ts";
import { SMALL } from "../../support/small.ts";

interface Reached {
  readonly milestone: Milestone;
  readonly frame: Frame;
  readonly why: string;
  readonly sentence: string;
}

/** Every milestone of a run with the frame in which it came, its reason and the sentence. */
async function reachedIn(
  strategy: Strategy,
  faults: object[] = [],
  migration: object = {},
): Promise<Reached[]> {
  const simulation = await openLab({
    ...SMALL,
    migration: { ...SMALL.migration, strategy, maxRounds: 4, ...migration },
    faults,
  });
  const { run } = simulation;
  const all: Reached[] = [];
  for (let seen = 0; ; seen = run.statistics.milestones.length) {
    await simulation.advance(fromMilliseconds(SMALL.untilMs), () => run.statistics.milestones.length > seen);
    const milestone = run.statistics.milestones.at(-1)!;
    if (run.statistics.milestones.length === seen) return all;
    const frame = await frameOf(run, "memory", false);
    all.push({ milestone, frame, why: whyOf(frame, milestone), sentence: plainText(sentenceOf(frame)) });
  }
}

const kindOf = (kind: string) => (each: Reached) => each.milestone.kind === kind;

/** The numbers of the stop rule as a reason must say them. */
function numbersOf({ judged }: Frame): string[] {
  const goal = toMilliseconds(judged!.goal);
  return [`${judged!.pages} pages`, besideLimit(toMilliseconds(judged!.stopNow!), goal), limitWords(goal)];
}

describe.each(STRATEGY_NAMES)("the reasons of a run by %s", (strategy) => {
  test("are given at every transition, in words that name no role, no side and no raw number", async () => {
    const all = await reachedIn(strategy);
    expect(all.length).toBeGreaterThan(2);
    for (const { why, sentence } of all) {
      expect(why).not.toMatch(/undefined|NaN|null|\bthe (source|destination)\b/);
      expect(why.length).toBeGreaterThan(7);
      expect(sentence.split(/\s+/).length, sentence).toBeLessThanOrEqual(26);
    }
    expect(all.at(-1)!.milestone.kind).toMatch(/finish|staysAtSource/);
  });

  test("of a later round and of the stun are the numbers by which the stop rule decided", async () => {
    const all = await reachedIn(strategy);
    for (const { milestone, frame, why, sentence } of all) {
      const isLater = milestone.kind === "round" && milestone.round > 1;
      if (!isLater || frame.judged?.decision !== "anotherRound") continue;
      expect(frame.judged.round).toBe(frame.round - 1);
      for (const number of numbersOf(frame)) expect(why).toContain(number);
      expect(sentence).toContain(`${frame.roundPages} pages`);
    }
    const stun = all.find(kindOf("stun"));
    if (!stun) return expect(all.at(-1)!.why).toContain("after 4 rounds");
    if (!stun.frame.judged) return expect(stun.why).toBe("this strategy copies nothing before it");
    const [pages, stop] = numbersOf(stun.frame);
    expect(stun.why).toContain(pages!);
    if (stun.frame.judged.ground !== "fitsGoal") expect(stun.why).toContain(stop!);
  });
});

test("a silence, a resume and a first fault are explained by the run's own numbers and names", async () => {
  const all = await reachedIn("quickResume", [{ kind: "cutLink", at: { phase: "pageIn", afterMs: 20 } }]);
  expect(all.find(kindOf("linkSilent"))!.why).toContain("for 0.1 s");
  expect(all.find(kindOf("resume"))!.why).toMatch(/the owner record names East; .* stood still for \d/);
  expect(all.find(kindOf("firstFault"))!.why).toContain("not on East yet");
  expect(all.find(kindOf("cutLink"))!.why).toBe("the scenario says so");
});

test("rounds that were asked for are no judgement of the stop rule", async () => {
  const all = await reachedIn("quickResume", [], { afterRounds: 2 });
  expect(all.find(({ milestone }) => milestone.kind === "round" && milestone.round === 2)!.why).toContain(
    "asked",
  );
  expect(all.find(kindOf("stun"))!.why).toBe("2 rounds were asked for and are over");
});

import { beforeAll, describe, expect, it } from "vitest";
import quickResume from "../../public/scenarios/quick-resume.json" with { type: "json" };
import type { ScenarioInput } from "../../src/entries/headless.ts";
import {
  BadExpressionError,
  Expressions,
  type Names,
  type Sight,
  type Value,
} from "../../src/lessons/expression.ts";
import type { RunFacts } from "../../src/lessons/facts.ts";
import { runFacts } from "./run-facts.ts";

const NAMES: Names = { others: ["slow"], let: { twice: "report.downtime * 2" }, ask: "number" };
let run: RunFacts;

beforeAll(async () => {
  run = await runFacts(quickResume as unknown as ScenarioInput);
});

function valueFor(text: string, answer: Value | null = null, names = NAMES): Value {
  const sight: Sight = {
    run,
    others: { slow: run },
    answer,
    numberWords: (value, digits) => value.toFixed(digits),
  };
  return new Expressions(names).evaluate(text, sight);
}

describe("an expression of a lesson", () => {
  it("reads report, rounds, milestones, trace and scenario, and computes with whole and broken numbers", () => {
    expect(valueFor("report.downtime")).toBe(run.report.downtime);
    expect(valueFor("report.downtime * 2 + 1")).toBe(run.report.downtime * 2 + 1);
    expect(valueFor("1 - report.downtime / 4")).toBe(1 - run.report.downtime / 4);
    expect(valueFor("rounds.map(r, r.pages)")).toEqual(run.rounds.map(({ pages }) => pages));
    expect(valueFor("rounds[0].pages == 1024 && rounds[1].pages != 1024 && size(rounds) >= 2")).toBe(true);
    expect(valueFor('trace.filter(e, e.kind == "served").size() == report.faults')).toBe(true);
    expect(valueFor("scenario.link.bandwidthMiBps")).toBe(run.scenario.link.bandwidthMiBps);
    expect(valueFor("scenario.guest.settings.dirtyPagesPerSecond")).toBe(
      run.scenario.guest.settings.dirtyPagesPerSecond,
    );
  });

  it("knows when a milestone came, and that one never did", () => {
    const { at } = run.milestones.find(({ kind }) => kind === "stun")!;
    expect(valueFor('at("stun")')).toBe(at);
    expect(valueFor('at("crashSource")')).toBe(-1);
  });

  it("sees other runs, the lesson's own names, and the answer", () => {
    expect(valueFor("others.slow.report.downtime == report.downtime")).toBe(true);
    expect(valueFor("twice")).toBe(run.report.downtime * 2);
    expect(valueFor("abs(answer - 3) <= 0.5", 3.4)).toBe(true);
    expect(valueFor("answer == ['a', 'b']", ["a", "b"], { ...NAMES, ask: "rank" })).toBe(true);
    expect(
      valueFor("answer['cut late'] == 'safe'", { "cut late": "safe" }, { ...NAMES, ask: "matrix" }),
    ).toBe(true);
    expect(valueFor("largest(answer)", [1, 5, 2], { ...NAMES, ask: "curve" })).toBe(5);
  });

  it("writes numbers in the reader's language", () => {
    expect(valueFor("number(report.downtime / 1000, 2)")).toBe((run.report.downtime / 1000).toFixed(2));
    expect(valueFor("number(3, 0)")).toBe("3");
  });

  it.each([
    ["report.nope", "nope"],
    ["others.fast.report.downtime", "fast"],
    ["scenario.link.bandwidth", "bandwidth"],
    ["report.downtime + report.outcome", "double + string"],
    ["answer == 'three'", "double == string"],
    ["milestone('stun')", "milestone"],
    ["report.downtime >", "report.downtime >"],
    ["window", "window"],
  ])("is refused before any run where it is wrong: %s", (text, told) => {
    const check = () => new Expressions(NAMES).typeOf(text, "challenge.goals.0.value");
    expect(check).toThrow(BadExpressionError);
    expect(check).toThrow(told);
    expect(check).toThrow("challenge.goals.0.value");
  });

  it("says what has no value in this run", () => {
    expect(() => valueFor("rounds[99].pages")).toThrow(BadExpressionError);
    expect(() => valueFor("rounds[99].pages")).toThrow("has no value in this run");
  });

  it("cannot be made so large that it holds up whoever opens it", () => {
    expect(() => new Expressions(NAMES).typeOf(Array(1000).fill("1").join(" + "), "x")).toThrow(
      BadExpressionError,
    );
  });
});

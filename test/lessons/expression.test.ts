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
import { factsBefore, type RunFacts } from "../../src/lessons/facts.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";
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

describe("what an expression may cost", () => {
  const long = factsBefore(parseScenario({ version: 1 }));
  const event = { who: "West", kind: "round", what: "", at: 1, pages: 1 };
  const sightOf = () => ({
    run: { ...long, trace: Array.from({ length: 20_000 }, () => event) },
    others: {},
    answer: null,
    numberWords: String,
  });
  const evaluate = (text: string, lets: Record<string, string> = {}) =>
    new Expressions({ others: [], let: lets, ask: "number" }).evaluate(text, sightOf());

  it("is enough to look at every event of a long run", () => {
    expect(evaluate("size(trace.filter(each, each.pages > 0 && each.kind == 'round'))")).toBe(20_000);
  });

  const doubled = (first: string) =>
    Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [
        `x${index}`,
        index === 0 ? first : `x${index - 1} + x${index - 1}`,
      ]),
    );

  it.each([
    ["loops in loops", "size(trace.filter(a, trace.exists(b, b.pages > 1)))", {}],
    ["loops in loops that stop at nothing", "trace.all(a, trace.all(b, b.pages == 1))", {}],
    ["loops by a name", "cel.bind(all, trace, all.map(a, all.map(b, 1)))", {}],
    ["lists looked through in a loop", "size(trace.filter(a, a.at in trace.map(b, 2.0)))", {}],
    ["texts of texts", "size(x29)", doubled('"abcdefgh"')],
    ["lists of lists", "size(x29)", doubled("[1, 2, 3, 4]")],
  ])("is bounded: %s", (_, text, lets) => {
    const began = process.cpuUsage().user;
    expect(() => evaluate(text, lets)).toThrow(/more than 500000 steps/);
    // A run that counts nothing would go on for minutes.
    expect(process.cpuUsage().user - began).toBeLessThan(20e6);
  });

  it("refuses patterns, which nothing counts, and names that the language has", () => {
    expect(
      () => new Expressions({ others: [], let: { x: '"aa".matches("(a+)+b")' }, ask: "number" }),
    ).toThrow("it may take for ever");
    for (const name of ["report", "in", "true", "answer", "constructor", "toString"]) {
      const make = () => new Expressions({ others: [], let: { [name]: "1" }, ask: "number" });
      try {
        expect(make().evaluate(`${name} + 1`, sightOf())).toBe(2);
      } catch (error) {
        expect(error).toBeInstanceOf(BadExpressionError);
      }
    }
  });
});

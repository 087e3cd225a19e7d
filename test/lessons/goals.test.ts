import { beforeAll, describe, expect, it } from "vitest";
import quickResume from "../../public/scenarios/quick-resume.json" with { type: "json" };
import type { ScenarioInput } from "../../src/entries/headless.ts";
import { Expressions, type Sight } from "../../src/lessons/expression.ts";
import { factsBefore, type RunFacts } from "../../src/lessons/facts.ts";
import { goalLines, parOf } from "../../src/lessons/goals.ts";
import type { Goal, LessonData } from "../../src/lessons/lesson.ts";
import { readExample } from "./example.ts";
import { runFacts } from "./run-facts.ts";

let run: RunFacts;
let data: LessonData;

beforeAll(async () => {
  run = await runFacts(quickResume as unknown as ScenarioInput);
  ({ data } = await readExample());
});

const expressions = new Expressions({ others: [], let: {}, ask: "choice" });
const sightOf = (facts: RunFacts): Sight => ({ run: facts, others: {}, answer: null, numberWords: String });

function linesOf(goals: Goal[], facts = run) {
  return goalLines({ ...data, challenge: { ...data.challenge, goals } }, expressions, sightOf(facts));
}

describe("the goals of a challenge", () => {
  it("say each what it is now and what it shall be, and the bound itself is within", () => {
    const pages = run.report.ramPages;
    const lines = linesOf([
      { id: "most", value: "report.ramPages", most: "report.ramPages" },
      { id: "least", value: "report.ramPages", least: "report.ramPages" },
      { id: "over", value: "report.ramPages", most: "report.ramPages - 1" },
      { id: "under", value: "report.ramPages", least: "report.ramPages + 1" },
      { id: "is", value: "report.outcome", is: '"recovered"' },
      { id: "not", value: "report.outcome", is: '"lost"' },
    ]);
    expect(lines.map(({ id, met }) => [id, met])).toEqual([
      ["most", true],
      ["least", true],
      ["over", false],
      ["under", false],
      ["is", true],
      ["not", false],
    ]);
    expect(lines[2]).toEqual({ id: "over", value: pages, relation: "most", target: pages - 1, met: false });
  });

  it("can be told before the run, too", () => {
    const lines = linesOf([{ id: "is", value: "report.identical", is: "true" }], factsBefore(run.scenario));
    expect(lines[0]!.met).toBe(false);
  });

  it("may have a par beside them", () => {
    const par = { value: "report.downtime", most: "report.downtime / 2" };
    const withPar = { ...data, challenge: { ...data.challenge, par } };
    expect(parOf(withPar, expressions, sightOf(run))).toEqual({
      value: run.report.downtime,
      most: run.report.downtime / 2,
    });
    expect(parOf(data, expressions, sightOf(run))).toBeNull();
  });
});

import { describe, expect, it } from "vitest";
import thereAndBack from "../../public/scenarios/there-and-back.json" with { type: "json" };
import type { ScenarioInput } from "../../src/entries/headless.ts";
import { Expressions, type Sight } from "../../src/lessons/expression.ts";
import { factsBefore, type RunFacts } from "../../src/lessons/facts.ts";
import { runFacts } from "./run-facts.ts";

function valueIn(run: RunFacts, text: string, names: Readonly<Record<string, string>> = {}) {
  const sight: Sight = { run, others: {}, answer: null, numberWords: (value) => String(value) };
  return new Expressions({ others: [], let: names, ask: "number" }).evaluate(text, sight);
}

describe("the facts of a run", () => {
  it("name every migration of it, and the last one as the report", async () => {
    const run = await runFacts(thereAndBack as unknown as ScenarioInput);
    expect(valueIn(run, "moves.map(each, each.to)")).toEqual(["East", "West"]);
    expect(valueIn(run, "report.to")).toBe("West");
    expect(valueIn(run, "moves[1].filePages == report.filePages && report.filePages > 0")).toBe(true);
  });

  it("name the faults of the scenario with their moments, before the run, too", async () => {
    const { scenario } = await runFacts(thereAndBack as unknown as ScenarioInput);
    const before = factsBefore(scenario);
    expect(valueIn(before, "scenario.faults.map(each, each.kind)")).toEqual([
      "cutLink",
      "healLink",
      "cutLink",
    ]);
    expect(valueIn(before, "scenario.faults[1].afterMs")).toBe(500);
  });

  it("name the end in the words of the glossary", async () => {
    const gone = { kind: "cutLink", at: { round: 1 } };
    const run = await runFacts({ ...thereAndBack, again: [], faults: [gone] } as unknown as ScenarioInput);
    expect(run.report).toMatchObject({ outcome: "continued-on-source", end: "stayed" });
    expect(run.moves).toHaveLength(1);
  });
});

describe("a named expression that has no value yet", () => {
  it("hinders only who names it", async () => {
    const { scenario } = await runFacts(thereAndBack as unknown as ScenarioInput);
    const names = { second: "rounds[1].pages", pages: "scenario.guest.ramMiB * 256" };
    expect(valueIn(factsBefore(scenario), "pages", names)).toBe(1024);
    expect(() => valueIn(factsBefore(scenario), "second", names)).toThrow("has no value in this run");
  });
});

import { beforeAll, describe, expect, it } from "vitest";
import neverConverges from "../../public/scenarios/never-converges.json" with { type: "json" };
import type { ScenarioInput } from "../../src/entries/headless.ts";
import { Expressions, type Sight } from "../../src/lessons/expression.ts";
import type { RunFacts } from "../../src/lessons/facts.ts";
import type { Answer } from "../../src/lessons/judge.ts";
import type { Ask } from "../../src/lessons/lesson.ts";
import { isOnTape, pencilOf } from "../../src/lessons/pencil.ts";
import { runFacts } from "./run-facts.ts";

let run: RunFacts;

beforeAll(async () => {
  run = await runFacts(neverConverges as unknown as ScenarioInput);
});

function pencil(ask: Ask, answer: Answer, facts: RunFacts = run) {
  const sight: Sight = { run: facts, others: {}, answer: null, numberWords: String };
  return pencilOf(ask, answer, new Expressions({ others: [], let: {}, ask: ask.kind }), sight);
}

const CURVE: Ask = {
  kind: "curve",
  points: 3,
  answer: "rounds.map(each, each.pages)",
  within: 0.1,
  max: "1024.0",
  shapes: [],
  at: "rounds.map(each, each.at)",
  wrong: [],
};
const NUMBER: Ask = { kind: "number", answer: "1.0", within: 0.1, min: 0, max: 9, step: 1, wrong: [] };

describe("a curve on the tape", () => {
  it("has its points where the run's are, by what was said", () => {
    const points = run.rounds
      .slice(0, 3)
      .map(({ at }, index) => ({ atMs: at, value: [900, 500, 20][index] }));
    expect(points).toHaveLength(3);
    expect(pencil(CURVE, [900, 500, 20])).toEqual({ kind: "points", points });
  });

  it("has as many points as have begun in a run that goes on, and none before it", () => {
    const young = { ...run, rounds: run.rounds.slice(0, 1) };
    expect(pencil(CURVE, [900, 500, 20], young)).toEqual({
      kind: "points",
      points: [{ atMs: run.rounds[0]!.at, value: 900 }],
    });
    expect(pencil(CURVE, [900, 500, 20], { ...run, rounds: [] })).toBeNull();
  });
});

describe("a number on the tape", () => {
  it("is a stretch of time from a moment of the run on, where it is a time", () => {
    const ask: Ask = { ...NUMBER, lasts: { from: "rounds[0].at", msPerUnit: 1000 } };
    const fromMs = run.rounds[0]!.at;
    expect(pencil(ask, 2.5)).toEqual({ kind: "stretch", fromMs, toMs: fromMs + 2500 });
    expect(
      pencil({ ...NUMBER, lasts: { from: 'at("resume")', msPerUnit: 1 } }, 2, { ...run, milestones: [] }),
    ).toBeNull();
  });

  it("is a point at a moment, where it is a number of pages, and nowhere before that moment has come", () => {
    const ask: Ask = { ...NUMBER, at: "rounds[1].at" };
    expect(pencil(ask, 7)).toEqual({ kind: "points", points: [{ atMs: run.rounds[1]!.at, value: 7 }] });
    expect(pencil(ask, 7, { ...run, rounds: run.rounds.slice(0, 1) })).toBeNull();
  });
});

it("has no place for what no time belongs to", () => {
  expect(pencil(NUMBER, 3)).toBeNull();
  expect(isOnTape(NUMBER)).toBe(false);
  expect(isOnTape({ ...NUMBER, at: "rounds[1].at" })).toBe(true);
  expect(isOnTape(CURVE)).toBe(true);
  const choice: Ask = { kind: "choice", options: [{ id: "a", right: "true" }] };
  expect(isOnTape(choice)).toBe(false);
  expect(pencil(choice, "a")).toBeNull();
});

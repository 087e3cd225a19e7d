import { expect, test } from "vitest";
import { isBefore, momentOf, type Slide, slidesOf } from "../../../src/lessons/class/slides.ts";
import { Expressions } from "../../../src/lessons/expression.ts";
import { factsBefore } from "../../../src/lessons/facts.ts";
import { parseScenario } from "../../../src/scenario/scenario.ts";

const scenario = parseScenario({ version: 1, guest: { program: "canvas", ramMiB: 1 }, untilMs: 4000 });
const expressions = new Expressions({ others: [], let: {}, ask: "choice" });
const numberWords = (value: number) => `${value}`;
const facts = factsBefore(scenario);
const stun = { kind: "stun", at: 2500.25 };
const sight = { run: { ...facts, milestones: [stun] }, others: {}, answer: null, numberWords };
const beatAt = (at: string): Slide => ({ kind: "beat", beat: { at, lit: [] } });
const atOf = (slide: Slide) => momentOf(slide, scenario, expressions, sight) / 1e6;

test("a lesson is asked, answered, run, seen at its beats, judged and explained", () => {
  const slides = slidesOf({ beats: [{ at: 'at("stun")', lit: ["cable"] }] });
  expect(slides.map(({ kind }) => kind)).toEqual([
    "question",
    "predict",
    "run",
    "beat",
    "outcome",
    "explain",
  ]);
  expect(slides.filter(isBefore)).toHaveLength(3);
});

test("what is asked stands just before the move, and what is judged at the end of the run", () => {
  const start = scenario.migration.startMs;
  expect(atOf({ kind: "question" })).toBe(start - 1);
  expect(atOf({ kind: "predict" })).toBe(start - 1);
  expect(atOf({ kind: "run" })).toBe(start + 20);
  expect(atOf({ kind: "outcome" })).toBe(4000);
});

test("a beat stands at its moment, to the tick, inside of the run", () => {
  expect(atOf(beatAt('at("stun")'))).toBe(2500.25);
  expect(atOf(beatAt("9000.0"))).toBe(4000);
  expect(atOf(beatAt("0.0"))).toBe(scenario.migration.startMs + 20);
});

test("a beat that never comes stands at the end", () => {
  expect(atOf(beatAt('at("cutLink")'))).toBe(4000);
});

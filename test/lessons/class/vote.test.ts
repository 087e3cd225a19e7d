import { expect, test } from "vitest";
import { askedCell, voteOptions } from "../../../src/lessons/class/vote.ts";
import { Expressions } from "../../../src/lessons/expression.ts";
import { factsBefore } from "../../../src/lessons/facts.ts";
import type { Ask, AskKind } from "../../../src/lessons/lesson.ts";
import { parseScenario } from "../../../src/scenario/scenario.ts";

const scenario = parseScenario({ version: 1, guest: { program: "canvas", ramMiB: 1 } });
const sight = {
  run: factsBefore(scenario),
  others: {},
  answer: null,
  numberWords: (value: number) => `${value}`,
};
const options = (ask: Ask) =>
  voteOptions(ask, new Expressions({ others: [], let: {}, ask: ask.kind as AskKind }), sight);
const right = (ask: Ask) => options(ask).filter(({ isRight }) => isRight);
const wrong = (example: string, when = "false") => ({
  id: "idea",
  when,
  example,
  misconception: "M1" as const,
  refutedAt: "0.0",
});

test("the options of a choice are voted for as they stand", () => {
  const ask: Ask = {
    kind: "choice",
    options: [
      { id: "one", right: "false" },
      { id: "two", right: "true" },
    ],
  };
  expect(options(ask)).toEqual([
    { answer: "one", isRight: false },
    { answer: "two", isRight: true },
  ]);
});

test("a number has the run's among those of the ideas, by size, and never less than four", () => {
  const ask: Ask = {
    kind: "number",
    answer: "4.013",
    within: 0.1,
    min: 0,
    max: 30,
    step: 0.1,
    wrong: [wrong("0.0"), wrong("10.0333")],
  };
  expect(options(ask).map(({ answer }) => answer)).toEqual([0, 4, 7, 10]);
  expect(right(ask)).toEqual([{ answer: 4, isRight: true }]);
});

test("an idea that is right under these conditions is no second right answer", () => {
  const ask: Ask = {
    kind: "number",
    answer: "10.0",
    within: 0.1,
    min: 0,
    max: 30,
    step: 1,
    wrong: [wrong("10.2"), wrong("0.0"), wrong("20.0")],
  };
  expect(right(ask)).toHaveLength(1);
  expect(options(ask).map(({ answer }) => answer)).toEqual([0, 5, 10, 20]);
});

test("the curve of the run stands in the place of the shape that is nearest to it", () => {
  const ask: Ask = {
    kind: "curve",
    points: 2,
    answer: "[8.0, 6.0]",
    within: 0.1,
    max: "8.0",
    shapes: [
      { id: "ends", values: "[8.0, 0.0]" },
      { id: "level", values: "[8.0, 8.0]" },
    ],
    wrong: [],
  };
  expect(options(ask)).toEqual([
    { answer: [8, 0], isRight: false },
    { answer: [8, 6], isRight: true },
  ]);
});

test("of a table the cell is asked about of which the first idea speaks", () => {
  const ask: Ask = {
    kind: "matrix",
    rows: [{ id: "cable" }, { id: "west" }],
    columns: [{ id: "before" }, { id: "after" }],
    values: [{ id: "safe" }, { id: "lost" }],
    answer: "{'cable before': 'safe', 'cable after': 'safe', 'west before': 'safe', 'west after': 'lost'}",
    enough: 3,
    wrong: [wrong("{'west after': 'safe'}", "answer['west after'] == 'safe'")],
  };
  expect(askedCell(ask)).toEqual({ row: "west", column: "after" });
  expect(right(ask)).toEqual([{ answer: "lost", isRight: true }]);
});

test("an order is voted for as a whole, the run's among the others", () => {
  const ask: Ask = {
    kind: "rank",
    costs: "{'slow': 9.0, 'fast': 1.0}",
    within: 0.05,
    options: [{ id: "slow" }, { id: "fast" }],
    wrong: [wrong("['slow', 'fast']")],
  };
  expect(options(ask)).toEqual([
    { answer: ["slow", "fast"], isRight: false },
    { answer: ["fast", "slow"], isRight: true },
  ]);
});

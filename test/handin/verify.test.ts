import { beforeAll, describe, expect, it } from "vitest";
import type { HandIn } from "../../src/handin/hand-in.ts";
import { problemsOf } from "../../src/handin/problem-words.ts";
import { type Measure, verified } from "../../src/handin/verify.ts";
import { lessonAt } from "../../tools/lessons/folder.ts";
import { Verifier } from "../../tools/verify/verify-file.ts";
import { readScenario } from "../lessons/example.ts";
import { handInOf } from "../support/made-hand-in.ts";

let measure: Measure;
let genuine: HandIn;

beforeAll(async () => {
  const lesson = await lessonAt("lessons", "cut-the-link", readScenario);
  measure = await new Verifier({ lesson: async () => lesson, readScenario }).measureFor(lesson);
  genuine = await handInOf("cut-the-link", measure);
}, 120_000);

/** A copy with other values at some places, whoever has made its checksum. */
function forged(values: Readonly<Record<string, unknown>>): HandIn {
  const copy = structuredClone(genuine);
  for (const [path, value] of Object.entries(values)) put(copy, path.split("."), value);
  return copy;
}

function put(record: object, [name, ...rest]: readonly string[], value: unknown): void {
  const fields = record as Record<string, unknown>;
  if (rest.length === 0) fields[name!] = value;
  else put(fields[name!] as object, rest, value);
}

const saidOf = async (handIn: HandIn) => problemsOf((await verified(handIn, measure)).problems, false);

describe("a genuine hand-in", () => {
  it("has its goals, predictions, hash and time from its runs, and no problem", async () => {
    const { problems, goals, rightPredictions, predictions, misconceptions, hash, virtualMs } =
      await verified(genuine, measure);
    expect(problems).toEqual([]);
    expect(goals).toEqual(["whole", "file", "stall"]);
    expect([rightPredictions, predictions]).toEqual([1, 1]);
    expect(misconceptions).toEqual([]);
    expect(hash).toMatch(/^[0-9a-f]{8,}$/);
    expect(virtualMs).toBe(8000);
  });

  it("names the idea behind a wrong answer, which is no problem", async () => {
    const wrong = forged({ "predictions.0.answer": "crashes", "predictions.0.right": false });
    const { problems, misconceptions, rightPredictions } = await verified(wrong, measure);
    expect(problems).toEqual([]);
    expect(misconceptions).toEqual(["M5"]);
    expect(rightPredictions).toBe(0);
  });
});

describe("a forged hand-in is told, whatever its checksum", () => {
  it.each([
    [
      "a wrong prediction is said to be right",
      { "predictions.0.answer": "crashes" },
      "prediction 1 is said to be right; by its run it is wrong",
    ],
    [
      "what was seen is said to be right",
      { "predictions.0.observed": "link" },
      "what was seen at prediction 1 is said to be right",
    ],
    [
      "the run is said to have come to something else",
      { "predictions.0.truth": "back" },
      'says that the run came to "back"; it comes to "slower"',
    ],
    [
      "a goal is said to be reached that its run misses",
      { "challenge.actions": [] },
      'it says that the goal "whole" is reached; its run misses it',
    ],
    [
      "a goal that its run reaches is left out",
      { "challenge.goals": ["whole", "file"] },
      "its run reaches stall, which it does not say",
    ],
    [
      "its guest has another hash",
      { "challenge.hash": "0123456789abcdef" },
      'it says that its guest has the hash "0123456789abcdef"',
    ],
    [
      "its run has conditions that the lesson does not leave open",
      { "challenge.scenario.link.bandwidthMiBps": 64, "challenge.scenario.faults": [] },
      "its run has other conditions than the lesson leaves open: link.bandwidthMiBps, faults",
    ],
    ["its run has another seed", { "challenge.scenario.seed": 99 }, "leaves open: seed"],
    [
      "its run is to go on for a day",
      { "challenge.moment": 86_400_000_000_000 },
      "other conditions than the lesson leaves open: moment",
    ],
    ["it is of another instance", { "challenge.number": 3 }, "leaves open: seed"],
    ["it is of another lesson", { sum: "00000000" }, "another version of this lesson"],
    ["it answers what is not asked", { "predictions.0.answer": [1, 2] }, "said to be right"],
    [
      "its run cannot be done again",
      { "challenge.actions": [{ at: 5, action: "explode" }] },
      "cannot be done again: actions.0",
    ],
  ])("where %s", async (_, values, words) => {
    expect(await saidOf(forged(values))).toContain(words);
  });
});

import { describe, expect, it } from "vitest";
import type { Answer } from "../../../src/lessons/judge.ts";
import type { Ask } from "../../../src/lessons/lesson.ts";
import { MOST_OF_ONE_ANSWER, spreadOf } from "../../../tools/lessons/draws.ts";
import { lessonIn } from "../../../tools/lessons/folder.ts";
import { playLesson } from "../../../tools/lessons/play.ts";
import { readScenario } from "../../lessons/example.ts";

const option = (id: string) => ({ id, right: "true" });

describe("the spread of right answers", () => {
  it("counts the options of a choice and the first places of a rank", () => {
    const choice: Ask = { kind: "choice", options: [option("a"), option("b")] };
    expect(spreadOf(choice, ["a", "b", "b"])).toEqual({ draws: 3, most: 2, words: "right: b 2, a 1" });
    const rank: Ask = {
      kind: "rank",
      costs: "{}",
      within: 0,
      options: [{ id: "a" }, { id: "b" }],
      wrong: [],
    };
    const orders = [
      ["a", "b", "c"],
      ["a", "c", "b"],
      ["b", "a", "c"],
    ];
    expect(spreadOf(rank, orders)).toMatchObject({ most: 2, words: "right: a 2, b 1" });
  });

  it("counts for how many draws one number is near enough", () => {
    const number: Ask = {
      kind: "number",
      answer: "1.0",
      within: 0.1,
      min: 0,
      max: 99,
      step: 1,
      wrong: [],
    };
    expect(spreadOf(number, [10, 10.5, 11, 20, 40]).most).toBe(3);
    expect(spreadOf(number, []).most).toBe(0);
  });
});

describe("others like a lesson", () => {
  it.each(["copy-while-it-runs", "quick-resume"])(
    "%s: none is asked in vain, and no one answer is right too often",
    async (id) => {
      const lesson = await lessonIn("lessons", id, "en", readScenario);
      const base = await readScenario(lesson.data.scenario);
      const truths: Answer[] = [];
      for (let number = 1; number <= 5; number++) {
        const { wrong, truth } = await playLesson(lesson, base, new Map(), number);
        expect(wrong).toEqual([]);
        truths.push(truth!);
      }
      const { draws, most } = spreadOf(lesson.data.ask, truths);
      expect(most).toBeLessThanOrEqual(MOST_OF_ONE_ANSWER * draws);
    },
  );
});

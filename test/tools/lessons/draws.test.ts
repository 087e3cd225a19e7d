import { describe, expect, it } from "vitest";
import { anotherChanges } from "../../../src/lessons/another.ts";
import type { Answer } from "../../../src/lessons/judge.ts";
import type { Ask } from "../../../src/lessons/lesson.ts";
import { MOST_OF_ONE_ANSWER, spreadOf } from "../../../tools/lessons/draws.ts";
import { lessonIn } from "../../../tools/lessons/folder.ts";
import { expressionsOf, playLesson } from "../../../tools/lessons/play.ts";
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

  it("what-it-cannot-survive: what comes out depends on what was drawn, and no one table is right too often", async () => {
    const lesson = await lessonIn("lessons", "what-it-cannot-survive", "en", readScenario);
    const { data } = lesson;
    const base = await readScenario(data.scenario);
    const expressions = expressionsOf(lesson);
    const strategies = Array.from(
      { length: 40 },
      (_, index) => anotherChanges(data, base, expressions, index + 1)["migration.strategy"] as string,
    );
    const truths = new Map<string, Answer>();
    for (const strategy of new Set(strategies)) {
      const { wrong, truth } = await playLesson(lesson, base, new Map(), strategies.indexOf(strategy) + 1);
      expect(wrong).toEqual([]);
      truths.set(strategy, truth!);
    }
    expect(truths.get("quickResume")).toMatchObject({ "west after": "lost", "cable after": "recovered" });
    expect(truths.get("postCopy")).toMatchObject({ "west after": "lost", "cable after": "held" });
    expect(truths.get("preCopy")).toMatchObject({ "west after": "completed", "cable after": "completed" });
    const { draws, most } = spreadOf(
      data.ask,
      strategies.map((strategy) => truths.get(strategy)!),
    );
    expect(most).toBeLessThanOrEqual(MOST_OF_ONE_ANSWER * draws);
  });
});

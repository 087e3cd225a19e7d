import { describe, expect, it } from "vitest";
import { instanceAt, lessonExpressions } from "../../../src/lessons/another.ts";
import { wrongAnswers } from "../../../src/lessons/class/wrong-answers.ts";
import { sightAfter } from "../../../src/lessons/sight.ts";
import { lessonIn } from "../../../tools/lessons/folder.ts";
import { madeRun } from "../../../tools/lessons/made-run.ts";
import { readScenario } from "../example.ts";

/** The wrong answers of a lesson's own runs, and when these are over. */
async function answersOf(id: string) {
  const { data } = await lessonIn("lessons", id, "en", readScenario);
  const instance = instanceAt(data, await readScenario(data.scenario), null);
  const answers = wrongAnswers(data, lessonExpressions(data), await sightAfter(instance, madeRun));
  return { answers, untilMs: instance.main.untilMs };
}

describe("the wrong answers of a lesson", () => {
  it("are its options with an idea, and what may be seen wrongly, each with a moment of the run", async () => {
    const { answers, untilMs } = await answersOf("quick-resume");
    expect(answers.map(({ answer, isSeen }) => [answer, isSeen])).toEqual([
      ["zeros", false],
      ["back", false],
      ["all", false],
    ]);
    for (const { refuted } of answers) {
      expect(refuted.atMs).toBeGreaterThan(0);
      expect(refuted.atMs).toBeLessThan(untilMs);
    }
  });

  it("are examples of what is drawn or computed", async () => {
    const { answers } = await answersOf("what-moves");
    expect(answers.map(({ refuted, isSeen }) => [refuted.id, refuted.misconception, isSeen])).toEqual([
      ["none", "M2", false],
      ["disk", "M1", false],
      ["diskSeen", "M1", true],
    ]);
    expect(answers[0]!.answer).toBe(0);
  });

  it("have of a table only the cells that are wrong", async () => {
    const { answers } = await answersOf("what-it-cannot-survive");
    const back = answers.find(({ refuted }) => refuted.id === "back");
    expect(back?.answer).toEqual({ "cable after": "stayed" });
  });
});

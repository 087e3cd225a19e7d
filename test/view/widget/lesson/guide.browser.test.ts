import { afterEach, expect, test } from "vitest";
import { openSession } from "../../../../src/browser/session.ts";
import { fromMilliseconds } from "../../../../src/clock/tick.ts";
import type { Answer } from "../../../../src/lessons/judge.ts";
import { Guide } from "../../../../src/view/widget/lesson/guide.svelte.ts";
import type { LabEvents } from "../../../../src/widget/api.ts";
import { testEnvironment } from "../../../support/environment.ts";
import { lessonPage, SCENARIO } from "../../lessons/sitting/small-lesson.ts";

const PATIENCE = { timeout: 30_000 };

let close = () => {};
afterEach(() => close());

/** A lesson in somebody's page, from real parts, and what that page is told. */
async function led() {
  const { sitting, lab, close: closePage } = await lessonPage();
  const told: [string, LabEvents["predicted"] | LabEvents["goal"]][] = [];
  const guide = new Guide({
    lesson: sitting.lesson,
    lab,
    open: (options) => openSession(testEnvironment(), options),
    isFrozen: () => false,
    tell: (name, detail) => told.push([name, detail]),
  });
  close = () => {
    guide.close();
    closePage();
  };
  await expect.poll(() => lab.rule?.locked, PATIENCE).toEqual(expect.any(String));
  return { guide, lab, told };
}

/** Lets somebody lock an answer in, and see the run to its end. */
async function answered({ guide }: Awaited<ReturnType<typeof led>>, answer: Answer): Promise<void> {
  await guide.lockIn(answer);
  await guide.play();
  await guide.sitting.lab.toEnd();
  await expect.poll(() => guide.leaf, PATIENCE).toBe("outcome");
}

test("nothing runs before an answer is locked in, and the run then judges it", async () => {
  const page = await led();
  const { guide, lab, told } = page;
  await expect(guide.play()).rejects.toThrow(/asks first/);
  await lab.migrate();
  expect(lab.frame).toMatchObject({ phase: null, now: fromMilliseconds(SCENARIO.migration.startMs) });
  expect([guide.opens("predict"), guide.opens("outcome")]).toEqual([true, false]);
  await answered(page, "longer");
  const common = { version: 1, lesson: guide.id, answer: "longer", answerText: "Longer" };
  expect(told).toMatchObject([
    ["predicted", { ...common, right: null, truth: null }],
    ["predicted", { ...common, right: false, truth: "shorter" }],
  ]);
  expect(told[0]![1]).toHaveProperty("question", "Is the stun shorter or longer than that of a plain move?");
  expect(guide.sitting.judged?.refuted).toMatchObject({ id: "longer" });
});

test("a challenge tells of each goal at the end of each of its runs", async () => {
  const page = await led();
  const { guide, lab, told } = page;
  await answered(page, "shorter");
  await guide.turn("why");
  await guide.turn("challenge");
  const goals = () => told.filter(([name]) => name === "goal");
  expect(goals()).toEqual([]);
  await guide.play();
  await guide.sitting.lab.toEnd();
  await expect.poll(() => goals().length, PATIENCE).toBe(1);
  expect(goals()[0]![1]).toMatchObject({ version: 1, lesson: guide.id, goal: "waits", reached: false });
  await guide.sitting.lab.runExample();
  await guide.sitting.lab.toEnd();
  await expect.poll(() => goals().length, PATIENCE).toBe(2);
  expect(goals()[1]![1]).toMatchObject({ goal: "waits", reached: true });
  expect(lab.error).toBeNull();
});

test("the run that was predicted is none of the challenge's, whatever is done while that is opened", async () => {
  const page = await led();
  const { guide, lab, told } = page;
  await answered(page, "shorter");
  await guide.turn("why");
  const cancelled = guide.turn("challenge");
  await expect.poll(() => lab.entrance, PATIENCE).not.toBeNull();
  lab.cancel();
  await cancelled;
  expect([guide.goals.isBegun, guide.sitting.lab.isOver]).toEqual([false, true]);
  await guide.turn("why");
  const opened = guide.turn("challenge");
  await expect.poll(() => lab.entrance, PATIENCE).not.toBeNull();
  lab.want((scenario) => ({ ...scenario, link: { ...scenario.link, bandwidthMiBps: 30 } }));
  // The guest starts again with the change in the middle of that, and what was on its way is not waited for.
  await opened;
  await expect.poll(() => [lab.entrance, lab.frame.phase], PATIENCE).toEqual([null, null]);
  expect(told.filter(([name]) => name === "goal")).toEqual([]);
});

test("asked anew, nothing has been said, and the lab stands before the move", async () => {
  const page = await led();
  const { guide, lab } = page;
  await answered(page, "shorter");
  await guide.reset();
  expect(guide).toMatchObject({ leaf: "predict", verdict: "" });
  expect(guide.sitting.answer).toBeNull();
  expect(guide.opens("outcome")).toBe(false);
  expect(lab.frame.phase).toBeNull();
  await answered(page, "longer");
  expect(guide.sitting.judged?.right).toBe(false);
});

import { afterEach, expect, test } from "vitest";
import { Goals } from "../../../../src/view/lessons/sitting/goals.svelte.ts";
import { handInNow } from "../../../../src/view/lessons/sitting/hand-in-now.ts";
import { STEP } from "../../../../src/view/lessons/sitting/steps.ts";
import { WORDS } from "../../../../src/view/lessons/sitting/words.ts";
import { memoryStore, testEnvironment } from "../../../support/environment.ts";
import { type LessonPage, lessonPage } from "./small-lesson.ts";

let page: LessonPage | undefined;
afterEach(() => page?.close());

/** The challenge of the lesson, with the goals as its step has them. */
async function challenged(load = testEnvironment().workers.lesson) {
  page = await lessonPage(memoryStore(), undefined, load);
  await page.sitting.enter(STEP.challenge);
  return { ...page, goals: new Goals(page.lab, page.sitting) };
}

test("goals are judged by a run that is over, and met by one that reaches them", async () => {
  const { goals, lab, sitting, progress } = await challenged();
  expect(await goals.check()).toBe(WORDS.checkNotRun);
  await lab.migrate();
  expect(await goals.check()).toBe(WORDS.checkRunning);
  await sitting.lab.toEnd();
  expect(await goals.check()).toBe(WORDS.checkMissed(1));
  expect(goals.lines).toMatchObject([{ id: "waits", met: false }]);
  expect(progress.of(sitting.lesson.id).metAt).toBeNull();
  lab.wishes.change((scenario) => ({ ...scenario, link: { ...scenario.link, bandwidthMiBps: 30 } }));
  await lab.reset();
  expect(goals.isBegun).toBe(false);
  await lab.migrate();
  await sitting.lab.toEnd();
  expect(await goals.check()).toBe(WORDS.checkMet);
  expect(progress.of(sitting.lesson.id).metAt).not.toBeNull();
});

test("what is handed in says the goals as the run stands, not as they were looked at last", async () => {
  const { goals, lab, sitting } = await challenged();
  lab.wishes.change((scenario) => ({ ...scenario, link: { ...scenario.link, bandwidthMiBps: 30 } }));
  await lab.reset();
  await lab.migrate();
  await sitting.lab.toEnd();
  expect(handInNow(lab, sitting, goals, "").challenge).toMatchObject({ goals: ["waits"] });
});

test("who only does the worked example again has reached nothing, until the numbers are others", async () => {
  const { goals, sitting, progress } = await challenged();
  await sitting.showMe();
  await sitting.lab.toEnd();
  expect(await goals.check()).toBe(WORDS.checkExample);
  expect(progress.of(sitting.lesson.id).metAt).toBeNull();
  await sitting.tryOtherNumbers();
  expect(sitting).toMatchObject({ exampleShown: false, number: 1, isFinished: true });
  expect(goals.isBegun).toBe(false);
});

test("goals whose measure could not be made are not met, and are once it can", async () => {
  const { lesson } = testEnvironment().workers;
  let fails = true;
  const load = async () => {
    if (fails) throw new Error("The part could not be loaded.");
    return lesson();
  };
  const { goals, lab, sitting, progress } = await challenged(load);
  expect(sitting.evidence.failure).toBe("The part could not be loaded.");
  lab.wishes.change((scenario) => ({ ...scenario, link: { ...scenario.link, bandwidthMiBps: 30 } }));
  await lab.reset();
  await lab.migrate();
  await sitting.lab.toEnd();
  expect(await goals.check()).toBe("The part could not be loaded.");
  expect(progress.of(sitting.lesson.id).metAt).toBeNull();
  fails = false;
  expect(await goals.check()).toBe(WORDS.checkMet);
  expect(sitting.evidence.failure).toBeNull();
});

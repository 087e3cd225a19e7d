import { afterEach, expect, test } from "vitest";
import { fromMilliseconds } from "../../../../src/clock/tick.ts";
import { goTo } from "../../../../src/view/lessons/sitting/go-to.ts";
import { keptSitting } from "../../../../src/view/lessons/sitting/kept-sitting.ts";
import { STEP } from "../../../../src/view/lessons/sitting/steps.ts";
import { memoryStore } from "../../../support/environment.ts";
import { type LessonPage, lessonPage, SCENARIO } from "./small-lesson.ts";

const END = fromMilliseconds(SCENARIO.untilMs);
const START = fromMilliseconds(SCENARIO.migration.startMs);
const PATIENCE = { timeout: 30_000 };

const pages: LessonPage[] = [];
afterEach(() => {
  for (const page of pages.splice(0)) page.close();
});

async function opened(...parts: Parameters<typeof lessonPage>): Promise<LessonPage> {
  const page = await lessonPage(...parts);
  pages.push(page);
  return page;
}

/** Lets somebody lock an answer in, and see the run to its end. */
async function answered(page: LessonPage, answer: string): Promise<void> {
  const { sitting } = page;
  await sitting.enter(STEP.predict);
  await sitting.lockIn(answer);
  await sitting.enter(STEP.run);
  await sitting.lab.run();
  await sitting.seeEnd();
  await sitting.enter(STEP.observe);
}

test("each step opens with the one before it, and the run judges what was said", async () => {
  const page = await opened();
  const { sitting, lab, address, progress } = page;
  await sitting.enter(STEP.play);
  expect(lab.rule).toMatchObject({ locked: null, fixed: null, conditions: ["link.bandwidthMiBps"] });
  expect(sitting.furthest).toBe(STEP.predict);
  await answered(page, "shorter");
  expect(address.hash).toMatch(/\/4$/);
  expect(lab.frame.now).toBe(END);
  expect(lab.rule).toMatchObject({ locked: null, fixed: expect.any(String) });
  expect(sitting.furthest).toBe(STEP.observe);
  expect(sitting.judged).toMatchObject({ right: true, truth: "shorter" });
  await sitting.observe("some");
  expect(address.hash).toMatch(/\/5$/);
  expect(sitting.furthest).toBe(STEP.challenge);
  expect(progress.of(sitting.lesson.id).attempts).toMatchObject([{ answer: "shorter", right: true }]);
});

test("before an answer the lab stands before the move, whatever was played", async () => {
  const { sitting, lab } = await opened();
  await sitting.enter(STEP.play);
  await lab.migrate();
  await goTo(lab, fromMilliseconds(700));
  await sitting.enter(STEP.predict);
  expect(lab.frame).toMatchObject({ phase: null, now: START });
  await lab.migrate();
  expect(lab.frame.phase).toBeNull();
});

test("what is explained is the whole run, wherever it was looked at before", async () => {
  const page = await opened();
  await answered(page, "longer");
  const { sitting, lab } = page;
  await sitting.observe("some");
  expect(sitting.hasToLook).toBe(true);
  await goTo(lab, fromMilliseconds(sitting.judged!.refuted!.atMs));
  expect(lab.frame.now).toBeLessThan(END);
  await sitting.enter(STEP.explain);
  expect(lab.frame.now).toBe(END);
});

test("a step that is entered while another still waits for a run has its say", async () => {
  const page = await opened();
  await answered(page, "shorter");
  await page.sitting.observe("some");
  await page.sitting.another();
  const entering = page.sitting.enter(STEP.challenge);
  await page.sitting.enter(STEP.predict);
  await entering;
  expect(page.lab.rule?.locked).not.toBeNull();
  await page.lab.migrate();
  expect(page.lab.frame.phase).toBeNull();
  expect(page.sitting.isEntering).toBe(false);
});

test("another one like it has other conditions and no answer; who cancels it keeps what is there", async () => {
  const tab = memoryStore();
  const page = await opened(tab);
  const { sitting, lab } = page;
  await answered(page, "shorter");
  const { facts } = sitting.evidence;
  const cancelled = sitting.another();
  lab.cancel();
  await cancelled;
  expect(sitting.number).toBeNull();
  expect(sitting.answer).toBe("shorter");
  expect(sitting.evidence.facts).toBe(facts);
  expect(keptSitting(tab, sitting.lesson.id).number).toBeNull();
  await sitting.another();
  expect(sitting).toMatchObject({ number: 1, answer: null, observed: null });
  expect(sitting.evidence.facts).toBeNull();
  expect(sitting.lab.main).not.toEqual(SCENARIO);
  expect(page.address.hash).toMatch(/\/2$/);
});

test("who knows goes past the run, and who does not makes it", async () => {
  const page = await opened();
  const { sitting, address, lab } = page;
  sitting.skips = true;
  await sitting.lockIn("longer");
  expect(sitting).toMatchObject({ skippedWrong: true, skips: false, isFinished: false });
  expect(sitting.evidence.facts).toBeNull();
  expect(address.hash).toMatch(/\/3$/);
  await sitting.another();
  sitting.skips = true;
  await sitting.lockIn("shorter");
  expect(address.hash).toMatch(/\/6$/);
  expect(sitting.isFinished).toBe(true);
  expect(lab.frame.phase).toBeNull();
});

test("a page that is loaded anew in the middle is at the same step, with what was locked in", async () => {
  const tab = memoryStore();
  const before = await opened(tab);
  await before.sitting.enter(STEP.predict);
  before.sitting.draft = "longer";
  before.close();
  const drafted = await opened(tab);
  expect(drafted.sitting).toMatchObject({ draft: "longer", answer: null });
  await answered(drafted, "longer");
  drafted.close();
  const { sitting, lab, progress } = await opened(tab);
  expect(sitting.answer).toBe("longer");
  expect(sitting.opens(STEP.run)).toBe(true);
  // The run was seen to its end: it need not be made in the lab again.
  await sitting.enter(STEP.run);
  expect(lab.frame).toMatchObject({ phase: null, now: START });
  expect(sitting.opens(STEP.observe)).toBe(true);
  await sitting.observe("some");
  expect(drafted.progress.of(sitting.lesson.id).attempts).toEqual([]);
  expect(progress.of(sitting.lesson.id).attempts).toMatchObject([{ answer: "longer", observed: "some" }]);
  pages.at(-1)!.close();
  const seen = await opened(tab);
  expect(seen.sitting.opens(STEP.observe)).toBe(true);
  await seen.sitting.enter(STEP.observe);
  expect(seen.sitting.judged).toEqual(sitting.judged);
  expect(seen.sitting.judged?.right).toBe(false);
});

test("another instance is that instance after the page was loaded anew", async () => {
  const tab = memoryStore();
  const { sitting } = await opened(tab);
  await sitting.another();
  const { main } = sitting.lab;
  pages.at(-1)!.close();
  const again = await opened(tab);
  expect(again.sitting.number).toBe(1);
  expect(again.sitting.lab.main).toEqual(main);
});

test("words have the run's numbers, and a dash where it has none yet", async () => {
  const page = await opened();
  const { evidence } = page.sitting;
  expect(evidence.say("scenario.link.bandwidthMiBps")).toBe("2");
  expect(evidence.say("others.plain.report.downtime > 1")).toBe("false");
  expect(evidence.say("milestones[0].at")).toBe("–");
  await answered(page, "shorter");
  expect(Number(evidence.say("milestones[0].at"))).toBeGreaterThanOrEqual(200);
  expect(evidence.say("others.plain.report.downtime > 1")).toBe("true");
});

test("what the lab's run came to is what the same run comes to without a page", async () => {
  const page = await opened();
  await answered(page, "shorter");
  await expect.poll(() => page.sitting.evidence.facts, PATIENCE).not.toBeNull();
  const made = await page.runs.factsOf(page.sitting.lab.main!);
  expect(made.report).toEqual(page.sitting.evidence.facts!.report);
  expect(made.milestones).toEqual(page.sitting.evidence.facts!.milestones);
});

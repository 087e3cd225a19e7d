import { expect, test } from "@playwright/test";
import { LESSON_ORDER } from "../../src/lessons/order.ts";
import { type LessonKey, lessonKey } from "./support/lesson-key.ts";
import { LessonPage, PATIENCE } from "./support/lesson-page.ts";
import { expectTreeLikePicture } from "./support/spoken-tree.ts";

/** Lessons that are learned on a telephone, too: a number, a table, and an order. */
const NARROW = ["small-file", "what-it-cannot-survive", "choose-a-strategy"];

/**
 * One lesson of each kind of question, of which another one is learned rightly, too. What is right in another one of each
 * lesson is played without a page (test/tools/lessons/play.test.ts).
 */
const OF_EACH_KIND = [
  "what-moves",
  "working-set",
  "never-ends",
  "what-it-cannot-survive",
  "choose-a-strategy",
];

/** What is seen of a step is what is heard of it. */
async function listen({ rail, page }: LessonPage): Promise<void> {
  const state = `${page.url().split("#")[1]}, ${(await rail.getByRole("heading", { level: 2 }).textContent())?.trim()}`;
  await expectTreeLikePicture(rail, state);
}

/** A wrong idea is answered by what refutes it, and by the run. */
async function learnByError(lesson: LessonPage, key: LessonKey): Promise<void> {
  await lesson.answer(key, key.wrong);
  await listen(lesson);
  await lesson.runAndObserve(key, key.sawWrong);
  await lesson.expectSaid(key.said(`idea.${key.judgedWrong.refuted!.id}`));
  await lesson.expectSaid(`What the run shows is: ${key.said(`observe.${key.saw}`)}`);
  await listen(lesson);
  await lesson.press("Continue");
  await expect(lesson.heading("Why it is so")).toBeFocused();
  await lesson.expectSaid(key.said("explain"));
  await expect(lesson.rail.getByText("Right.", { exact: true })).toHaveCount(0);
  await listen(lesson);
}

/** A right answer is called right, and explained at once. */
async function learnByRight(lesson: LessonPage, key: LessonKey): Promise<void> {
  await lesson.answer(key, key.right);
  await lesson.runAndObserve(key, key.saw);
  await expect(lesson.heading("Why it is so")).toBeFocused(PATIENCE);
  await expect(lesson.rail.getByText("Right.", { exact: true })).toBeVisible();
  await lesson.expectSaid(key.said("explain"));
}

/** Another one like it, which has other numbers. Resolves with its key. */
async function learnAnother(lesson: LessonPage, id: string): Promise<LessonKey> {
  await lesson.press("Another one like this");
  await expect(lesson.prediction).toBeVisible(PATIENCE);
  const another = await lessonKey(id, 1);
  await learnByRight(lesson, another);
  return another;
}

/** The challenge is not met before it is tried, and is met by its worked example. */
async function meetChallenge(lesson: LessonPage, key: LessonKey): Promise<void> {
  await lesson.press("Continue");
  await expect(lesson.rail.getByRole("heading", { level: 2 })).toBeFocused();
  await lesson.press("Check");
  await expect(lesson.rail.getByText("Press Migrate in the lab first.")).toBeVisible(PATIENCE);
  const after = key.challenge.showAfter;
  for (const grade of [1, 2, 3]) {
    if (grade <= after) {
      await lesson.press("Show me");
      await expect(lesson.rail.getByRole("alert").getByText(/then it is shown/)).toBeVisible();
    }
    await lesson.press("Hint");
    await lesson.expectSaid(key.said(`hint.${grade}`));
  }
  await lesson.press("Show me");
  // A short run comes to its end by itself, and "To the end" goes then.
  const met = lesson.rail.getByText("All goals are met.");
  await expect(async () => {
    if (await met.isVisible()) return;
    if (await lesson.button("To the end").isVisible()) await lesson.press("To the end");
    await lesson.press("Check");
    await expect(met).toBeVisible({ timeout: 300 });
  }).toPass(PATIENCE);
  await listen(lesson);
  // Who was shown how to do it does it again with other numbers.
  const before = await lesson.rail.getByRole("list", { name: "Goals" }).textContent();
  await lesson.press("Now with other numbers");
  const goals = lesson.rail.getByRole("list", { name: "Goals" }).getByRole("listitem");
  await expect(goals.first()).toContainText("not run yet", PATIENCE);
  expect(await lesson.rail.getByRole("list", { name: "Goals" }).textContent()).not.toBe(before);
}

for (const id of LESSON_ORDER)
  for (const [width, height] of NARROW.includes(id)
    ? [
        [1280, 800],
        [320, 640],
      ]
    : [[1280, 800]]) {
    const isTwice = OF_EACH_KIND.includes(id) && width === 1280;
    const how = isTwice ? "first wrongly and then rightly" : "by an error";
    test(`${id} is learned by keys alone, ${how}, at ${width} px`, async ({ page }) => {
      test.slow();
      await page.setViewportSize({ width: width!, height: height! });
      const lesson = new LessonPage(page);
      await lesson.open(id);
      await listen(lesson);
      await lesson.press("Continue");
      await expect(lesson.prediction).toBeVisible();
      await lesson.expectNoMigration();
      const key = await lessonKey(id, null);
      await learnByError(lesson, key);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width!);
      await meetChallenge(lesson, isTwice ? await learnAnother(lesson, id) : key);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width!);
    });
  }

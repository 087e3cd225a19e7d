import { expect, test } from "@playwright/test";
import { LessonPage, PATIENCE } from "./support/lesson-page.ts";
import { expectNoViolations } from "./support/violations.ts";

const LESSON = "#lesson/what-moves";

/** From the first step to the answer that is locked in. */
async function predict(lesson: LessonPage, answer: string): Promise<void> {
  await lesson.open("what-moves");
  await lesson.press("Continue");
  await expect(lesson.heading(/How long does the guest stand still/)).toBeFocused();
  await expect(lesson.prediction).toBeVisible();
  await expect(lesson.button("Migrate")).toHaveAttribute("aria-disabled", "true");
  await expect(lesson.button("Migrate")).toHaveAccessibleDescription(/once your answer is locked in/);
  await lesson.page.keyboard.press("m");
  await lesson.type("Your answer", answer);
  await lesson.press("Lock in");
  await expect(lesson.button("Run it")).toBeVisible();
}

/** Lets the run come to its end, and says what was seen: the option of that place. */
async function observe(lesson: LessonPage, option: number): Promise<void> {
  await lesson.press("Run it");
  await lesson.press("To the end");
  await expect(lesson.heading("What did you see?")).toBeFocused(PATIENCE);
  await lesson.choose(option);
  await lesson.press("Continue");
}

test("a lesson that is pointed at is loaded, and its first step is there before the lab beside it", async ({
  page,
}) => {
  await page.addInitScript(() => {
    const order: string[] = [];
    Object.assign(window, { order });
    const parts = { lesson: ".rail h2", lab: ".scene" };
    new MutationObserver(() => {
      for (const [name, part] of Object.entries(parts))
        if (document.querySelector(part) && !order.includes(name)) order.push(name);
    }).observe(document, { subtree: true, childList: true });
  });
  const parts: string[] = [];
  page.on("requestfinished", (request) => parts.push(request.url().replace(/.*\//, "")));
  await page.goto("./#lessons");
  const title = page.getByRole("link", { name: "What moves?", exact: true });
  await title.hover();
  for (const part of [/^LessonRail-.*\.js$/, /^lesson-.*\.js$/, /^en-.*\.js$/])
    await expect.poll(() => parts.filter((name) => part.test(name))).not.toEqual([]);
  await title.click();
  await expect(new LessonPage(page).heading("Play first")).toBeFocused(PATIENCE);
  await expect(page.locator(".scene")).toBeVisible(PATIENCE);
  expect(await page.evaluate(() => (window as unknown as { order: string[] }).order)).toEqual([
    "lesson",
    "lab",
  ]);
});

test("the moment that refutes an idea is shown in the lab, and lasts at most 15 s", async ({ page }) => {
  const lesson = new LessonPage(page);
  await predict(lesson, "0");
  await observe(lesson, 0);
  const again = page.getByRole("button", { name: /^Watch .* s again$/ });
  const begun = Date.now();
  await expect(again).toHaveAttribute("aria-disabled", "false", PATIENCE);
  expect(Date.now() - begun).toBeLessThan(30_000);
  // The guest stands still in the middle of its stun: that is where the picture stays.
  await expect(page.locator("main [data-kind]")).toContainText(/stands\s+still/);
});

test("what is explained is the whole run, also where its replay is left half way", async ({ page }) => {
  const lesson = new LessonPage(page);
  await predict(lesson, "0");
  await observe(lesson, 0);
  await expect(lesson.button("Stop")).toBeVisible(PATIENCE);
  await lesson.button("Continue").click();
  await expect(lesson.heading("Why it is so")).toBeFocused();
  const playhead = page.getByRole("slider", { name: "Playhead" });
  await expect(playhead).toHaveAttribute("aria-valuenow", `${30e9}`, PATIENCE);
  // Nothing of the replay is left that would lead it away again, or dim it.
  await expect(page.locator("[data-lit]")).toHaveCount(0);
  await expect(lesson.page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  await expect(playhead).toHaveAttribute("aria-valuenow", `${30e9}`);
});

test("a page that is loaded anew in the middle of a lesson is at the same step, with what was locked in", async ({
  page,
}) => {
  const lesson = new LessonPage(page);
  await predict(lesson, "0");
  await page.reload();
  await expect(lesson.button("Run it")).toBeVisible(PATIENCE);
  await expect(lesson.rail.locator(".mine")).toHaveText(/0 s/);
  await expect(lesson.button("Migrate")).toHaveAttribute("aria-disabled", "true");
  await lesson.button("Run it").click();
  await lesson.button("To the end").click();
  await expect(lesson.heading("What did you see?")).toBeFocused(PATIENCE);
  await page.reload();
  await page.getByRole("radio").first().check(PATIENCE);
  await expect(lesson.heading("What did you see?")).toBeVisible();
  await expect(lesson.button("Continue")).toHaveAttribute("aria-disabled", "false", PATIENCE);
  await lesson.button("Continue").click();
  // The prediction was wrong, so there is a moment to look at.
  await expect(lesson.button("Stop")).toBeVisible(PATIENCE);
  await lesson.button("Continue").click();
  await page.reload();
  await expect(lesson.heading("Why it is so")).toBeFocused(PATIENCE);
  await expect(page.getByText("The guest stood still for 4.03 s")).toBeVisible(PATIENCE);
});

test("what is locked in stays so, and another one like it asks with other numbers", async ({ page }) => {
  const lesson = new LessonPage(page);
  await predict(lesson, "4");
  await page.goto(`./${LESSON}/2`);
  await expect(page.getByLabel("Your answer")).toBeDisabled();
  await expect(page.getByLabel("Your answer")).toHaveValue("4");
  await lesson.button("Continue").click();
  await lesson.button("Run it").click();
  await lesson.button("To the end").click();
  await expect(lesson.heading("What did you see?")).toBeFocused(PATIENCE);
  await page.getByRole("radio").first().check();
  await lesson.button("Continue").click();
  const before = await lesson.heading("Why it is so").textContent();
  expect(before).toBeTruthy();
  await lesson.button("Another one like this").click();
  await expect(lesson.prediction).toBeVisible(PATIENCE);
  await expect(page.getByLabel("Your answer")).toHaveValue("");
  await expect(lesson.heading(/How long/)).not.toContainText("256");
  await expect(lesson.button("Migrate")).toHaveAttribute("aria-disabled", "true");
});

test("who knows skips ahead by an answer with which the run agrees", async ({ page }) => {
  const lesson = new LessonPage(page);
  await lesson.open("what-moves");
  await lesson.button("Skip ahead").click();
  await page.getByLabel("Your answer").fill("9");
  await lesson.button("Lock in").click();
  await expect(page.getByText("The run comes to something else.")).toBeVisible(PATIENCE);
  await expect(lesson.button("Run it")).toBeVisible();
  await page.evaluate(() => sessionStorage.clear());
  await page.goto("./#lessons");
  await page.reload();
  await page.getByRole("link", { name: "What moves?", exact: true }).click();
  await lesson.button("Skip ahead").click();
  await page.getByLabel("Your answer").fill("4");
  await lesson.button("Lock in").click();
  await expect(lesson.heading(/a second at most/)).toBeFocused(PATIENCE);
});

test("a curve that is asked for by its address begins over the run's numbers, and can be locked in", async ({
  page,
}) => {
  const lesson = new LessonPage(page);
  await page.goto("./#lesson/never-ends/2");
  const points = lesson.rail.getByRole("spinbutton");
  await expect(points).toHaveCount(6, PATIENCE);
  await expect(points.first()).not.toHaveValue("0");
  await lesson.button("Lock in").click();
  await expect(lesson.button("Run it")).toBeVisible(PATIENCE);
});

test("a lesson and a step that are not there are told, and lead back", async ({ page }) => {
  const lesson = new LessonPage(page);
  await page.goto("./#lesson/nowhere");
  await expect(lesson.heading("There is no such lesson")).toBeVisible(PATIENCE);
  await page
    .getByRole("complementary", { name: "Lesson" })
    .getByRole("link", { name: "All lessons" })
    .last()
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await page.goto(`./${LESSON}/7`);
  await expect(lesson.heading("There is no such step")).toBeVisible(PATIENCE);
  await page.goto(`./${LESSON}/5`);
  await expect(lesson.heading("Explain comes later")).toBeVisible(PATIENCE);
  await page.getByRole("link", { name: "Go to Predict" }).click();
  await expect(lesson.prediction).toBeVisible();
});

test("what was done is kept, is saved to a file, and is added from one", async ({
  page,
  browser,
  baseURL,
}) => {
  const lesson = new LessonPage(page);
  await predict(lesson, "4");
  await observe(lesson, 0);
  await expect(lesson.heading("Why it is so")).toBeFocused();
  await page.goto("./#lessons");
  await expect(page.getByText(/^1 of \d+ answered$/)).toBeVisible();
  const saved = page.waitForEvent("download");
  await lesson.button("Save progress to a file").click();
  const path = await (await saved).path();

  const elsewhere = await browser.newContext({ ...(baseURL && { baseURL }) });
  const other = await elsewhere.newPage();
  await other.goto("./#lessons");
  await expect(other.getByText(/^0 of \d+ answered$/)).toBeVisible();
  await other.locator("input[aria-label='Load progress']").setInputFiles(path);
  await expect(other.getByText(/^1 of \d+ answered$/)).toBeVisible();
  // The explanation is there without a run in this page: it is made anew beside the lab.
  await other
    .getByRole("link", { name: /^Read the explanation again/ })
    .first()
    .click();
  await expect(other.getByText("The guest stood still for 4.03 s")).toBeVisible(PATIENCE);
  await elsewhere.close();
});

test("axe finds nothing wrong with the list and the steps of a lesson", async ({ page }) => {
  await page.goto("./#lessons");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await expectNoViolations(page, "list");
  const lesson = new LessonPage(page);
  await lesson.open("what-moves");
  await expectNoViolations(page, "play");
  await predict(lesson, "0");
  await expectNoViolations(page, "locked");
  await observe(lesson, 1);
  await expectNoViolations(page, "outcome");
  await lesson.press("Continue");
  await lesson.press("Continue");
  await expectNoViolations(page, "challenge");
});

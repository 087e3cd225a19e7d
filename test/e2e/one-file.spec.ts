import { statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { expect, type Page, type TestInfo, test } from "@playwright/test";
import { MOST_BYTES } from "../../src/one-file/one-file.ts";
import { exampleText } from "../lessons/example.ts";
import { expectQuiet, listen } from "./support/complaints.ts";
import { LabPage } from "./support/lab-page.ts";
import { type LessonKey, lessonKey } from "./support/lesson-key.ts";
import { LessonPage, PATIENCE } from "./support/lesson-page.ts";

/** Presses the button of the lesson that the page shows. Returns the address of the file that comes of it. */
async function saved(
  page: Page,
  id: string,
  info: TestInfo,
  name = "Save as one HTML file",
): Promise<string> {
  const coming = page.waitForEvent("download", PATIENCE);
  await page.getByRole("button", { name, exact: true }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe(`${id}.html`);
  const path = info.outputPath(download.suggestedFilename());
  await download.saveAs(path);
  expect(statSync(path).size).toBeLessThanOrEqual(MOST_BYTES);
  return pathToFileURL(path).href;
}

/** Opens a saved file where there is no network, as by a double click. */
async function opened(page: Page, file: string) {
  const heard = await listen(page);
  await page.context().setOffline(true);
  await page.goto(file);
  return heard;
}

/** Moves the guest, cuts the cable, and lets the file carry the rest. */
async function play(lab: LabPage): Promise<void> {
  await lab.isThere();
  await lab.migrateToFirstFault();
  await lab.cutLink.click();
  await lab.runTo("end");
  await lab.endsIdentical();
}

/** Predicts, migrates, observes. */
async function learn(lesson: LessonPage, key: LessonKey): Promise<void> {
  await lesson.button("Continue").click();
  await expect(lesson.prediction).toBeVisible(PATIENCE);
  await lesson.answer(key, key.right);
  await lesson.runAndObserve(key, key.saw);
  await expect(lesson.heading("Why it is so")).toBeFocused(PATIENCE);
  await expect(lesson.rail.getByText("Right.", { exact: true })).toBeVisible();
}

for (const id of ["cut-the-link", "slow-the-guest"])
  test(`${id}, saved as one file, is learned from there: nobody is asked, and all goes on after a reload`, async ({
    page,
    context,
  }, info) => {
    test.slow();
    await page.goto(`./#lesson/${id}`);
    const file = await saved(page, id, info);
    await expect(page.getByText(/^Saved, 1[.]\d MB/)).toBeVisible();
    const stick = await context.newPage();
    const heard = await opened(stick, file);
    const [lab, lesson] = [new LabPage(stick), new LessonPage(stick)];
    await expect(lesson.heading("Play first")).toBeFocused(PATIENCE);
    expect(stick.url()).toBe(`${file}#lesson/${id}`);
    await expect(lesson.button("Save as one HTML file")).toHaveCount(0);
    await lab.isThere();
    await learn(lesson, await lessonKey(id, null));
    await expect(lab.seal).toBeVisible();
    await stick.reload();
    await expect(lesson.heading("Why it is so")).toBeVisible(PATIENCE);
    await expect(lesson.rail.getByText("Right.", { exact: true })).toBeVisible(PATIENCE);
    await expect(lab.seal).toBeVisible(PATIENCE);
    expectQuiet(heard, file);
  });

test("what is in a saved file is the whole lab: its runs, the matrix, the other lessons", async ({
  page,
  context,
}, info) => {
  test.slow();
  await page.goto("./#lesson/cut-the-link");
  const file = await saved(page, "cut-the-link", info);
  const stick = await context.newPage();
  const heard = await opened(stick, file);
  const go = (hash: string) =>
    stick.evaluate((to) => {
      location.hash = to;
    }, hash);
  await expect(new LessonPage(stick).heading("Play first")).toBeFocused(PATIENCE);
  await go("#lab");
  await expect(new LessonPage(stick).rail).toHaveCount(0);
  await play(new LabPage(stick));
  await go("#matrix");
  await stick.getByRole("button", { name: "Run", exact: true }).click();
  await expect(stick.getByText(/^[1-9]\d* of \d+/)).toBeVisible(PATIENCE);
  await stick.getByRole("button", { name: "Stop", exact: true }).click();
  await go("#compare");
  await expect(stick.getByText(/^[1-4] of 4 arrive/)).toBeVisible({ timeout: 90_000 });
  await go("#lessons");
  await stick.getByRole("link", { name: "What moves?", exact: true }).click();
  await expect(new LessonPage(stick).heading("Play first")).toBeFocused(PATIENCE);
  await go("#lessons/glossary");
  await expect(stick.getByRole("heading", { name: "Glossary" })).toBeFocused();
  await go("#example-the-game");
  await new LabPage(stick).isThere();
  expectQuiet(heard, file);
});

test("a saved file speaks the language that it was saved in, and keeps a lesson of one's own", async ({
  page,
  browser,
}, info) => {
  await page.goto("./?lang=de#lessons");
  await page.locator('input[aria-label="Eine Lektion aus einer Datei öffnen"]').setInputFiles({
    name: "my-lesson.md",
    mimeType: "text/markdown",
    buffer: Buffer.from(await exampleText()),
  });
  const file = await saved(page, "own-my-lesson", info, "Als HTML-Datei speichern");
  // Another browser, which knows nothing of the lesson.
  const other = await browser.newContext({ locale: "en-GB" });
  const stick = await other.newPage();
  const heard = await opened(stick, file);
  await expect(stick.getByText("Its memory has 256 pages of 4 KiB.")).toBeVisible(PATIENCE);
  await expect(stick.getByRole("button", { name: "Migrieren", exact: true })).toBeVisible(PATIENCE);
  expectQuiet(heard, file);
  await other.close();
});

test("what hinders saving is told in words", async ({ page }) => {
  await page.goto("./#lesson/cut-the-link");
  const button = page.getByRole("button", { name: "Save as one HTML file", exact: true });
  await expect(button).toBeVisible(PATIENCE);
  await page.route("**/one-file.json", (route) => route.abort());
  await button.click();
  await expect(page.getByText(/^It could not be saved\. .*one-file\.json/)).toBeVisible();
});

test("a saved file keeps to its own policy, which lets nothing out", async ({ page, context }, info) => {
  await page.goto("./#lesson/what-moves");
  const file = await saved(page, "what-moves", info);
  const stick = await context.newPage();
  await stick.goto(file);
  await new LabPage(stick).isThere();
  const allowed = await stick.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "window.wasRun = true";
    document.head.append(script);
    const fetched = await fetch("https://elsewhere.example/").then(
      () => true,
      () => false,
    );
    const beside = await fetch("file:///etc/hostname").then(
      () => true,
      () => false,
    );
    return { wasRun: "wasRun" in window, fetched, beside };
  });
  expect(allowed).toEqual({ wasRun: false, fetched: false, beside: false });
});

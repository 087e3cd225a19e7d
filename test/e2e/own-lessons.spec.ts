import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { exampleText } from "../lessons/example.ts";
import { LessonPage, PATIENCE } from "./support/lesson-page.ts";
import { expectNoViolations } from "./support/violations.ts";

const file = (text: string, name = "my-lesson.md") => ({
  name,
  mimeType: "text/markdown",
  buffer: Buffer.from(text),
});
const chosen = (page: Page, what: "file" | "folder") =>
  page.locator(`input[aria-label="Open a lesson from a ${what}"]`);

test("a lesson of one's own opens from a file, is played, and is there after a reload", async ({ page }) => {
  await page.goto("./#lessons");
  await chosen(page, "file").setInputFiles(file(await exampleText()));
  const lesson = new LessonPage(page);
  await expect(lesson.heading("Play first")).toBeFocused(PATIENCE);
  await expect(page.getByText("Its memory has 256 pages of 4 KiB.")).toBeVisible();
  expect(new URL(page.url()).hash).toBe("#lesson/own-my-lesson");
  await lesson.button("Continue").click();
  await page.getByRole("radio", { name: "For nothing: it runs" }).check();
  await page.reload();
  await expect(page.getByRole("radio", { name: "For nothing: it runs" })).toBeChecked(PATIENCE);
  await lesson.button("Lock in").click();
  await lesson.button("Run it").click();
  await lesson.button("To the end").click();
  await expect(lesson.heading("What did you see?")).toBeFocused(PATIENCE);
});

test("what is wrong in a lesson of one's own is told with file and line, and what is allowed", async ({
  page,
}) => {
  await page.goto("./#lessons");
  const text = (await exampleText()).replace("kind: choice", "kind: guess");
  await chosen(page, "file").setInputFiles(file(text));
  const alert = page.getByRole("alert").filter({ hasText: "my-lesson.md" });
  await expect(alert).toContainText(/my-lesson\.md:\d+/, PATIENCE);
  await expect(alert).toContainText("guess");
  await expect(alert).toContainText("allowed");
  expect(new URL(page.url()).hash).toBe("#lessons");
});

test("a folder opens as a lesson, and what else lies there is passed over", async ({ page }, info) => {
  const folder = info.outputPath("from-a-folder");
  mkdirSync(folder, { recursive: true });
  const [, data, words] = (await exampleText()).split(/^---$/m);
  writeFileSync(join(folder, "lesson.yaml"), data!);
  writeFileSync(join(folder, "en.md"), words!.trim());
  writeFileSync(join(folder, "picture.png"), Buffer.from([1, 2, 3]));
  await page.goto("./#lessons");
  await chosen(page, "folder").setInputFiles(folder);
  await expect(new LessonPage(page).heading("Play first")).toBeFocused(PATIENCE);
  expect(new URL(page.url()).hash).toBe("#lesson/own-from-a-folder");
});

test("a lesson that is dropped opens, also over the lab", async ({ page }) => {
  await page.goto("./");
  await expect(page.getByRole("button", { name: "Migrate" })).toBeVisible(PATIENCE);
  const text = await exampleText();
  await page.evaluate((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], "dropped.md", { type: "text/markdown" }));
    window.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  }, text);
  await expect(new LessonPage(page).heading("Play first")).toBeFocused(PATIENCE);
});

test("a link leads to a lesson beside the page, and nowhere else", async ({ page }) => {
  const text = await exampleText();
  await page.route("**/lessons/linked.md", (route) =>
    route.fulfill({ contentType: "text/plain", body: text }),
  );
  await page.goto("./#lesson-from/lessons/linked.md");
  await expect(new LessonPage(page).heading("Play first")).toBeFocused(PATIENCE);
  expect(new URL(page.url()).hash).toBe("#lesson/own-linked");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  for (const path of [
    "https://elsewhere.example/x.md",
    "../x.md",
    "//elsewhere.example/x.md",
    ".hidden/x.md",
  ]) {
    await page.goto(`./#lesson-from/${path}`);
    await expect(page.getByRole("alert").filter({ hasText: "in the lab's own folder" })).toBeVisible();
    await page.goto("./#lessons");
  }
  expect(asked.filter((url) => url.includes("x.md"))).toEqual([]);
  await page.goto("./#lesson-from/lessons/not-there.md");
  await expect(page.getByRole("alert").filter({ hasText: "There is no file" })).toBeVisible();
});

test("a term is explained where it is first read, and its place in the glossary leads back", async ({
  page,
}) => {
  await page.goto("./#lessons");
  await page.getByRole("link", { name: "Glossary" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Glossary" })).toBeFocused();
  const back = page.getByRole("link", { name: /^First in the lesson/ }).first();
  await expectNoViolations(page, "glossary");
  await back.click();
  await expect(page).toHaveURL(/#lesson\/[a-z-]+\/\d$/);
  const lesson = new LessonPage(page);
  await lesson.open("what-moves");
  const term = lesson.rail.locator("dfn button").first();
  const meaning = lesson.rail.locator(".meaning").first();
  await expect(meaning).toBeHidden();
  await term.focus();
  await page.keyboard.press("Enter");
  await expect(meaning).toBeVisible();
  expect(await term.getAttribute("aria-describedby")).toBeTruthy();
  await page.keyboard.press("Escape");
  await page.mouse.move(0, 0);
  await meaning
    .getByRole("link", { name: "Glossary", includeHidden: true })
    .evaluate((link) => (link as HTMLElement).click());
  await expect(page.locator("dt:focus")).toBeVisible();
});

test("a few questions find the lesson to begin with", async ({ page }) => {
  await page.goto("./#lessons");
  await page.getByRole("button", { name: "Find my start" }).click();
  const test = page.getByRole("region", { name: "Find my start" });
  await expect(test.getByRole("radio").first()).toBeVisible(PATIENCE);
  // The working set: the wide one costs more. The second is answered by what cannot be.
  await test.getByRole("radio").nth(1).check();
  await test.getByRole("button", { name: "Continue" }).click();
  await expect(test.getByRole("radio", { checked: true })).toHaveCount(0, PATIENCE);
  await test.getByRole("radio").last().check();
  await test.getByRole("button", { name: "Continue" }).click();
  await expect(test.getByText("You answered 1 of 4 questions as the run does.")).toBeVisible(PATIENCE);
  await test.getByRole("link", { name: /^Begin with/ }).click();
  await expect(page).toHaveURL(/#lesson\/never-ends$/);
});

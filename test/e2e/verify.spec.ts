import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { handInText } from "../../src/handin/hand-in-file.ts";
import { lessonAt } from "../../tools/lessons/folder.ts";
import { Verifier } from "../../tools/verify/verify-file.ts";
import { readScenario } from "../lessons/example.ts";
import { handInOf } from "../support/made-hand-in.ts";
import { LessonPage, PATIENCE } from "./support/lesson-page.ts";
import { expectNoViolations } from "./support/violations.ts";

let folder: string;

/** Two genuine hand-ins, one whose goals were made up, one that was changed by hand, and a file that is none. */
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hand-ins-"));
  const lesson = await lessonAt("lessons", "cut-the-link", readScenario);
  const measure = await new Verifier({ lesson: async () => lesson, readScenario }).measureFor(lesson);
  const made = await Promise.all(
    [null, 4].map((number) => handInOf("cut-the-link", measure, { number, name: "N." })),
  );
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  for (const [index, handIn] of made.entries()) write(`${index}.json`, handInText(handIn));
  const challenge = { ...made[0]!.challenge!, actions: [] };
  write("forged.json", handInText({ ...made[0]!, challenge }));
  write("changed.json", handInText(made[1]!).replace('"N."', '"M."'));
  write("none.json", "{}");
});

test.afterAll(() => rmSync(folder, { recursive: true }));

const files = (...names: string[]) => names.map((name) => join(folder, name));

test("hand-ins are verified in the page: genuine, forged, changed and none are told apart", async ({
  page,
}) => {
  await page.goto("./#verify");
  await expect(page.getByRole("heading", { name: "Verify hand-ins" })).toBeFocused();
  const chooser = page.locator('input[type="file"][multiple]');
  await chooser.setInputFiles(files("0.json", "1.json", "forged.json", "changed.json", "none.json"));
  const row = (name: string) => page.getByRole("row").filter({ hasText: name });
  await expect(page.getByRole("status").filter({ hasText: "problem" })).toHaveText("3 of 5 have a problem.", {
    timeout: 120_000,
  });
  await expect(row("0.json")).toContainText("genuine");
  await expect(row("1.json")).toContainText("3 of 3");
  await expect(row("forged.json")).toContainText('it says that the goal "whole" is reached');
  await expect(row("changed.json")).toContainText("it was changed by hand");
  await expect(row("none.json")).toContainText("this is no hand-in of the lab");
  await expectNoViolations(page, "hand-ins");

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save the table as CSV" }).click();
  expect((await download).suggestedFilename()).toBe("hand-ins.csv");

  // What was verified in this tab is known after a reload.
  await page.reload();
  await chooser.setInputFiles(files("0.json", "1.json"));
  await expect(page.getByRole("status").filter({ hasText: "genuine" })).toHaveText("All 2 are genuine.", {
    timeout: 5000,
  });
});

test("hand-ins on a phone are cards in which everything is read", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await page.goto("./#verify");
  await page.locator('input[type="file"][multiple]').setInputFiles(files("0.json", "none.json"));
  await expect(page.getByText("1 of 2 has a problem.")).toBeVisible({ timeout: 120_000 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await expectNoViolations(page, "hand-ins at 320 px");
});

test("what was done in a lesson is handed in as a file and as a link, and is genuine", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const lesson = new LessonPage(page);
  await lesson.open("cut-the-link");
  await lesson.button("Continue").click();
  await page.getByRole("radio").first().check();
  await lesson.button("Lock in").click();
  await lesson.button("Run it").click();
  await lesson.button("To the end").click();
  await expect(lesson.heading("What did you see?")).toBeFocused(PATIENCE);
  await page.getByRole("radio").first().check();
  await lesson.button("Continue").click();
  await lesson.button("Continue").click();
  await expect(lesson.heading("Why it is so")).toBeFocused(PATIENCE);
  await lesson.button("Continue").click();
  await expect(lesson.button("Check")).toBeVisible(PATIENCE);
  await expect(lesson.button("Migrate")).toHaveAttribute("aria-disabled", "false", PATIENCE);
  // What the learner does to the run goes with it: the link is healed in page-in.
  await lesson.button("Migrate").click();
  await expect(lesson.button("Heal link")).toHaveAttribute("aria-disabled", "false", PATIENCE);
  await lesson.button("Heal link").click();
  // A short run comes to its end by itself, and "To the end" goes then.
  const isOver = page.getByText("Hand in", { exact: true });
  await expect(async () => {
    if (!(await isOver.isVisible())) await lesson.button("To the end").click({ timeout: 3000 });
    await lesson.button("Check").click();
    await expect(isOver).toBeVisible({ timeout: 3000 });
  }).toPass(PATIENCE);
  await page.getByText("Hand in", { exact: true }).click();
  await page.getByLabel("Name, if you like").fill("Grace");
  const download = page.waitForEvent("download");
  await lesson.button("Save the hand-in").click();
  const saved = await (await download).path();
  const verifier = new Verifier({ lesson: (id) => lessonAt("lessons", id, readScenario), readScenario });
  const row = await verifier.rowOf(saved);
  expect(row).toMatchObject({ lesson: "cut-the-link", name: "Grace", changed: false, problem: "" });
  expect(row.verified?.predictions).toBe(1);
  expect(row.verified?.hash).not.toBe("");

  await lesson.button("Copy a link").click();
  await expect(page.getByText("The link is copied.")).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const teacher = await context.newPage();
  await teacher.goto(link);
  await expect(teacher.getByText("It is genuine.")).toBeVisible({ timeout: 120_000 });
  await expect(teacher.getByRole("row").filter({ hasText: "Grace" })).toContainText(
    row.verified!.hash.slice(0, 8),
  );
});

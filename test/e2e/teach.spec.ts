import { expect, type Page, test } from "@playwright/test";
import { LESSON_ORDER } from "../../src/lessons/order.ts";
import { PLANS } from "../../src/lessons/plans.ts";
import { expectQuiet, listen } from "./support/complaints.ts";
import { LabPage } from "./support/lab-page.ts";
import { expectNoViolations } from "./support/violations.ts";

/** Making all runs of a lesson takes some seconds, on a slow machine more. */
const PATIENCE = { timeout: 120_000 };

const region = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const moments = (page: Page) => page.getByRole("link", { name: /answer/ });

for (const id of LESSON_ORDER)
  test(`the teacher's page of ${id} has words, wrong answers with their moments, and conditions`, async ({
    page,
    baseURL,
  }) => {
    const heard = await listen(page);
    await page.goto(`./#teach/${id}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
    for (const name of ["Goal", "What to say", "What will be asked", "Conditions"])
      await expect(region(page, name)).toBeVisible();
    await expect(region(page, "What to say").getByRole("definition")).toHaveCount(6);
    const wrong = region(page, "Common wrong answers").getByRole("listitem");
    await expect(wrong.first()).toBeVisible(PATIENCE);
    for (const item of await wrong.all())
      await expect(item.getByRole("link")).toHaveAttribute("href", new RegExp(`^#moment/${id}/\\d+$`));
    const rows = region(page, "Conditions").getByRole("row");
    expect(await rows.count()).toBeGreaterThan(4);
    await expect(rows.filter({ hasText: "Seed" })).toContainText("always");
    await expect(page.getByRole("link", { name: "Present this lesson" })).toHaveAttribute(
      "href",
      `#present/${id}`,
    );
    expectQuiet(heard, new URL(".", baseURL).href);
  });

test("a wrong answer leads to the moment of the run that answers it", async ({ page }) => {
  await page.goto("./#teach/cut-the-link");
  const link = moments(page).first();
  await expect(link).toBeVisible(PATIENCE);
  const seconds = Number(/([\d.]+) s$/.exec((await link.textContent())!.trim())![1]);
  await link.click();
  const lab = new LabPage(page);
  await expect.poll(() => lab.now(), PATIENCE).toBeCloseTo(seconds, 2);
});

test("what the scenario and the lesson say stands in the table of conditions", async ({ page }) => {
  await page.goto("./#teach/cut-the-link");
  const row = (name: string) => region(page, "Conditions").getByRole("row").filter({ hasText: name });
  await expect(row("Memory")).toContainText("2 MiB");
  await expect(row("Memory")).toContainText("4 MiB");
  await expect(row("Strategy")).toContainText("Quick Resume and Post-copy");
  await expect(row("Link cut")).toContainText("150 to 400 ms, by 50");
  await expect(region(page, "Conditions").getByRole("listitem")).toHaveText("Strategy: Post-copy");
});

for (const { id, minutes, parts } of PLANS)
  test(`the plan of ${minutes} minutes has its lessons with minutes, questions and wrong answers`, async ({
    page,
    baseURL,
  }) => {
    const heard = await listen(page);
    await page.goto(`./#plan/${id}`);
    const present = page.getByRole("link", { name: "Present this plan" });
    await expect(present).toHaveAttribute("href", `#present/${id}`);
    const headings = page.getByRole("heading", { level: 2 });
    // The first says what to do before.
    await expect(headings).toHaveCount(parts.length + 1);
    await expect(headings.nth(1)).toContainText(`0 to ${parts[0]!.minutes} min`);
    await expect(headings.last()).toContainText(`to ${minutes} min`);
    const starts = page.getByRole("link", { name: /^Present from here/ });
    const routes = await starts.evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    expect(routes).toEqual(parts.map(({ lesson }) => `#present/${lesson}/1/${id}`));
    await expect(page.getByText("Wrong answers", { exact: true })).toHaveCount(parts.length, PATIENCE);
    expectQuiet(heard, new URL(".", baseURL).href);
  });

test("keys lead from the list of lessons to a plan, to a teacher's page, and back", async ({ page }) => {
  await page.goto("./#lessons");
  await page.getByRole("link", { name: "Twenty minutes" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Twenty minutes", level: 1 })).toBeFocused();
  await page.getByRole("link", { name: /^Teacher's page.*Quick Resume/ }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Quick Resume", level: 1 })).toBeFocused();
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Twenty minutes", level: 1 })).toBeFocused();
});

for (const hash of ["#teach/what-it-cannot-survive", "#plan/fifty-minutes"])
  test(`${hash} fits a phone and a small desk, and has no violations`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(`./${hash}`);
    await expect(moments(page).last()).toBeVisible(PATIENCE);
    await expect(page.getByRole("progressbar")).toHaveCount(0, PATIENCE);
    for (const [width, height] of [
      [320, 640],
      [1024, 768],
    ] as const) {
      await page.setViewportSize({ width, height });
      await expectNoViolations(page, `${hash} at ${width}`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  });

test("on paper a plan is black on white, and has nothing that can be pressed", async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem("quick-resume-lab theme", "dark"));
  await page.goto("./#plan/fifty-minutes");
  const heading = page.getByRole("heading", { level: 1 });
  await expect(heading).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("link", { name: "Present this plan" })).toBeHidden();
  await expect(page.getByRole("link", { name: /^Present from here/ }).first()).toBeHidden();
  const colours = await heading.evaluate((element) => {
    const grounds = [element.closest("main")!, document.documentElement, document.body];
    return [
      getComputedStyle(element).color,
      ...grounds.map((each) => getComputedStyle(each).backgroundColor),
    ];
  });
  expect(colours[0]).toBe("rgb(0, 0, 0)");
  for (const ground of colours.slice(1)) expect(["rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"]).toContain(ground);
});

test("a German class has a German teacher's page", async ({ page }) => {
  await page.goto("./?lang=de#teach/never-ends");
  await expect(page.getByRole("heading", { name: "Wenn es nie endet", level: 1 })).toBeVisible();
  await expect(page.getByText("Geschrieben durch gesendet ist 1,10").first()).toBeVisible();
  await expect(region(page, "Häufige falsche Antworten").getByRole("listitem").first()).toBeVisible(PATIENCE);
  expect(await page.locator("main [lang]").count()).toBe(0);
});

test("an address of no lesson and of no plan says so, and leads on", async ({ page }) => {
  await page.goto("./#teach/nothing");
  await expect(page.getByRole("heading", { name: "There is no such lesson" })).toBeFocused();
  await page.goto("./#plan/nothing");
  await expect(page.getByRole("heading", { name: "There is no such plan" })).toBeFocused();
  await page.getByRole("link", { name: "All lessons" }).click();
  await expect(page.getByRole("link", { name: "Fifty minutes" })).toBeVisible();
});

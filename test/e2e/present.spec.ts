import { expect, test } from "@playwright/test";
import { LESSON_ORDER } from "../../src/lessons/order.ts";
import { whatDoesNotFit } from "./support/fits.ts";
import { wordsUnder } from "./support/small-words.ts";
import { expectNoViolations } from "./support/violations.ts";
import { WallPage } from "./support/wall-page.ts";

test("a lesson is played by a clicker alone, and back each slide looks as it did", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  const wall = new WallPage(page);
  await wall.open("cut-the-link");
  const sights = new Map<string, Awaited<ReturnType<WallPage["sight"]>>>();
  await wall.forwards(async (hash) => {
    sights.set(hash, await wall.sight());
  });
  const slides = [...sights.keys()];
  expect(slides).toHaveLength(9);
  for (const hash of slides.toReversed()) {
    expect(await wall.hash()).toBe(hash);
    await wall.expectSight(sights.get(hash)!);
    await wall.press("PageUp");
  }
  await wall.press("7");
  await wall.expectSight(sights.get(slides[6]!)!);
  await page.reload();
  await wall.isThere();
  expect(await wall.hash()).toBe(slides[6]);
  await wall.expectSight(sights.get(slides[6]!)!);
});

test("the picture of the run is made before its slide, and stays", async ({ page }) => {
  const wall = new WallPage(page);
  await wall.open("cut-the-link/2");
  const picture = await wall.wall.locator(".picture").elementHandle();
  expect(await picture!.isVisible()).toBe(false);
  await expect(page.locator("h1")).toHaveCount(1);
  // It is laid out already, its maps as large as they will stand there.
  const map = wall.wall.locator(".picture canvas").last();
  const width = (await map.boundingBox())?.width;
  expect(width).toBeGreaterThan(100);
  await wall.press("PageDown");
  expect(await picture!.isVisible()).toBe(true);
  expect((await map.boundingBox())?.width).toBe(width);
  await wall.press("PageUp");
  await wall.press("4");
  expect(await picture!.isVisible()).toBe(true);
});

test("what is right is nowhere on the wall before the run has shown it, and hands are drawn over the outcome", async ({
  page,
}) => {
  const wall = new WallPage(page);
  await wall.open("cut-the-link/2");
  await page.getByRole("spinbutton", { name: "Hands for A" }).fill("13");
  await page.locator("h1").click();
  await page.keyboard.press("Shift+D");
  await page.keyboard.press("Shift+D");
  await expect(page.getByRole("spinbutton", { name: "Hands for D" })).toHaveValue("2");
  await expect(wall.wall.getByText("the run", { exact: true })).toHaveCount(0);
  await wall.press("8");
  await expect(page.getByRole("heading", { name: "2 of 15 said what the run did" })).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "the run" })).toContainText("goes on slower");
  await page.reload();
  await wall.isThere();
  await expect(page.getByRole("heading", { name: "2 of 15 said what the run did" })).toBeVisible();
  await page.keyboard.press("r");
  await expect(page.getByRole("status").filter({ hasText: "press again" })).toBeVisible();
  await wall.press("r");
  expect(await wall.hash()).toBe("#present/cut-the-link");
  await wall.press("2");
  await expect(page.getByRole("spinbutton", { name: "Hands for A" })).toHaveValue("0");
});

test("the run is played on the wall, and stands still at the next moment, to the tick", async ({ page }) => {
  const wall = new WallPage(page);
  await wall.open("quick-resume/4");
  const moment = await wall.sight();
  await wall.press("3");
  await page.keyboard.press(".");
  await expect.poll(() => wall.hash(), { timeout: 60_000 }).toBe("#present/quick-resume/4");
  await wall.isThere();
  await wall.expectSight(moment);
});

test("one key away: the guest, the page states, a dark wall, and the code of the moment", async ({
  page,
}) => {
  const wall = new WallPage(page);
  await wall.open("cut-the-link/5");
  await page.keyboard.press("g");
  await expect(page.getByRole("figure")).toContainText("East");
  await page.keyboard.press("k");
  await expect(page.getByRole("list", { name: "What the squares mean" })).toBeVisible();
  await page.keyboard.press("b");
  await expect(wall.wall.locator(":scope > :not(nav, .spoken):visible")).toHaveCount(0);
  await page.keyboard.press("b");
  await page.keyboard.press("q");
  const code = wall.wall.getByRole("img", { name: /#moment\/cut-the-link\/\d+$/ });
  const link = (await code.getAttribute("aria-label"))!;
  expect(link.length).toBeLessThan(300);
  // A pupil's page is at the same moment of the same run.
  await page.keyboard.press("q");
  const said = await wall.wall.locator("[data-kind]").textContent();
  const pupil = await page.context().newPage();
  await pupil.goto(link);
  await expect(pupil.locator("main [data-kind]")).toHaveText(said!, { timeout: 60_000 });
});

test("the speaker's window has notes, the next slide and the clock, and stays in step through reloads", async ({
  page,
}) => {
  const wall = new WallPage(page);
  await wall.open("cut-the-link");
  const opening = page.waitForEvent("popup");
  await page.getByRole("button", { name: "Speaker window" }).click();
  const speaker = await opening;
  await expect(speaker.getByRole("heading", { name: "On the wall: Question" })).toBeVisible({
    timeout: 60_000,
  });
  await expect(speaker.getByText("The clock begins with the next slide.")).toBeVisible();
  await expect(speaker.locator(".notes")).not.toBeEmpty();

  await speaker.keyboard.press("PageDown");
  await wall.isThere();
  expect(await wall.hash()).toBe("#present/cut-the-link/2");
  await expect(speaker.getByRole("timer")).toHaveText(/^0:0\d/);
  await speaker.getByRole("spinbutton", { name: "Hands for B" }).fill("4");
  await expect(page.getByRole("spinbutton", { name: "Hands for B" })).toHaveValue("4");

  await wall.press("4");
  await expect(speaker.getByText("slide 4 of 9")).toBeVisible();
  await speaker.reload();
  await expect(speaker.getByText("slide 4 of 9")).toBeVisible({ timeout: 60_000 });
  await page.reload();
  await wall.isThere();
  await wall.press("PageDown");
  await expect(speaker.getByText("slide 5 of 9")).toBeVisible();
  const next = speaker.frameLocator("iframe").locator("main.wall");
  await expect(next).toHaveAttribute("data-slide", "beat", { timeout: 60_000 });
  await expect(next.getByRole("navigation")).toHaveCount(0);
});

test("where one window is all there is, its notes and its slide are at the same place", async ({ page }) => {
  const wall = new WallPage(page);
  await wall.open("what-moves/2");
  await page.getByRole("spinbutton", { name: "Hands for A" }).fill("3");
  await page.getByRole("link", { name: "Notes in this window" }).click();
  await page.getByRole("link", { name: "Show the slide in this window" }).waitFor();
  await expect(page.getByRole("spinbutton", { name: "Hands for A" })).toHaveValue("3");
  await page.keyboard.press("PageDown");
  await expect(page.getByText(/^slide 3 of/)).toBeVisible();
  await page.getByRole("link", { name: "Show the slide in this window" }).click();
  await wall.isThere();
  expect(await wall.hash()).toBe("#present/what-moves/3");
});

test("a plan leads from lesson to lesson, and back", async ({ page }) => {
  const wall = new WallPage(page);
  await wall.open("fifty-minutes");
  expect(await wall.hash()).toBe("#present/what-moves/1/fifty-minutes");
  await wall.press("7");
  await wall.press("PageDown");
  await expect.poll(() => wall.hash()).toBe("#present/copy-while-it-runs/1/fifty-minutes");
  await expect(wall.wall).toContainText("Lesson 2");
  await wall.press("PageUp");
  await expect.poll(() => wall.hash()).toBe("#present/what-moves/7/fifty-minutes");
});

for (const [language, lessons] of [
  ["en", LESSON_ORDER],
  ["de", ["cut-the-link", "what-it-cannot-survive", "choose-a-strategy"]],
] as const)
  test(`each slide of each lesson fits both walls in letters for the back row: ${language}`, async ({
    page,
  }) => {
    await page.goto(`./?lang=${language}#lessons`);
    const wall = new WallPage(page);
    for (const lesson of lessons) {
      await wall.open(lesson);
      await wall.forwards(async (hash) => {
        for (const [width, height] of [
          [1280, 720],
          [1024, 768],
        ] as const) {
          await page.setViewportSize({ width, height });
          const misfits = await whatDoesNotFit(page);
          const small = await wordsUnder(page, 24);
          const [wide, high] = await page.evaluate(() => {
            const { scrollWidth, scrollHeight } = document.documentElement;
            return [scrollWidth, scrollHeight] as const;
          });
          const seen = { hash, width, misfits, small, wide, high };
          expect.soft(seen).toEqual({ ...seen, misfits: [], small: [], wide: width, high: height });
        }
      });
    }
  });

test("the wall and the speaker's window can be used by all: axe, and 320 pixels", async ({ page }) => {
  const wall = new WallPage(page);
  for (const place of [
    "cut-the-link",
    "cut-the-link/2",
    "cut-the-link/5",
    "cut-the-link/8",
    "cut-the-link/9",
  ]) {
    await wall.open(place);
    await expectNoViolations(page, await page.evaluate(() => location.hash));
  }
  await page.goto("./#speaker/cut-the-link/2");
  await page.getByRole("link", { name: "Show the slide in this window" }).waitFor({ timeout: 60_000 });
  await expectNoViolations(page, await page.evaluate(() => location.hash));
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});

for (const width of [320, 720, 1024])
  test(`nothing of a slide is cut off at its side in a window of ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 720 });
    const wall = new WallPage(page);
    for (const slide of [1, 2, 5, 6, 8, 9]) {
      await wall.open(`cut-the-link/${slide}`);
      const beyond = await wall.wall.evaluate((wall) =>
        [...wall.querySelectorAll("article, h1, p, li, .mailbox, .floor p")]
          .filter((part) => part.checkVisibility({ visibilityProperty: true }))
          .filter((part) => part.getBoundingClientRect().right > innerWidth + 0.5)
          .map((part) => part.outerHTML.slice(0, 80)),
      );
      expect(beyond, `slide ${slide}`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
  });

test("a lesson that is not there is said to be none", async ({ page }) => {
  await page.goto("./#present/no-such-lesson");
  await expect(page.getByRole("heading", { name: "There is no such lesson" })).toBeVisible();
  await page.goto("./#speaker/no-such-lesson");
  await expect(page.getByRole("heading", { name: "There is no such lesson" })).toBeVisible();
});

test("every lesson has a button to present it, and the way back leads to it", async ({ page }) => {
  await page.goto("./#lesson/cut-the-link");
  await page.getByRole("button", { name: "Present", exact: true }).click();
  const wall = new WallPage(page);
  await wall.isThere();
  await page.getByRole("link", { name: "End", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Play first" })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("button", { name: "Migrate", exact: true })).toHaveAttribute(
    "aria-disabled",
    "false",
    { timeout: 60_000 },
  );
});

import { expect, test } from "@playwright/test";
import { LessonPage, PATIENCE } from "./support/lesson-page.ts";
import { expectNoViolations } from "./support/violations.ts";

test("a curve is drawn on the tape by the pointer and by keys, and is the one of the rail", async ({
  page,
}) => {
  const lesson = new LessonPage(page);
  await lesson.open("never-ends");
  await lesson.button("Continue").click();
  const tape = page.getByRole("region", { name: "Draw it on the tape" });
  await expect(tape).toBeVisible(PATIENCE);
  const handle = (point: number) => tape.getByRole("slider", { name: `Point ${point} on the tape` });
  const field = (point: number) => page.getByRole("spinbutton", { name: `Point ${point}`, exact: true });

  // What is chosen or typed in the rail stands on the tape.
  await page.getByRole("radio", { name: "Each round is half of the one before" }).check();
  await expect(handle(2)).toHaveAttribute("aria-valuenow", "256");
  await field(3).fill("300");
  await field(3).blur();
  await expect(handle(3)).toHaveAttribute("aria-valuenow", "300");

  // One stroke of the pointer over the tape draws all the points that it passes.
  const box = (await tape.locator(".field").boundingBox())!;
  await page.mouse.move(box.x + 4, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 4, box.y + box.height / 2, { steps: 24 });
  await page.mouse.up();
  for (const point of [1, 2, 3, 4, 5, 6]) await expect(field(point)).toHaveValue("256");

  // The keyboard's twin: arrows a 64th of all, page keys eight of them.
  await handle(6).focus();
  await page.keyboard.press("ArrowUp");
  await expect(field(6)).toHaveValue("264");
  await page.keyboard.press("PageDown");
  await expect(field(6)).toHaveValue("200");
  await page.keyboard.press("End");
  await expect(field(6)).toHaveValue("512");
  await expectNoViolations(page, "drawn");

  // Whoever comes back finds it as it was left.
  await page.reload();
  await expect(field(6)).toHaveValue("512", PATIENCE);

  await lesson.button("Lock in").click();
  await expect(lesson.button("Run it")).toBeVisible();
  await expect(handle(6)).toHaveAttribute("aria-disabled", "true");
  await handle(6).focus();
  await page.keyboard.press("Home");
  await expect(handle(6)).toHaveAttribute("aria-valuenow", "512");

  // After the run it lies over what was measured.
  await lesson.button("Run it").click();
  await lesson.button("To the end").click();
  await expect(lesson.heading("What did you see?")).toBeFocused(PATIENCE);
  const chart = page.getByRole("region", { name: "Tape" });
  await expect(chart.getByText("yours", { exact: true })).toBeVisible();
  await expect(chart.getByText("the run", { exact: true })).toBeVisible();
  // One point for each of the six rounds, of both.
  const dots = (kind: string) =>
    chart.locator(`path.${kind}`).evaluate((path) => path.getAttribute("d")!.split("M").length - 1);
  expect(await dots("ring")).toBe(6);
  expect(await dots("filled")).toBe(6);
});

test("a time that was predicted is a stretch of the tape, below the one that it was", async ({ page }) => {
  const lesson = new LessonPage(page);
  await lesson.open("what-moves");
  await lesson.button("Continue").click();
  const end = page.getByRole("slider", { name: "Drawn on the tape" });
  await end.focus();
  for (let press = 0; press < 2; press++) await page.keyboard.press("PageUp");
  const answer = Number(await page.getByLabel("Your answer").inputValue());
  expect(answer).toBeGreaterThan(4);
  await expect(end).toHaveAttribute("aria-valuenow", String(answer));
  await lesson.button("Lock in").click();
  await lesson.button("Run it").click();
  await lesson.button("To the end").click();
  await expect(lesson.heading("What did you see?")).toBeFocused(PATIENCE);
  const tape = page.getByRole("region", { name: "Tape" });
  await expect(tape.getByText(`${answer} seconds`)).toBeVisible();
  const widths = await tape
    .locator(".stretch path")
    .evaluateAll((paths) => paths.map((path) => (path as SVGPathElement).getBBox().width));
  expect(widths).toHaveLength(2);
  // The run's stun was 4.03 s.
  expect(widths[0]! / widths[1]!).toBeGreaterThan(1);
});

for (const [width, height] of [
  [320, 640],
  [390, 844],
  [1024, 768],
  [1280, 720],
] as const)
  test(`what a step is ended with is in reach at ${width} by ${height} pixels, wherever the page stands`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    const lesson = new LessonPage(page);
    await lesson.open("never-ends");
    const inReach = async (name: string) => {
      await expect(lesson.button(name)).toBeInViewport({ ratio: 1 });
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      await expect(lesson.button(name)).toBeInViewport({ ratio: 1 });
      await page.evaluate(() => scrollTo(0, 0));
    };
    await inReach("Continue");
    await lesson.button("Continue").click();
    await page.getByRole("radio").first().check();
    await inReach("Lock in");
    await lesson.button("Lock in").click();
    await inReach("Run it");
    // From 1024 pixels on the lab is in sight beside it.
    if (width >= 1024) await expect(page.getByRole("article", { name: "East" })).toBeInViewport({ ratio: 1 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });

test("views that would show what is asked stay closed until there is an answer", async ({ page }) => {
  const lesson = new LessonPage(page);
  await lesson.open("what-moves");
  await lesson.button("Continue").click();
  await expect(page.getByLabel("Your answer")).toBeVisible(PATIENCE);
  await page.getByLabel("Your answer").fill("7");
  await page.getByLabel("Your answer").blur();
  for (const view of ["#compare", "#matrix"]) {
    await page.goto(`./${view}`);
    await expect(page.getByRole("heading", { name: "Closed while you predict" })).toBeFocused();
    await expect(
      page.getByText("This view would show what the lesson asks you. Runs once your answer is locked in."),
    ).toBeVisible();
  }
  await page.getByRole("link", { name: "Back to your prediction" }).click();
  await expect(page.getByLabel("Your answer")).toHaveValue("7");
  await lesson.button("Lock in").click();
});

test("a replay dims what it is not about, is stopped, and is played again", async ({ page }) => {
  const lesson = new LessonPage(page);
  await lesson.open("never-ends");
  await lesson.button("Continue").click();
  await page.getByRole("radio", { name: "Two rounds are enough" }).check();
  await lesson.button("Lock in").click();
  await lesson.button("Run it").click();
  await lesson.button("To the end").click();
  await expect(lesson.heading("What did you see?")).toBeFocused(PATIENCE);
  await page.getByRole("radio").nth(1).check();
  await lesson.button("Continue").click();
  const east = page.getByRole("article", { name: "East" });
  // The idea is that more rounds always help: it is about West and the cable.
  await expect(page.locator("[data-lit='West cable']")).toBeVisible(PATIENCE);
  await expect(east.getByRole("heading")).toHaveCount(0);
  await lesson.button("Stop").click();
  await expect(page.locator("[data-lit]")).toHaveCount(0, PATIENCE);
  await expect(east.getByRole("heading")).toBeVisible();
  const again = page.getByRole("button", { name: /^Watch .* s again$/ });
  await again.click();
  await expect(page.locator("[data-lit='West cable']")).toBeVisible(PATIENCE);
  const begun = Date.now();
  await expect(page.locator("[data-lit]")).toHaveCount(0, PATIENCE);
  expect(Date.now() - begun).toBeLessThan(16_000);
});

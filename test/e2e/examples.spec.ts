import { expect, type Page, test } from "@playwright/test";
import { EXAMPLES } from "../../src/examples/examples.ts";
import { LabPage } from "./support/lab-page.ts";

const heading = (page: Page) => page.getByRole("heading", { name: "Examples", level: 1 });

test("a key leads to the examples, and one of them to its run, which waits for Migrate", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  await page.keyboard.press("e");
  await expect(heading(page)).toBeFocused();
  for (const { title } of EXAMPLES)
    await expect(page.getByRole("link", { name: title, exact: false }).first()).toBeVisible();
  await expect(page.getByRole("img", { name: /^Picture of the run/ })).toHaveCount(EXAMPLES.length);

  await page.getByRole("link", { name: "Cut at the first fault" }).click();
  await lab.isThere();
  await expect.poll(() => lab.now(), { timeout: 30_000 }).toBe(1);
  await lab.standsStill();
  await lab.begin();
  await lab.runTo("end");
  await expect(lab.seal).toBeVisible();
  await expect(page.getByText("recovered").first()).toBeVisible();
});

test("the way back from the examples leads to the run that was left", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.migrateToFirstFault();
  const before = await lab.now();
  await page.getByRole("button", { name: "Examples" }).click();
  await page.getByRole("link", { name: "Back to the lab" }).click();
  await lab.reaches("page-in");
  expect(await lab.now()).toBe(before);
});

for (const [theme, width, height] of [
  ["light", 320, 640],
  ["dark", 640, 800],
  ["light", 768, 1024],
  ["projector", 1024, 768],
  ["light", 1440, 900],
] as const)
  test(`the examples fit a ${theme} screen of ${width} pixels`, async ({ page }) => {
    await page.addInitScript((name) => localStorage.setItem("quick-resume-lab theme", name), theme);
    await page.setViewportSize({ width, height });
    await page.goto("./#examples");
    await expect(heading(page)).toBeVisible();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(width);
    // No words of a card lie over those of another.
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>("ol > li p, ol > li a")]
        .filter((each) => each.scrollWidth > each.clientWidth + 1)
        .map((each) => each.textContent),
    );
    expect(cut).toEqual([]);
  });

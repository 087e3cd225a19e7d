import { expect, type Page, test } from "@playwright/test";
import { LabPage } from "./support/lab-page.ts";
import { wordsUnder } from "./support/small-words.ts";
import { expectNoViolations } from "./support/violations.ts";

/** The smallest type that is read from the back row. */
const LEAST = 24;

async function expectReadable(page: Page, state: string): Promise<void> {
  expect(await wordsUnder(page, LEAST), state).toEqual([]);
  const overhang = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect(overhang, state).toBe(0);
}

for (const [width, height] of [
  [1440, 900],
  [1280, 720],
  [1024, 768],
] as const) {
  test(`on a projector no word is smaller than 24 px: ${width} x ${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.addInitScript(() => localStorage.setItem("quick-resume-lab theme", "projector"));
    const lab = new LabPage(page);
    await lab.open();
    await expectReadable(page, "first view");
    await page.getByRole("button", { name: "Help", exact: true }).click();
    await expectReadable(page, "help");
    const legend = await page.getByText("came by the cable", { exact: true }).boundingBox();
    expect(legend!.width).toBeGreaterThan(100);
    const help = await page.getByRole("region", { name: "Help" }).boundingBox();
    expect(help!.y + help!.height).toBeLessThanOrEqual(height);
    await page.keyboard.press("Escape");
    await lab.migrate.click();
    await lab.reaches("pre-copy");
    await expectReadable(page, "pre-copy");
    await lab.runTo("page fault");
    await lab.reaches("page-in");
    await lab.cutLink.click();
    await lab.play();
    await expect(lab.sentence).toContainText("mailbox", { timeout: 20_000 });
    await lab.pause();
    await expectReadable(page, "cut");
    await expectNoViolations(page, "cut on a projector");
    await page.getByRole("button", { name: "Look inside" }).click();
    // The source has the bytes of every page; which have come to East depends on the moment.
    await page.locator("[aria-label^='Page map of West']").click({ position: { x: 5, y: 5 } });
    await expect(page.getByRole("region", { name: "Bytes of the page" })).toBeVisible();
    await expectReadable(page, "inside");
    await page.getByRole("button", { name: "Look inside" }).click();
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(height);
    await lab.runTo("end");
    await lab.endsIdentical();
    await expectReadable(page, "done");
    await expectNoViolations(page, "done on a projector");
    // On a narrow tape the first fault may stand in the list of all beats only.
    await page
      .getByRole("button", { name: /^Beat at .*: (resume|first fault)/ })
      .first()
      .click();
    await expect(page.getByText("Acting now begins a second future")).toBeVisible();
    await expect(page.getByLabel("What the run is judged by").getByText("Total time")).toBeVisible();
    await expectReadable(page, "in the past");
    await lab.crash("source").click();
    await expect(lab.lostSeal).toBeVisible({ timeout: 20_000 });
    const lanes = page.getByRole("list", { name: "Lanes" }).getByRole("button");
    await expect(lanes.nth(0)).toContainText("recovered");
    await expect(lanes.nth(1)).toContainText("lost");
    await page.getByRole("button", { name: "Time controls" }).click();
    await expect(page.getByRole("combobox", { name: "Step size" })).toBeVisible();
    await lab.hurry();
    await expectReadable(page, "two lanes, and more time controls");
    await page.goto("./#server");
    await lab.isThere();
    await lab.migrateToFirstFault();
    await lab.cutLink.click();
    await lab.play();
    await expect(lab.sentence).toContainText("mailbox", { timeout: 20_000 });
    await expectReadable(page, "a client's gap");
    await page.goto("./#matrix");
    await page.getByRole("combobox", { name: "Strategy" }).selectOption("stopAndCopy");
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await expect(page.getByRole("button", { name: /^lost/ }).first()).toBeVisible({ timeout: 60_000 });
    await expectReadable(page, "matrix");
    await page.goto("./#compare");
    await expect(page.getByText("8 of 8")).toBeVisible({ timeout: 90_000 });
    await expectReadable(page, "compare");
    const table = page.getByRole("table");
    expect(
      await table.evaluate(({ scrollWidth, parentElement }) => scrollWidth - parentElement!.clientWidth),
    ).toBe(0);
  });
}

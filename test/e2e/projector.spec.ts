import { expect, type Page, test } from "@playwright/test";
import { LabPage } from "./support/lab-page.ts";
import { wordsUnder } from "./support/small-words.ts";
import { expectNoViolations } from "./support/violations.ts";

/** The smallest type that is read from the back row. */
const LEAST = 24;

/** The projectors of lecture rooms, the narrowest last: there everything is pressed. */
const SIZES = [
  [1440, 900],
  [1280, 720],
  [1024, 768],
] as const;

/** Looks at a state on every projector. */
async function onEach(page: Page, look: (height: number, size: string) => Promise<void>): Promise<void> {
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    await look(height, `${width} x ${height}`);
  }
}

async function expectReadable(page: Page, state: string): Promise<void> {
  await onEach(page, async (_, size) => {
    // What is laid out anew is drawn in the next picture.
    await page.evaluate(() => new Promise(requestAnimationFrame));
    expect(await wordsUnder(page, LEAST), `${state}, ${size}`).toEqual([]);
    const overhang = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    expect(overhang, `${state}, ${size}`).toBe(0);
  });
}

test("on a projector no word is smaller than 24 px", async ({ page }) => {
  test.slow();
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.addInitScript(() => localStorage.setItem("quick-resume-lab theme", "projector"));
  const lab = new LabPage(page);
  await lab.open();
  await expectReadable(page, "first view");
  await page.getByRole("button", { name: "Help", exact: true }).click();
  await expectReadable(page, "help");
  await onEach(page, async (height, size) => {
    const legend = await page.getByText("came by the cable", { exact: true }).boundingBox();
    expect(legend!.width, size).toBeGreaterThan(100);
    const help = await page.getByRole("region", { name: "Help" }).boundingBox();
    expect(help!.y + help!.height, size).toBeLessThanOrEqual(height);
  });
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
  await onEach(page, (_, size) => expectNoViolations(page, `cut on a projector, ${size}`));
  await page.getByRole("button", { name: "Look inside" }).click();
  // The source has the bytes of every page; which have come to East depends on the moment.
  await page.locator("[aria-label^='Page map of West']").click({ position: { x: 5, y: 5 } });
  await expect(page.getByRole("region", { name: "Bytes of the page" })).toBeVisible();
  await expectReadable(page, "inside");
  await page.getByRole("button", { name: "Look inside" }).click();
  await onEach(page, async (height, size) => {
    const high = await page.evaluate(() => document.documentElement.scrollHeight);
    expect(high, size).toBeLessThanOrEqual(height);
  });
  await lab.runTo("end");
  await lab.endsIdentical();
  await expectReadable(page, "done");
  await onEach(page, (_, size) => expectNoViolations(page, `done on a projector, ${size}`));
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
  await onEach(page, async (_, size) => {
    const beyond = await table.evaluate(
      ({ scrollWidth, parentElement }) => scrollWidth - parentElement!.clientWidth,
    );
    expect(beyond, size).toBe(0);
  });
});

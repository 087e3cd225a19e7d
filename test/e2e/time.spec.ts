import { expect, test } from "@playwright/test";
import { LabPage } from "./support/lab-page.ts";
import { expectNoViolations } from "./support/violations.ts";

/** A run that was cut in page-in and came to its end. */
async function recovered(lab: LabPage): Promise<void> {
  await lab.open();
  await lab.migrate.click();
  await lab.reaches("page-in");
  await lab.cutLink.click();
  await lab.hurry();
  await lab.endsIdentical();
  await lab.pause();
}

test("going back and acting there begins a second future; both are there and can be woken", async ({
  page,
}) => {
  const lab = new LabPage(page);
  await recovered(lab);
  const end = await lab.now();
  await page.getByRole("button", { name: /^Beat at .*: first fault/ }).click();
  await expect.poll(() => lab.now()).toBeLessThan(end);
  await expect(page.getByText("Acting now begins a second future")).toBeVisible();
  await expectNoViolations(page, "in the past");

  await lab.crash("source").click();
  await expect(lab.lostSeal).toBeVisible({ timeout: 30_000 });
  const lanes = page.getByRole("list", { name: "Lanes" }).getByRole("button");
  await expect(lanes).toHaveCount(2);
  await expect(lanes.nth(0)).toHaveAccessibleName(/^Lane A: link cut at .*; recovered/);
  await expect(lanes.nth(1)).toHaveAccessibleName(/^Lane B: source crashes at .*; lost/);
  await expectNoViolations(page, "two lanes");

  await lanes.nth(0).click();
  await expect(lab.seal).toBeVisible({ timeout: 30_000 });
  expect(await lab.now()).toBeGreaterThanOrEqual(end);
});

test("keys step, go to beats, play and pause; the playhead is a slider", async ({ page }) => {
  const lab = new LabPage(page);
  await recovered(lab);
  const end = await lab.now();
  await page.locator("h1").click();
  await page.keyboard.press("PageUp");
  await expect.poll(() => lab.now()).toBeLessThan(end);
  const beat = await lab.now();
  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => lab.now()).toBeLessThan(beat);
  await page.keyboard.press("PageDown");
  await expect.poll(() => lab.now()).toBe(beat);

  const head = page.getByRole("slider", { name: "Playhead" });
  await head.focus();
  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => lab.now()).toBeCloseTo(beat - 0.01, 3);
  await expect(head).toHaveAttribute("aria-valuetext", /^\d+\.\d{3} seconds/);
  await page.keyboard.press(".");
  await expect.poll(() => lab.now()).toBeGreaterThan(beat);
  await page.keyboard.press(".");
  await page.keyboard.press("?");
  await expect(page.getByRole("region", { name: "Help" })).toContainText("previous or next beat");
});

test("the inside of a run: a chosen page with its bytes and ways, and events that lead back", async ({
  page,
}) => {
  const lab = new LabPage(page);
  await recovered(lab);
  await page.locator("[aria-label^='Page map of the destination']").click({ position: { x: 60, y: 60 } });
  const chosen = page.getByRole("region", { name: "Chosen page" });
  await expect(chosen).toContainText("Newest bytes: destination");
  await expect(chosen.getByRole("region", { name: "Bytes of the page" })).toHaveText(
    /^000 {2}([0-9a-f]{2} ){16}/,
    { useInnerText: true },
  );
  await expectNoViolations(page, "inside");
  const end = await lab.now();
  const events = page.getByRole("region", { name: "Event log" });
  await events.getByRole("combobox").selectOption("lab");
  await events.getByRole("button", { name: /the link is cut/ }).click();
  await expect.poll(() => lab.now()).toBeLessThan(end);
});

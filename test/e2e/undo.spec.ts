import { expect, test } from "@playwright/test";
import { ConditionsPanel } from "./support/conditions-panel.ts";
import { LabPage } from "./support/lab-page.ts";

/** The strategy that the page shows. */
const strategy = (lab: LabPage) => lab.page.getByRole("combobox", { name: "Strategy" });
const undo = (lab: LabPage) => lab.page.getByRole("button", { name: "Undo" });

test("Undo brings back the run that a key or another strategy has replaced, at its moment", async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open();
  await expect(undo(lab)).toHaveCount(0);
  await lab.migrateToFirstFault();
  const before = { now: await lab.now(), canvases: await lab.canvases() };

  const isAsBefore = async () => {
    await lab.reaches("page-in");
    expect(await lab.now()).toBe(before.now);
    await expect(strategy(lab)).toHaveValue("quickResume");
    await expect.poll(() => lab.canvases()).toEqual(before.canvases);
  };

  await page.keyboard.press("r");
  await expect(lab.migrate).toHaveAttribute("aria-disabled", "false");
  await page.keyboard.press("u");
  await isAsBefore();

  await lab.chooseStrategy("Pre-copy");
  await expect(strategy(lab)).toHaveValue("preCopy");
  await page.locator("body").click({ position: { x: 2, y: 2 } });
  await page.keyboard.press("u");
  await isAsBefore();
});

test("Undo brings back all futures of a run, and its address", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.migrateToFirstFault();
  await lab.cutLink.click();
  await lab.runTo("end");
  await page.getByRole("button", { name: /^Beat at .*: first fault/ }).click();
  await page.getByText("Acting now begins").waitFor();
  await lab.crash("source").click();
  await lab.runTo("end");
  const lanes = page.getByRole("list", { name: "Lanes" }).getByRole("button");
  await expect(lanes).toHaveCount(2);
  const words = await lanes.allTextContents();

  await page.goto("./#example-small-hot-set");
  await expect(strategy(lab)).toHaveValue("preCopy");
  await undo(lab).click();
  await expect(lanes).toHaveCount(2, { timeout: 60_000 });
  expect(await lanes.allTextContents()).toEqual(words);
  await expect.poll(() => page.evaluate(() => location.hash)).toBe("");
  await expect(strategy(lab)).toHaveValue("quickResume");
});

test("Undo brings back the conditions before a change that began the guest anew", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  const conditions = new ConditionsPanel(page);
  await conditions.open();
  const bandwidth = await conditions.valueOf("Link bandwidth");
  await page.waitForTimeout(1000);
  await conditions.set("Link bandwidth", bandwidth * 4);
  await undo(lab).click();
  await expect(conditions.field("Link bandwidth")).toHaveValue(String(bandwidth));
  await expect(conditions.button).toHaveText("Conditions");
  await undo(lab).click();
  await expect(conditions.field("Link bandwidth")).toHaveValue(String(bandwidth * 4));
});

test("a run that nobody cut offers to do it again with a cut, which comes by itself in page-in", async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.begin();
  await lab.runTo("end");
  await expect(lab.seal).toBeVisible();
  const again = page.getByRole("button", { name: "Again, and cut it this time" });
  await again.click();
  await expect(again).toHaveCount(0);
  await lab.reaches("pre-copy");
  await lab.runTo("end");
  await expect(page.getByText("recovered").first()).toBeVisible({ timeout: 60_000 });
  await expect(again).toHaveCount(0);
  await expect(undo(lab)).toBeVisible();
});

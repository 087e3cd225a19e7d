import { expect, test } from "@playwright/test";
import { ConditionsPanel } from "./support/conditions-panel.ts";
import { LabPage } from "./support/lab-page.ts";

test("time stands still at Pause and goes on at Play", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.pause();
  const [stopped, picture] = [await lab.now(), await lab.picture("West")];
  await lab.frames(40);
  expect(await lab.now()).toBe(stopped);
  expect(await lab.picture("West")).toBe(picture);
  await lab.play();
  await expect.poll(() => lab.now()).toBeGreaterThan(stopped);
  await lab.isAlive("West");
});

for (const { value, name, linkMiBps } of [
  // On the opening's own link pre-copy does not end.
  { value: "preCopy", name: "Pre-copy", linkMiBps: 8 },
  { value: "stopAndCopy", name: "Stop-and-copy", linkMiBps: 1 },
]) {
  test(`${name} brings the guest over whole without the file`, async ({ page }) => {
    const lab = new LabPage(page);
    await lab.open();
    await lab.chooseStrategy(value);
    const conditions = new ConditionsPanel(page);
    await conditions.open();
    await conditions.set("Link bandwidth", linkMiBps);
    await conditions.button.click();
    await lab.begin();
    await lab.runTo("end");
    await lab.endsIdentical();
    await expect(page.getByText("completed").first()).toBeVisible();
    expect((await lab.carried()).file).toBe(0);
    expect((await lab.database()).shape).toBeNull();
  });
}

test("a link healed in page-in carries pages again", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.migrateToFirstFault();
  await lab.cutLink.click();
  await expect(lab.healLink).toHaveAttribute("aria-disabled", "false");
  const [before, cutAt] = [(await lab.carried()).link, await lab.now()];
  await lab.play();
  await lab.goesOn(0.05, cutAt);
  await lab.healLink.click();
  await lab.runTo("end");
  await lab.endsIdentical();
  expect((await lab.carried()).link).toBeGreaterThan(before);
});

test("a link that is cut, healed and cut at one moment is cut, and the run goes on", async ({ page }) => {
  const errors: string[] = [];
  page.on("pageerror", ({ message }) => errors.push(message));
  const lab = new LabPage(page);
  await lab.open();
  await lab.migrateToFirstFault();
  for (const action of [lab.cutLink, lab.healLink, lab.cutLink]) {
    await expect(action).toHaveAttribute("aria-disabled", "false");
    await action.click();
  }
  await expect(lab.healLink).toHaveAttribute("aria-disabled", "false");
  await expect(page.getByRole("button", { name: /^Beat at .*: cut$/ })).toHaveCount(1);
  await lab.runTo("end");
  await lab.endsIdentical();
  expect((await lab.carried()).file).toBeGreaterThan(0);
  expect(errors).toEqual([]);
});

test("Reset gives the first view again, exactly", async ({ page }) => {
  // A visitor who wants no motion finds the lab standing still, so its first view lasts.
  await page.emulateMedia({ reducedMotion: "reduce" });
  const lab = new LabPage(page);
  await lab.open();
  const firstView = await lab.view();
  const firstNow = await lab.now();
  const firstPictures = await lab.canvases();
  await lab.migrate.click();
  await lab.reaches("pre-copy");
  await lab.reset.click();
  // The run is gone, but can be brought back; all else is as it was.
  await expect.poll(() => lab.viewButUndo()).toBe(firstView);
  expect(await lab.now()).toBe(firstNow);
  expect(await lab.canvases()).toEqual(firstPictures);
  await expect(lab.migrate).toBeFocused();
});

test("the keys can be turned off for good, and a press beside the help closes it", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  const help = page.getByRole("region", { name: "Help" });
  await page.getByRole("button", { name: "Help", exact: true }).click();
  await page.getByRole("checkbox", { name: /keys/ }).uncheck();
  await lab.sentence.click();
  await expect(help).toHaveCount(0);
  await page.reload();
  await lab.isThere();
  await page.keyboard.press("m");
  await page.keyboard.press("?");
  await expect(help).toHaveCount(0);
  await expect(lab.migrate).toHaveAttribute("aria-disabled", "false");
  await page.getByRole("button", { name: "Help", exact: true }).click();
  await page.getByRole("checkbox", { name: /keys/ }).check();
  await page.keyboard.press("Escape");
  await page.keyboard.press("m");
  await expect(lab.cancel).toBeVisible();
});

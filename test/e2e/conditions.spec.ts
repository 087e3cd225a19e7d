import { expect, type Locator, type Page, test } from "@playwright/test";
import { ConditionsPanel } from "./support/conditions-panel.ts";
import { whatDoesNotFit } from "./support/fits.ts";
import { LabPage } from "./support/lab-page.ts";
import { expectNoViolations } from "./support/violations.ts";

/** Copies the link to the present moment by the help. */
async function copyLink({ page }: LabPage): Promise<string> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Help", exact: true }).click();
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByText(/^Copied\./)).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.keyboard.press("Escape");
  return link;
}

/** Opens the very run on another page, and finds there what is here. */
async function sendsTheSameRun(lab: LabPage): Promise<void> {
  const conditions = new ConditionsPanel(lab.page);
  if (await conditions.panel.isVisible()) await conditions.button.click();
  if (await lab.page.getByRole("button", { name: "Pause", exact: true }).isVisible()) await lab.pause();
  const link = await copyLink(lab);
  const other = new LabPage(await lab.page.context().newPage());
  await other.page.goto(link);
  await other.endsIdentical();
  expect(await other.now()).toBe(await lab.now());
  for (const host of ["West", "East"] as const)
    expect(await other.picture(host)).toBe(await lab.picture(host));
  expect(await other.carried()).toEqual(await lab.carried());
}

async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("The Tab key does not lead there.");
}

/** Halves the link, sees pre-copy not end, gives the run many times as much, and sees it end: with mouse and fields. */
async function never(page: Page): Promise<LabPage> {
  const lab = new LabPage(page);
  await lab.open();
  await lab.chooseStrategy("Pre-copy");
  const conditions = new ConditionsPanel(page);
  await conditions.open();
  const bandwidth = await conditions.valueOf("Link bandwidth");
  await conditions.set("Link bandwidth", bandwidth / 2);
  await expect(conditions.forecast).toContainText("never");
  await lab.begin();
  // On a phone the panel lies over what time is controlled with.
  await conditions.button.click();
  for (let round = 0; round < 3; round++) await lab.runTo("end of round");
  await lab.standsStill();
  await conditions.open();
  // It came true so far: three rounds are over, and the fourth is as long as the second was.
  await expect(conditions.forecast).toContainText("never");
  await lab.reaches("pre-copy");
  await conditions.set("Link bandwidth", bandwidth * 8);
  await expect(conditions.forecast).toContainText(/ends after \d+ round/);
  await expect(conditions.forecast).not.toContainText("never");
  await expect(conditions.button).toHaveAccessibleDescription(/^1/);
  await conditions.button.click();
  await lab.runTo("end");
  await lab.endsIdentical();
  await conditions.open();
  return lab;
}

test("half the link, and pre-copy never ends; much more of it, and it does; a link brings the same run", async ({
  page,
}) => {
  const lab = await never(page);
  const conditions = new ConditionsPanel(page);
  await expect(conditions.forecast).toContainText("forecast: no end");
  expect(await whatDoesNotFit(page)).toEqual([]);
  await sendsTheSameRun(lab);
});

test("the same on a phone of 320 pixels", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const lab = await never(page);
  expect(await whatDoesNotFit(page)).toEqual([]);
  await sendsTheSameRun(lab);
});

test("the same on the projector", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.addInitScript(() => localStorage.setItem("quick-resume-lab theme", "projector"));
  const lab = await never(page);
  expect(await whatDoesNotFit(page)).toEqual([]);
  await sendsTheSameRun(lab);
});

test("the same by keyboard alone", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  await tabTo(page, page.getByRole("combobox", { name: "Strategy" }));
  await lab.beginsAnew(() => page.keyboard.press("p"));
  await expect(page.getByRole("combobox", { name: "Strategy" })).toHaveValue("preCopy");
  const conditions = new ConditionsPanel(page);
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press("c");
  await expect(conditions.panel).toBeVisible();
  const bandwidth = await conditions.valueOf("Link bandwidth");
  await tabTo(page, conditions.slider("Link bandwidth"));
  await page.keyboard.press("PageDown");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect(conditions.field("Link bandwidth")).toHaveValue(String(bandwidth / 2));
  await expect(conditions.forecast).toContainText("never");
  await page.keyboard.press("Escape");
  await expect(conditions.panel).toHaveCount(0);
  await expect(conditions.button).toBeFocused();
  await page.keyboard.press("m");
  await lab.reaches("pre-copy, 2");
  await page.keyboard.press("c");
  await expect(conditions.forecast).toContainText("never");
  await tabTo(page, conditions.slider("Link bandwidth"));
  await page.keyboard.press("End");
  await expect(conditions.forecast).toContainText(/ends after \d+ round/);
  await expect(conditions.forecast).not.toContainText("never");
  // All is set by now; what it comes to needs no key.
  await lab.runTo("end");
  await lab.endsIdentical();
  await sendsTheSameRun(lab);
});

test("every main condition has a slider and a field of its name, and a wrong one says what is allowed", async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open();
  const conditions = new ConditionsPanel(page);
  await conditions.open();
  const names = [
    "Memory",
    "Link bandwidth",
    "Latency",
    "Loss",
    "Pages dirtied per second",
    "Working set",
    "Switchover goal",
    "Quick Resume file",
    "Datastore bandwidth",
  ];
  for (const name of names) {
    await expect(page.getByRole("slider", { name }), name).toHaveCount(1);
    await expect(page.getByRole("spinbutton", { name }), name).toHaveCount(1);
  }
  await expectNoViolations(page, "conditions");
  const before = await conditions.field("Latency").inputValue();
  await conditions.set("Latency", "soon");
  await expect(page.getByRole("alert")).toContainText("allowed is a number from 0 to 10,000 ms");
  await expect(conditions.field("Latency")).toHaveValue("soon");
  await expect(conditions.slider("Latency")).toHaveAttribute("aria-valuetext", `${before} ms`);
  await conditions.set("Latency", 9999);
  await expect(page.getByRole("alert")).toHaveCount(0);
  await expect(conditions.slider("Latency")).toHaveAttribute("aria-valuetext", "9,999 ms");
  await conditions.slider("Latency").dblclick();
  await expect(conditions.field("Latency")).toHaveValue(before);
});

test("what cannot change in a run waits for Reset, which says so and brings it", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  const conditions = new ConditionsPanel(page);
  await conditions.open();
  await lab.begin();
  await lab.reaches("pre-copy");
  await conditions.set("Memory", 8);
  await expect(lab.reset).toContainText("with 8 MiB");
  await expect(page.getByText("1,024", { exact: false }).first()).toBeVisible();
  await lab.reset.click();
  await expect(page.getByText("2,048").first()).toBeVisible();
  await expect(conditions.field("Memory")).toHaveValue("8");
  await expect(conditions.button).toHaveAccessibleDescription(/^1/);
});

test("a scenario is edited in the panel, and what is wrong in it is said", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  const conditions = new ConditionsPanel(page);
  await conditions.open();
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("combobox", { name: "Group", exact: true }).selectOption("File");
  const text = page.getByRole("textbox", { name: "Scenario" });
  const scenario = JSON.parse(await text.inputValue());
  await text.fill(JSON.stringify({ ...scenario, link: { bandwidthMiBps: 0 } }));
  await page.getByRole("button", { name: "Use it" }).click();
  await expect(page.getByRole("alert")).toContainText(
    "link.bandwidthMiBps is 0; allowed is a number from 0.001",
  );
  await text.fill(JSON.stringify({ ...scenario, guest: { ...scenario.guest, program: "dirty", ramMiB: 8 } }));
  await page.getByRole("button", { name: "Use it" }).click();
  await expect(page.getByRole("button", { name: "Guest: Dirtier" })).toBeVisible();
  await expect(page.getByText("2,048").first()).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save", exact: true }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("scenario.json");
});

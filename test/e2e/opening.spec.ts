import { expect, type Page, test } from "@playwright/test";
import { SECOND } from "../../src/clock/tick.ts";
import { linkOf } from "../../src/experiment/link.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";
import { LabPage } from "./support/lab-page.ts";
import { expectNoViolations } from "./support/violations.ts";

/** A link into a run that nobody would wait for: a fast guest that never rests, an hour on. */
function farLink(): string {
  const guest = {
    program: "dirty",
    ramMiB: 4,
    settings: { workingSetPages: 900, dirtyPagesPerSecond: 200_000 },
  };
  const scenario = parseScenario({ version: 1, guest: { ...guest, instructionsPerSecond: 200_000_000 } });
  return linkOf({ scenario, actions: [], moment: 3600 * SECOND });
}

const dialog = (page: Page) => page.getByRole("dialog");

/** Follows a link and tells what stood there in the very next frame. */
function nextFrame(page: Page, hash: string): Promise<{ said: string; isInert: boolean }> {
  return page.evaluate(async (to) => {
    const changed = new Promise((resolve) => addEventListener("hashchange", resolve, { once: true }));
    location.hash = to;
    await changed;
    await new Promise(requestAnimationFrame);
    const said = document.querySelector("[role=dialog]")?.textContent ?? "";
    return { said, isInert: document.querySelector("main")!.inert };
  }, hash);
}

test("a link is said to be opened within a frame, and Undo or Cancel brings back what was there", async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.migrate.click();
  await lab.reaches("pre-copy");
  const { said, isInert } = await nextFrame(page, farLink());
  expect(said).toContain("The link is opened");
  expect(isInert).toBe(true);
  await expect(dialog(page)).toContainText(/[\d.]+ of 3,?600\.000 s/, { timeout: 30_000 });
  const far = async () => Number(await dialog(page).getByRole("progressbar").getAttribute("value"));
  const before = await far();
  await expect.poll(far).toBeGreaterThan(before);
  // Nothing behind it does what it says.
  const stood = await lab.picture("West");
  await page.keyboard.press("x");
  await page.mouse.click(700, 600);
  expect(await lab.picture("West")).toBe(stood);
  await expectNoViolations(page, "opening");
  const isBack = async () => {
    await expect(dialog(page)).toHaveCount(0);
    await expect.poll(() => new URL(page.url()).hash).toBe("");
    expect(await lab.picture("West")).toBe(stood);
  };
  await page.keyboard.press("u");
  await isBack();
  await nextFrame(page, farLink());
  await dialog(page).getByRole("button", { name: "Cancel" }).click();
  await isBack();
  await lab.runTo("page fault");
  await lab.reaches("page-in");
  await lab.runTo("end");
  await lab.endsIdentical();
});

test("Escape cancels a guest that is opened, and the next one opens", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  expect((await nextFrame(page, "#server")).said).toMatch(/ is opened/);
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Guest: Painter" })).toBeVisible();
  await lab.isAlive("West");
  await page.evaluate(() => {
    location.hash = "#game";
  });
  await expect(page.getByRole("button", { name: "Guest: Painter" })).toHaveCount(0);
  await lab.isThere();
});

test("who opens the page with a long link is asked whether it goes on, and may stay where it is", async ({
  page,
}) => {
  // Real time goes a hundred times as fast for the page, so that the bound is near.
  await page.addInitScript(() => {
    const real = performance.now.bind(performance);
    performance.now = () => real() * 100;
  });
  await page.goto(`./${farLink()}`);
  await expect(dialog(page)).toContainText("This takes long", { timeout: 30_000 });
  const stay = dialog(page).getByRole("button", { name: /^Open it at [\d.]+ s$/ });
  const at = Number.parseFloat((await stay.textContent())!.match(/[\d.]+/)![0]);
  await expect(dialog(page).getByRole("button", { name: "Go on" })).toBeVisible();
  await stay.click();
  await expect(dialog(page)).toHaveCount(0);
  const lab = new LabPage(page);
  expect(await lab.now()).toBeCloseTo(at, 2);
});

test("who cancels the first thing that the page opens has a way to the lab's own run", async ({ page }) => {
  await page.goto(`./${farLink()}`);
  await dialog(page).getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("alert")).toContainText("The opening was cancelled.");
  await page.getByRole("link", { name: "Open the lab without the link." }).click();
  await new LabPage(page).isThere();
});

import { expect, test } from "@playwright/test";
import { LabPage } from "./support/lab-page.ts";
import { expectNoViolations } from "./support/violations.ts";

test("the failure matrix is computed in the page, and a cell opens in the lab", async ({ page }) => {
  await page.goto("./#matrix");
  await expect(page.getByRole("heading", { name: "Failure matrix" })).toBeVisible();
  await page.getByRole("combobox", { name: "Strategy" }).selectOption("stopAndCopy");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  const dies = page.getByRole("row", { name: /^source dies/ });
  await expect(dies.getByRole("button", { name: /^lost/ }).first()).toBeVisible({ timeout: 60_000 });
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await dies.getByRole("button", { name: /^lost/ }).first().focus();
  const details = page.getByRole("region", { name: "The chosen cell" });
  await expect(details).toContainText("As expected.");
  await expect(page.getByText("not as expected")).toHaveCount(0);
  await expectNoViolations(page, "matrix");

  await page.setViewportSize({ width: 320, height: 640 });
  const overhang = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await overhang()).toBe(0);
  await details.getByRole("link", { name: "Open in the lab" }).click();
  const lab = new LabPage(page);
  await expect.poll(() => lab.now()).toBeGreaterThan(0.19);
  await expect(page.getByRole("combobox", { name: "Strategy" })).toHaveValue("stopAndCopy");
  await lab.play();
  await expect(lab.lostSeal).toBeVisible({ timeout: 30_000 });
  expect(await overhang()).toBe(0);
});

test("the page stays responsive while the matrix is computed, and Stop ends it", async ({ page }) => {
  await page.goto("./#matrix");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  const cells = page.getByRole("table").getByRole("button");
  await expect.poll(() => cells.count(), { timeout: 60_000 }).toBeGreaterThan(3);
  const longest = await page.evaluate(async () => {
    let [last, gap] = [performance.now(), 0];
    for (let frame = 0; frame < 60; frame++) {
      const now = await new Promise<number>(requestAnimationFrame);
      gap = Math.max(gap, now - last);
      last = now;
    }
    return gap;
  });
  expect(longest).toBeLessThan(1000);
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  // Who computes is gone, and what it had said before has been drawn.
  await expect.poll(() => page.workers().length).toBe(0);
  const known = await cells.count();
  await new LabPage(page).frames(60);
  expect(await cells.count()).toBe(known);
});

import { expect, test } from "@playwright/test";
import { LabPage } from "./support/lab-page.ts";
import { expectNoViolations } from "./support/violations.ts";

test("four strategies run on one clock, and their sentences come from their numbers", async ({ page }) => {
  await page.goto("./#compare");
  await expect(page.getByRole("heading", { name: "Compare strategies" })).toBeFocused();
  await expect(page.getByText("4 of 4")).toBeVisible({ timeout: 90_000 });
  const results = page.getByRole("region", { name: "Results" });
  const row = (name: string) => results.getByRole("row", { name: new RegExp(`^${name} `) });
  await expect(row("Quick Resume")).toContainText("recovered");
  await expect(row("Pre-copy")).toContainText("stayed");
  await expect(row("Pre-copy")).not.toContainText("best");
  await expect(results.getByText(/^Pre-copy never arrives/)).toBeVisible();
  await expect(results.getByText(/stuns? shortest/)).toBeVisible();
  await expectNoViolations(page, "compare");

  // A cut while post-copy is under way leaves it without a way; only the mailbox helps.
  await page.getByRole("spinbutton", { name: "Cut at" }).fill("1.5");
  await page.getByRole("spinbutton", { name: "Cut at" }).press("Enter");
  await expect(page.getByText("4 of 4")).toBeHidden();
  await expect(page.getByText("4 of 4")).toBeVisible({ timeout: 90_000 });
  await expect(row("Post-copy")).toContainText("held");
});

test("stops, takes a strategy away, fits a phone, and opens a lane in the lab", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto("./#compare");
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await page.getByRole("checkbox", { name: "Post-copy" }).uncheck();
  await page.getByRole("checkbox", { name: "Stop-and-copy" }).uncheck();
  await expect(page.getByText("2 of 2")).toBeVisible({ timeout: 90_000 });
  // Each run's numbers stand under its name, and it is a table still.
  const frame = page.getByRole("region", { name: "Result table" });
  expect(await frame.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  await expect(frame.getByRole("row", { name: /^Quick Resume recovered/ })).toContainText("Degradation");
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
  ).toBe(0);
  await page.getByRole("link", { name: "Open Quick Resume in the lab" }).click();
  const lab = new LabPage(page);
  await lab.isThere();
  await expect.poll(() => lab.now()).toBe(1);
});

for (const view of ["compare", "matrix"])
  test(`what stops the ${view} is said`, async ({ page }) => {
    await page.route("**/*.wasm", (route) => route.fulfill({ status: 404 }));
    await page.goto(`./#${view}`);
    if (view === "matrix") await page.getByRole("button", { name: "Run", exact: true }).click();
    const alert = page.getByRole("alert");
    await expect(alert).toContainText(/stopped: http.*\.wasm could not be loaded \(status 404\)\./);
    await expect(page.getByRole("button", { name: "Run", exact: true })).toBeEnabled();
  });

test("what the learner did is what is compared", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.migrate.click();
  await lab.reaches("page-in");
  await lab.cutLink.click();
  await lab.endsIdentical();
  await page.getByRole("link", { name: "Compare strategies" }).click();
  await expect(page.getByText("4 of 4")).toBeVisible({ timeout: 90_000 });
  await expect(page.getByRole("row", { name: /^Quick Resume / })).toContainText("recovered");
  await page.getByRole("link", { name: "Back to the lab" }).click();
  await expect(lab.seal).toBeVisible();
});

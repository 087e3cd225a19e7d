import { expect, test } from "@playwright/test";
import { expectNoViolations } from "./support/violations.ts";

test("an author chooses, sees and copies what puts the lab into a page", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("./#embed");
  await expect(page.getByRole("heading", { name: "Put the lab into your page" })).toBeFocused();
  const preview = page.frameLocator("iframe");
  await expect(preview.getByRole("button", { name: "Run" })).toBeVisible();
  await page.getByLabel("Example").selectOption("run-first");
  await page.getByLabel("Theme").selectOption("dark");
  await page.getByLabel("sum of pages").uncheck();
  await expect(preview.locator(".poster")).toHaveAttribute("data-theme", "dark");
  await preview.getByRole("button", { name: "Run" }).click();
  await expect(preview.getByRole("button", { name: "Migrate", exact: true })).toBeVisible({
    timeout: 60_000,
  });
  await expect(preview.locator(".sum")).toHaveCount(0);
  await page.getByRole("button", { name: "Element" }).click();
  await page.getByRole("button", { name: "Copy" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
    /^<script type="module" src="http:.*\/quick-resume-lab\.js"><\/script>\n<quick-resume-lab example="run-first" theme="dark" hide="sum"><\/quick-resume-lab>$/,
  );
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Migrate", exact: true })).toBeVisible();
});

for (const width of [320, 1024])
  test(`the builder can be used by all at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto("./#embed");
    await expect(page.frameLocator("iframe").getByRole("button", { name: "Run" })).toBeVisible();
    await expectNoViolations(page, "embed");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });

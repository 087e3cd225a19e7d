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
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/\/v[\d.]+\/quick-resume-lab\.js" integrity="sha384-/);
  expect(copied).toContain('<quick-resume-lab example="run-first" theme="dark" hide="sum"');
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Migrate", exact: true })).toBeVisible();
  await page.route("**/own.html", (route) => route.fulfill({ contentType: "text/html", body: copied }));
  await page.goto("own.html");
  await expect(page.locator("quick-resume-lab").getByRole("button", { name: "Run" })).toBeVisible();
});

test("an author embeds the run that is in the lab, at its moment", async ({ page }) => {
  await page.goto("./");
  await page.getByRole("button", { name: "Migrate", exact: true }).click();
  await expect(page.getByRole("button", { name: "Cut link" })).toBeEnabled();
  await page.evaluate(() => location.assign("#embed"));
  await page.getByRole("combobox", { name: "Example" }).selectOption("the present run");
  await page.getByRole("button", { name: "Frame", exact: true }).click();
  await expect(page.locator("pre")).toContainText("#run=v1.");
  const preview = page.frameLocator("iframe");
  await preview.getByRole("button", { name: "Run" }).click();
  await expect(preview.getByRole("button", { name: "Cut link" })).toBeVisible({ timeout: 60_000 });
  await expect(preview.getByRole("button", { name: "Migrate", exact: true })).toHaveCount(0);
});

test("where the browser does not let it be copied, it is said, and selected to be copied by keys", async ({
  page,
  context,
}) => {
  const session = await context.newCDPSession(page);
  await session.send("Browser.setPermission", { permission: { name: "clipboard-write" }, setting: "denied" });
  await page.goto("./#embed");
  await page.getByRole("button", { name: "Copy" }).click();
  await expect(page.getByRole("alert")).toContainText("did not let it be copied");
  expect(await page.evaluate(() => String(getSelection()))).toContain("<iframe");
  await page.getByLabel("Theme").selectOption("dark");
  await expect(page.getByRole("alert")).toHaveCount(0);
});

for (const width of [320, 1024])
  test(`the builder can be used by all at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto("./#embed");
    await expect(page.frameLocator("iframe").getByRole("button", { name: "Run" })).toBeVisible();
    await expectNoViolations(page, "embed");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });

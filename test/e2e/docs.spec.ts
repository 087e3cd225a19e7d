import { expect, type Page, test } from "@playwright/test";
import { PAGES } from "../../tools/docs/pages.ts";
import { expectQuiet, listen } from "./support/complaints.ts";

/** Whether the page is as wide as its window, however wide its tables are. */
async function fits(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
}

/** Waits until a page is what its reader has: its scripts have taken it over, and its letters are there. */
async function isAtRest(page: Page): Promise<void> {
  await page.waitForFunction(() => "__vue_app__" in (document.querySelector("#app") ?? {}));
  await page.evaluate(() => document.fonts.ready);
}

test("every page of the documentation is quiet and fits into 320 px, light and dark", async ({
  page,
  baseURL,
}) => {
  const heard = await listen(page);
  await page.setViewportSize({ width: 320, height: 640 });
  for (const { name } of PAGES) {
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(`docs/${name}.html`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await isAtRest(page);
    for (const [colorScheme, classes] of [
      ["light", /^(?!.*dark)/],
      ["dark", /dark/],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator("html")).toHaveClass(classes);
      expect(await fits(page), `${name}, ${colorScheme}`).toBe(true);
    }
  }
  expectQuiet(heard, baseURL!);
});

test("the documentation is read and searched without a network, at whatever address it lies", async ({
  page,
  context,
  baseURL,
}) => {
  const heard = await listen(page);
  await page.goto("docs/");
  await page.getByRole("link", { name: "Conditions", exact: true }).first().click();
  await expect(page).toHaveURL(`${baseURL}docs/conditions.html`);
  await expect(page.getByRole("cell", { name: "link.latencyMs" })).toBeVisible();
  const isLoaded = () => heard.requests.some((address) => address.includes("localSearchIndexroot"));
  await expect.poll(isLoaded).toBe(true);
  await page.waitForLoadState("networkidle");
  await context.setOffline(true);
  await page.keyboard.press("Control+k");
  await page.getByRole("searchbox").fill("compare-and-set");
  await expect(page.getByRole("option", { name: /Who may run the guest/ })).toBeVisible();
  await context.setOffline(false);
  await page.getByRole("option", { name: /Who may run the guest/ }).click();
  await expect(page).toHaveURL(/docs\/protocol\.html#who-may-run-the-guest$/);
  await expect(page.getByRole("heading", { name: "Who may run the guest" })).toBeInViewport();
  expectQuiet(heard, baseURL!);
});

test("the documentation leads to the lab, and shows the protocol's states", async ({ page, baseURL }) => {
  await page.goto("docs/protocol.html");
  const picture = page.getByRole("img", { name: /states of the source/ });
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await page.goto("docs/");
  await page.getByRole("link", { name: "lab", exact: true }).click();
  await expect(page).toHaveURL(`${baseURL}index.html`);
  await expect(page.getByRole("button", { name: "Migrate" })).toBeVisible();
});

test("the two lines of the documentation, put into an empty page beside the lab, are a lab", async ({
  page,
  baseURL,
}) => {
  await page.goto("docs/embed.html");
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("button", { name: "Run" })).toBeVisible();
  const lines = await page.locator("[class*=language-html] code").first().textContent();
  await page.route(`${baseURL}own.html`, (route) =>
    route.fulfill({ contentType: "text/html", body: lines! }),
  );
  await page.goto("own.html");
  const lab = page.locator("quick-resume-lab");
  await lab.getByRole("button", { name: "Run" }).click();
  await expect(lab.getByRole("button", { name: "Migrate", exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(lab.getByRole("img", { name: /^Guest screen on West: the running/ })).toBeVisible({
    timeout: 60_000,
  });
});

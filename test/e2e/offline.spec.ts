import { expect, type Page, test } from "@playwright/test";
import { SECOND } from "../../src/clock/tick.ts";
import { linkOf } from "../../src/experiment/link.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";
import { runTo } from "../support/run-to.ts";
import { LabPage } from "./support/lab-page.ts";
import { Site } from "./support/site.ts";
import { expectNoViolations } from "./support/violations.ts";

test.use({ serviceWorkers: "allow" });

let site: Site;

test.beforeEach(async () => {
  site = new Site();
  await site.start();
});

test.afterEach(() => site.remove());

/** Opens the lab and waits until all of it is kept. */
async function openKept(page: Page): Promise<LabPage> {
  await page.goto(site.address);
  const lab = new LabPage(page);
  await lab.isThere();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  return lab;
}

/** What names the version of the page, which has none before another was put in its place. */
const version = (page: Page) => page.locator("meta[name=version]");

const notice = (page: Page) => page.getByRole("status").filter({ hasText: "version of the lab" });

test("after the first visit the lab needs no network: it opens, moves the guest, and has all its views", async ({
  page,
}) => {
  await openKept(page);
  await site.stop();
  await page.reload();
  const lab = new LabPage(page);
  await lab.isThere();
  await lab.migrateToFirstFault();
  await lab.cutLink.click();
  await lab.runTo("end");
  await lab.endsIdentical();
  await page.getByRole("button", { name: "Look inside" }).click();
  await expect(page.getByRole("region", { name: "Event log" })).toBeVisible();
  await page.getByRole("button", { name: "Help", exact: true }).click();
  await page.getByRole("button", { name: "State diagram" }).click();
  await expect(page.getByRole("dialog", { name: "State diagram" })).toBeVisible();
  // On a slow machine the link that follows asks whether to go on, behind the dialog.
  await page.keyboard.press("Escape");
  const scenario = parseScenario({ version: 1 });
  const actions = [{ action: "migrate", at: SECOND / 2 }] as const;
  await page.goto(`${site.address}${linkOf({ scenario, actions, moment: SECOND })}`);
  await expect.poll(() => lab.now(), { timeout: 90_000 }).toBe(1);
  await lab.reaches("pre-copy");
  await page.goto(`${site.address}?from=a+course#matrix`);
  await expect(page.getByRole("heading", { name: "Failure matrix" })).toBeVisible();
  await page.goto(`${site.address}#compare`);
  await expect(page.getByRole("heading", { name: "Compare", exact: true })).toBeVisible();
  await page.goto(`${site.address}#server`);
  await page.reload();
  await lab.isThere();
  await page.goto(`${site.address}#lesson/cut-the-link`);
  const file = page.waitForEvent("download", { timeout: 60_000 });
  await page.getByRole("button", { name: "Save as one HTML file" }).click();
  expect((await file).suggestedFilename()).toBe("cut-the-link.html");
});

test("in a sandboxed frame, without storage and without a worker that keeps it, the guest moves all the same", async ({
  page,
}) => {
  await page.setContent(
    `<iframe sandbox="allow-scripts" width="1400" height="880" src="${site.address}"></iframe>`,
  );
  const frame = page.frameLocator("iframe");
  const button = (name: string) => frame.getByRole("button", { name, exact: true });
  await button("Migrate").click();
  await runTo(frame, "page fault");
  await expect(frame.locator("[aria-current=step]")).toContainText("page-in", { timeout: 60_000 });
  await button("Cut link").click();
  await expect(frame.getByRole("region", { name: "Shared datastore", exact: true })).toContainText(
    "in memory only",
  );
  await runTo(frame, "end");
  await expect(frame.getByRole("img", { name: /^Seal: identical/ })).toBeVisible({ timeout: 60_000 });
});

test("a newer version is told of and opened only when it is asked for, at the same moment", async ({
  page,
  context,
}) => {
  const lab = await openKept(page);
  await lab.migrate.click();
  await lab.reaches("pre-copy");
  // A browser looks for a newer version when it has time: not while a guest runs on a slow machine.
  await lab.pause();
  const now = await lab.now();
  site.renew("A newer lab");
  const other = new LabPage(await context.newPage());
  await other.page.goto(site.address);
  await other.isThere();
  await other.pause();
  await expect(version(other.page)).toHaveCount(0);
  await expect(notice(other.page)).toContainText("A new version of the lab is here.", { timeout: 30_000 });
  await expectNoViolations(other.page, "a newer version");

  await page.bringToFront();
  await expect(notice(page)).toContainText("A new version of the lab is here.");
  await page.getByRole("button", { name: "Open it", exact: true }).click();
  await expect(version(page)).toHaveAttribute("content", "A newer lab");
  await lab.isThere();
  await expect.poll(() => lab.now()).toBe(now);
  await lab.runTo("end");
  await lab.endsIdentical();

  // The other tab was not reloaded under its reader's hands; it says what has become of its version.
  await other.page.bringToFront();
  await expect(version(other.page)).toHaveCount(0);
  await expect(notice(other.page)).toContainText("opened in another tab");
  await other.page.getByRole("button", { name: "Later" }).click();
  await expect(notice(other.page)).toHaveCount(0);
});

test("a page that was reloaded past the worker opens the newer version too", async ({ page, context }) => {
  const lab = await openKept(page);
  await lab.pause();
  // The other tab keeps the older version in use, so that the newer one waits.
  const other = new LabPage(await context.newPage());
  await other.page.goto(site.address);
  await other.isThere();
  await other.pause();
  site.renew("A newer lab");
  await page.bringToFront();
  await page.reload();
  await lab.isThere();
  await lab.pause();
  await expect(notice(page)).toBeVisible({ timeout: 30_000 });
  const browser = await page.context().newCDPSession(page);
  const loaded = page.waitForEvent("load");
  await browser.send("Page.reload", { ignoreCache: true });
  await loaded;
  await lab.isThere();
  await lab.pause();
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
  await page.evaluate(() => Object.assign(window, { wasHere: true }));
  await page.getByRole("button", { name: "Open it", exact: true }).click({ timeout: 30_000 });
  await page.waitForFunction(() => !("wasHere" in window));
  await lab.isThere();
  await expect(notice(page)).toHaveCount(0);
});

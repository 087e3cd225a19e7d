import { expect, type Page, test } from "@playwright/test";
import { linkOf } from "../../src/experiment/link.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";
import { listen } from "./support/complaints.ts";
import { whatDoesNotFit } from "./support/fits.ts";
import { inWorkers } from "./support/in-workers.ts";
import { LabPage } from "./support/lab-page.ts";
import { expectNoViolations } from "./support/violations.ts";

/** The storage takes a few chunks, and then no more. */
const FULL_AFTER_CHUNKS = `
  const put = IDBObjectStore.prototype.put;
  let left = 20;
  IDBObjectStore.prototype.put = function (...given) {
    if (this.name === "forward" && left-- <= 0) throw new DOMException("no room", "QuotaExceededError");
    return put.apply(this, given);
  };`;

async function inPageIn(lab: LabPage): Promise<void> {
  await lab.open();
  await lab.migrateToFirstFault();
  await lab.play();
}

test("storage that is full in the middle is an error, and the run goes on in memory at the same moment", async ({
  page,
}) => {
  await inWorkers(page, FULL_AFTER_CHUNKS);
  const lab = new LabPage(page);
  await inPageIn(lab);
  await lab.cutLink.click();
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("storage is full", { timeout: 30_000 });
  await expectNoViolations(page, "full");
  const back = alert.getByRole("button", { name: /^Back to [\d.]+ s in memory$/ });
  const at = Number.parseFloat((await back.textContent())!.match(/[\d.]+/)![0]);
  await back.click();
  await lab.isThere();
  expect(await lab.now()).toBe(at);
  const datastore = page.getByRole("region", { name: "Shared datastore", exact: true });
  await expect(datastore).toContainText("in memory only");
  await lab.runTo("end");
  await lab.endsIdentical();
});

test("a worker that dies is named, and the lab comes back to the same moment", async ({ page }) => {
  await inWorkers(page, "");
  const lab = new LabPage(page);
  await inPageIn(lab);
  await page.evaluate(() => {
    const [, destination] = (window as unknown as { workers: Worker[] }).workers;
    destination!.terminate();
    destination!.dispatchEvent(new ErrorEvent("error", { message: "killed" }));
  });
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("The worker of the East host failed: killed");
  await alert.getByRole("button", { name: /^Back to [\d.]+ s$/ }).click();
  await expect(alert).toHaveCount(0);
  await lab.reaches("page-in");
  await lab.runTo("end");
  await lab.endsIdentical();
});

test("time stands still out of sight, and whoever comes back is told", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  const hide = (hidden: boolean) =>
    page.evaluate((value) => {
      Object.defineProperty(document, "hidden", { configurable: true, value });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
  await hide(true);
  await lab.standsStill();
  const now = await lab.now();
  await lab.frames(36);
  expect(await lab.now()).toBe(now);
  await hide(false);
  await expect(page.getByText(/^Time stood still while the page was out of sight/)).toBeVisible();
  await expect.poll(() => lab.now()).toBeGreaterThan(now);
});

test("a reload in the middle comes back to the same moment", async ({ page }) => {
  const lab = new LabPage(page);
  await inPageIn(lab);
  const cutAt = await lab.now();
  await lab.cutLink.click();
  await lab.goesOn(0.1, cutAt);
  await lab.pause();
  const [now, pictures] = [await lab.now(), await lab.canvases()];
  await page.reload();
  await lab.isThere();
  await expect.poll(() => lab.now()).toBe(now);
  await expect.poll(() => lab.canvases()).toEqual(pictures);
  await lab.runTo("end");
  await lab.endsIdentical();
  await lab.reset.click();
  await lab.isThere();
  await expect(lab.cutLink).toHaveCount(0);
});

test("Reset after a reload begins with the strategy that was chosen", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.chooseStrategy("postCopy");
  await lab.migrate.click();
  await lab.reaches("page-in");
  await page.reload();
  await lab.isThere();
  await lab.reset.click();
  await expect(lab.cutLink).toHaveCount(0);
  await lab.isThere();
  await expect(page.getByRole("combobox", { name: "Strategy" })).toHaveValue("postCopy");
});

test("two tabs at once do not meet: each has a database of its own", async ({ page, context }) => {
  const one = new LabPage(page);
  const other = new LabPage(await context.newPage());
  for (const lab of [one, other]) {
    await lab.page.bringToFront();
    await lab.open();
    // The one stands still while the other comes as far: it must not be over before its cable is cut.
    await lab.migrateToFirstFault();
  }
  for (const lab of [one, other]) {
    await lab.page.bringToFront();
    await lab.cutLink.click();
    await lab.runTo("end");
    await lab.endsIdentical();
    expect((await lab.carried()).file).toBeGreaterThan(0);
  }
  const names = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  expect(names.filter((name) => name?.startsWith("quick-resume-lab "))).toHaveLength(2);
});

/** The address of a run of the painter with so much RAM. */
function withRam(ramMiB: number): string {
  const scenario = parseScenario({
    version: 1,
    guest: { program: "canvas", ramMiB, settings: { dirtyPagesPerSecond: 100, workingSetPages: 100 } },
    link: { bandwidthMiBps: ramMiB },
  });
  return `./${linkOf({ scenario, actions: [], moment: null })}`;
}

/** Pages with a large seal, a small one and one with a word only. */
const SEALS = [
  [1440, 900],
  [1024, 768],
  [720, 960],
] as const;

for (const ramMiB of [1, 256])
  test(`a guest of ${ramMiB} MiB opens and moves, and its pages have room on the seal`, async ({ page }) => {
    const lab = new LabPage(page);
    await page.goto(withRam(ramMiB));
    await expect(lab.screen("West")).toHaveAccessibleName(/picture/, { timeout: 60_000 });
    await lab.isAlive("West");
    await lab.migrate.click();
    await lab.reaches("pre-copy");
    const pages = page.getByText(`= ${(ramMiB * 256).toLocaleString("en-US")} pages`);
    await expect(pages).toBeVisible();
    await lab.runTo("end");
    await lab.endsIdentical();
    for (const [width, height] of SEALS) {
      await page.setViewportSize({ width, height });
      expect(await whatDoesNotFit(page), `${width} px`).toEqual([]);
    }
  });

test("a browser without memory for the machines says so", async ({ page }) => {
  const code = `
    WebAssembly.Memory.prototype.grow = () => {
      throw new RangeError("WebAssembly.Memory.grow(): Maximum memory size exceeded");
    };`;
  await inWorkers(page, code);
  await page.goto("./");
  await expect(page.getByRole("alert")).toContainText("no memory for machines of this size");
});

/** As on a page that came without encryption: there are no locks. */
async function withoutLocks(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, "locks", { value: undefined });
  });
}

const labDatabases = (page: Page) =>
  page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name ?? "");
    return names.filter((name) => name.startsWith("quick-resume-lab "));
  });

for (const hasLocks of [true, false])
  test(`a worker that ends without a word is noticed within 3 s, ${hasLocks ? "with" : "without"} locks`, {
    tag: "@alone",
  }, async ({ page }) => {
    if (!hasLocks) await withoutLocks(page);
    await inWorkers(page, "");
    const lab = new LabPage(page);
    await inPageIn(lab);
    await page.evaluate(() => (window as unknown as { workers: Worker[] }).workers[1]!.terminate());
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("The worker of the East host ended without a word", {
      timeout: 3000,
    });
    await alert.getByRole("button", { name: /^Back to [\d.]+ s$/ }).click();
    await expect(alert).toHaveCount(0);
    await lab.reaches("page-in");
  });

test("site data that are deleted in the middle are an error in words, and the run comes back", async ({
  page,
}) => {
  const heard = await listen(page);
  const lab = new LabPage(page);
  await inPageIn(lab);
  await lab.cutLink.click();
  await page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name!);
  });
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("the site's data were deleted", { timeout: 30_000 });
  await alert.getByRole("button", { name: /^Back to [\d.]+ s$/ }).click();
  await expect(alert).toHaveCount(0);
  await lab.runTo("end");
  await lab.endsIdentical();
  expect(heard.all).toEqual([]);
});

test("a storage that breaks is said in words, and the run goes on in memory", async ({ page }) => {
  const heard = await listen(page);
  await inWorkers(
    page,
    `const transaction = IDBDatabase.prototype.transaction;
     let left = 8;
     IDBDatabase.prototype.transaction = function (...given) {
       if (left-- <= 0) throw new DOMException("the disk is gone", "UnknownError");
       return transaction.apply(this, given);
     };`,
  );
  const lab = new LabPage(page);
  await inPageIn(lab);
  await lab.cutLink.click();
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("storage is broken", { timeout: 60_000 });
  await alert.getByRole("button", { name: /^Back to [\d.]+ s in memory$/ }).click();
  await expect(alert).toHaveCount(0);
  await lab.runTo("end");
  await lab.endsIdentical();
  expect(heard.all).toEqual([]);
});

test("without locks, too, no database is left behind, and none is taken from a tab that lives", async ({
  page,
  context,
}) => {
  await withoutLocks(page);
  const lab = new LabPage(page);
  await lab.open();
  const [first] = await labDatabases(page);
  await page.reload();
  await lab.isThere();
  await expect.poll(() => labDatabases(page)).not.toContain(first);
  const [own] = await labDatabases(page);
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open("quick-resume-lab 1-2-3-4");
        opening.onsuccess = () => resolve(opening.result.close());
      }),
  );
  const other = await context.newPage();
  await withoutLocks(other);
  const second = new LabPage(other);
  await second.open();
  await expect.poll(() => labDatabases(other), { timeout: 15_000 }).not.toContain("quick-resume-lab 1-2-3-4");
  expect(await labDatabases(other)).toContain(own);
  await other.close();
  await expect.poll(() => labDatabases(page)).toEqual([own]);
  await lab.isAlive("West");
});

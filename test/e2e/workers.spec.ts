import { expect, type Page, test } from "@playwright/test";
import { listen } from "./support/complaints.ts";
import { inWorkers } from "./support/in-workers.ts";
import { LabPage } from "./support/lab-page.ts";

/** As on a page that came without encryption: there are no locks, in the page and in its workers. */
async function withoutLocks(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, "locks", { value: undefined });
  });
}

const latest = (page: Page) =>
  page.evaluate(() => (window as unknown as { workers: Worker[] }).workers.at(-1)!.terminate());

const VIEWS = [
  {
    name: "comparison",
    hash: "#compare",
    stopped: "The comparison stopped: its worker ended without a word",
  },
  { name: "matrix", hash: "#matrix", stopped: "The matrix stopped: its worker ended without a word" },
] as const;

for (const { name, hash, stopped } of VIEWS)
  for (const hasLocks of [true, false])
    test(`a worker of the ${name} that ends without a word is noticed within 3 s, ${hasLocks ? "with" : "without"} locks`, {
      tag: "@alone",
    }, async ({ page }) => {
      const heard = await listen(page);
      if (!hasLocks) await withoutLocks(page);
      await inWorkers(
        page,
        hasLocks ? "" : `Object.defineProperty(navigator, "locks", { value: undefined });`,
      );
      await page.goto(`./${hash}`);
      const run = page.getByRole("button", { name: "Run", exact: true });
      if (name === "matrix") await run.click();
      const done = async () => Number.parseInt((await page.locator(".figures").first().textContent())!, 10);
      await expect.poll(done, { timeout: 60_000 }).toBeGreaterThan(0);
      await latest(page);
      await expect(page.getByRole("alert")).toContainText(stopped, { timeout: 3000 });
      const before = await done();
      await run.click();
      await expect(page.getByRole("alert")).toHaveCount(0);
      await expect.poll(done, { timeout: 60_000 }).toBeGreaterThan(before);
      expect(heard.all).toEqual([]);
    });

test("a worker that computes for long without a message between is not taken for dead", async ({ page }) => {
  await withoutLocks(page);
  await inWorkers(page, `Object.defineProperty(navigator, "locks", { value: undefined });`);
  await page.goto("./#compare");
  await expect(page.getByText("7 of 7")).toBeVisible({ timeout: 120_000 });
  await expect(page.getByRole("alert")).toHaveCount(0);
});

/** Workers load and do nothing: those of the lab, or all that are started. `window.controls` counts those that are no lab's own. */
async function withSilentWorkers(page: Page, which: "own" | "all"): Promise<void> {
  await page.addInitScript((silences) => {
    const Real = window.Worker;
    const silent = URL.createObjectURL(new Blob([""], { type: "text/javascript" }));
    const counter = Object.assign(window, { controls: 0 });
    window.Worker = class extends Real {
      constructor(url: string | URL, options?: WorkerOptions) {
        if (options?.name === "control") counter.controls += 1;
        super(silences === "own" && options?.name === "control" ? url : silent, options);
      }
    };
  }, which);
}

test("workers that never begin are noticed, with a way out", { tag: "@alone" }, async ({ page }) => {
  await withSilentWorkers(page, "own");
  await page.goto("./");
  const alert = page.getByRole("alert");
  await expect(alert).toContainText(/The worker of the (West|East) host does not begin\./, {
    timeout: 5000,
  });
  await expect(alert.getByRole("button").first()).toBeVisible();
  await page.goto("./#compare");
  await page.reload();
  await expect(page.getByRole("alert")).toContainText("its worker does not begin. Press Run", {
    timeout: 5000,
  });
});

test("where no worker begins the machine is slow, and is waited for", async ({ page }) => {
  await withSilentWorkers(page, "all");
  await page.goto("./");
  // Each of the two hosts' workers is held against one that was started later, and that says nothing either.
  const controls = () => page.evaluate(() => (window as unknown as { controls: number }).controls);
  await expect.poll(controls).toBe(2);
  await new LabPage(page).frames(60);
  await expect(page.getByRole("alert")).toHaveCount(0);
});

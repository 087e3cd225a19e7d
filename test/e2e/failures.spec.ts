import { expect, type Page, test } from "@playwright/test";
import { exposeMachines, flipBit } from "./support/bit-flip.ts";
import { LabPage } from "./support/lab-page.ts";
import { expectNoViolations } from "./support/violations.ts";

/** The lab says what is wrong, and works once that is over and the visitor tries again. */
async function failsAndRecovers(page: Page, what: RegExp, mend: () => Promise<void>): Promise<void> {
  const lab = new LabPage(page);
  await page.goto("./");
  await expect(page.getByRole("alert")).toContainText(what, { timeout: 15_000 });
  await expect(lab.migrate).toHaveAttribute("aria-disabled", "true");
  await mend();
  await page.getByRole("button", { name: "Try again" }).click();
  await lab.isThere();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await lab.isAlive("West");
}

test("a machine that does not load is an error with a way out", async ({ page }) => {
  await page.route("**/*.wasm", (route) => route.fulfill({ status: 503 }));
  await failsAndRecovers(page, /machine.*\.wasm could not be loaded \(status 503\)/, () =>
    page.unroute("**/*.wasm"),
  );
});

test("a guest program that does not load is an error with a way out", async ({ page }) => {
  await page.route("**/*.elf", (route) => route.abort());
  await failsAndRecovers(page, /\.elf could not be loaded \(the server cannot be reached\)/, () =>
    page.unroute("**/*.elf"),
  );
});

test("a later part of the page that does not load is told of at once, and the guest moves all the same", async ({
  page,
}) => {
  await page.route("**/Tape-*.js", (route) => route.abort());
  const lab = new LabPage(page);
  await lab.open();
  // Long before the page begins to keep itself for use without a network.
  await expect(page.getByText("A part of the lab could not be loaded")).toBeVisible({ timeout: 1500 });
  await lab.migrate.click();
  await lab.reaches("page-in");
  await page.unroute("**/Tape-*.js");
  await page.getByRole("button", { name: "Load again" }).click();
  await lab.isThere();
  await expect(page.getByRole("region", { name: "Tape" })).toBeVisible();
});

test("a worker that does not load is an error with a way out", async ({ page }) => {
  await page.addInitScript(() => {
    const Real = window.Worker;
    const broken = { value: true };
    Object.assign(window, { mendWorkers: () => Object.assign(broken, { value: false }) });
    window.Worker = class extends Real {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(broken.value ? "nowhere.js" : url, options);
      }
    };
  });
  const mend = () => page.evaluate(() => (window as unknown as { mendWorkers(): void }).mendWorkers());
  await failsAndRecovers(page, /worker of the (West|East) host failed/, mend);
});

test("a worker that dies in the middle of a migration is an error with a way out", async ({ page }) => {
  await page.addInitScript(() => {
    const Real = window.Worker;
    const workers: Worker[] = [];
    Object.assign(window, { workers });
    window.Worker = class extends Real {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        workers.push(this);
      }
    };
  });
  const lab = new LabPage(page);
  await lab.open();
  await lab.migrate.click();
  await lab.reaches("pre-copy");
  await page.evaluate(() => {
    const [source] = (window as unknown as { workers: Worker[] }).workers;
    source!.terminate();
    source!.dispatchEvent(new ErrorEvent("error", { message: "out of memory" }));
  });
  await expect(page.getByRole("alert")).toContainText("out of memory");
  await page.getByRole("button", { name: "Try again" }).click();
  await lab.isThere();
  await lab.isAlive("West");
});

test("a page without storage keeps the mailbox in memory, says so and ends identical", async ({ page }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("The storage is switched off.", "SecurityError");
    };
  });
  const lab = new LabPage(page);
  await lab.open();
  await lab.migrateToFirstFault();
  await lab.cutLink.click();
  await expect(page.getByRole("region", { name: "Shared datastore", exact: true })).toContainText(
    "in memory only",
  );
  await lab.runTo("end");
  await lab.endsIdentical();
  expect((await lab.carried()).file).toBeGreaterThan(0);
});

test("one wrong bit in the moved guest is found and said", async ({ page }) => {
  await exposeMachines(page);
  const lab = new LabPage(page);
  await lab.open();
  await lab.migrateToFirstFault();
  await flipBit(page);
  await lab.runTo("end");
  const seal = page.getByRole("img", { name: "Seal: different, 1,023 of 1,024 pages are equal" });
  await expect(seal).toBeVisible({ timeout: 60_000 });
  await expect(lab.sentence).toContainText("1 of 1,024 pages is not what");
  await expect(lab.spoken).toContainText("Guest and twin are different");
  await expect(lab.seal).toHaveCount(0);
  await expectNoViolations(page, "different");
});

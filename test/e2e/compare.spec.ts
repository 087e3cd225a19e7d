import { expect, type Page, test } from "@playwright/test";
import { LabPage } from "./support/lab-page.ts";
import { expectNoViolations } from "./support/violations.ts";

const rowOf = (page: Page, name: string) => page.getByRole("row", { name: new RegExp(`^${name} `) });
const partChooser = (page: Page) => page.getByRole("combobox", { name: "Part of the move" });
/** The colours of each kind of line, in the pictures and in their key. */
function lineColours(page: Page): Promise<string[][]> {
  return page.evaluate(() =>
    ["link", "file", "nothing"].map((kind) =>
      [...document.querySelectorAll(`main path.${kind}`)].map((line) => getComputedStyle(line).stroke),
    ),
  );
}

test("each move is run alone and cut at the same point of its own course", async ({ page }) => {
  await page.goto("./#compare");
  await expect(page.getByRole("heading", { name: "Compare", exact: true })).toBeFocused();
  // Pre-copy never reaches a switchover in which it could be cut: its second run is not made.
  await expect(page.getByText("7 of 7")).toBeVisible({ timeout: 90_000 });
  await expect(page.getByText(/when half of the pages that were owed at its own switchover/)).toBeVisible();
  const heads = page.getByRole("columnheader");
  await expect(heads.filter({ hasText: "Left alone" })).toContainText("3 of 4 arrive");
  await expect(heads.filter({ hasText: /^Cut/ })).toContainText("2 of 4 can be hit, 1 arrives: no best");
  // The guest's pause comes before the total.
  const titles = await heads.allInnerTexts();
  const place = (word: RegExp) => titles.findIndex((title) => word.test(title));
  expect(place(/Downtime/)).toBeLessThan(place(/^Total/));
  expect(place(/Survives the cut/)).toBe(titles.length - 1);

  await expect(rowOf(page, "Pre-copy")).toContainText("given up after 8 rounds; it stays where it was");
  await expect(rowOf(page, "Pre-copy")).toContainText("no such moment");
  await expect(rowOf(page, "Pre-copy")).toContainText("Not at risk");
  await expect(rowOf(page, "Pre-copy")).not.toContainText("best");
  await expect(rowOf(page, "Post-copy")).toContainText("No: it hangs");
  await expect(rowOf(page, "Quick Resume")).toContainText("Yes: identical");
  await expect(rowOf(page, "Quick Resume")).toContainText("best, both");
  await expect(page.getByText("never arrives")).toHaveCount(0);
  await expect(page.getByText(/^Post-copy and Quick Resume have the shortest downtime/)).toBeVisible();
  await expectNoViolations(page, "compare");
  for (const forcedColors of ["active", null] as const) {
    await page.emulateMedia({ forcedColors });
    for (const colours of await lineColours(page)) expect(new Set(colours).size, colours.join()).toBe(1);
  }

  // Another point of the cut leaves what was run alone as it is, and computes what is cut anew.
  await partChooser(page).selectOption("while it is copied");
  await expect(page.getByText(/when half of its pages have come for the first time/)).toBeVisible();
  await expect(rowOf(page, "Pre-copy")).toContainText("It stays, whole", { timeout: 90_000 });
  await expect(page.getByText("8 of 8")).toBeVisible({ timeout: 90_000 });
  await expect(rowOf(page, "Pre-copy")).toContainText("its copy waits for the cable");
  await partChooser(page).selectOption("after the switchover");
  await expect(page.getByText("7 of 7")).toBeVisible();
  await expect(page.getByRole("button", { name: "Stop", exact: true })).toBeHidden();
});

test("stops, takes a strategy away, fits a phone, and opens a run in the lab", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto("./#compare");
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(page.getByRole("button", { name: "Run", exact: true })).toBeVisible();
  await page.getByText("4 moves").click();
  await page.getByRole("checkbox", { name: "Post-copy" }).uncheck();
  await page.getByRole("checkbox", { name: "Pre-copy", exact: true }).uncheck();
  await page.keyboard.press("Escape");
  await expect(page.getByText("4 of 4")).toBeVisible({ timeout: 90_000 });
  // Each move's numbers stand under its name, and it is a table still.
  await expect(rowOf(page, "Quick Resume")).toContainText("Downtime");
  await expect(rowOf(page, "Quick Resume")).toContainText("Yes: identical");
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
  ).toBe(0);
  await page.getByRole("link", { name: "Open Quick Resume, cut, in the lab" }).click();
  const lab = new LabPage(page);
  await lab.isThere();
  await expect.poll(() => lab.now()).toBe(1);
});

test("a projector shows four moves without scrolling", async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem("quick-resume-lab theme", "projector"));
  for (const viewport of [
    { width: 1280, height: 720 },
    { width: 1024, height: 768 },
  ]) {
    await page.setViewportSize(viewport);
    await page.goto("./#compare");
    await expect(page.getByText("7 of 7")).toBeVisible({ timeout: 90_000 });
    const { over, small } = await page.evaluate(() => ({
      over: document.documentElement.scrollHeight - innerHeight,
      small: [...document.querySelectorAll("main *")]
        .filter(
          (each) =>
            each.checkVisibility() &&
            !each.closest(".spoken, option") &&
            [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent!.trim() !== "") &&
            Number.parseFloat(getComputedStyle(each).fontSize) < 24,
        )
        .map(({ textContent }) => textContent),
    }));
    expect(over).toBeLessThanOrEqual(0);
    expect(small).toEqual([]);
  }
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

test("all moves are cut where the learner's own was", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.migrateToFirstFault();
  await lab.cutLink.click();
  await lab.runTo("end");
  await lab.endsIdentical();
  await page.getByRole("link", { name: "Compare strategies" }).click();
  await expect(page.getByText("7 of 7")).toBeVisible({ timeout: 90_000 });
  await expect(page.getByRole("combobox", { name: "How far" })).toContainText("as in your run");
  await expect(partChooser(page)).toHaveValue("pageIn");
  await expect(rowOf(page, "Quick Resume")).toContainText("Yes: identical");
  await page.getByRole("link", { name: "Back to the lab" }).click();
  await expect(lab.seal).toBeVisible();
});

import { expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "./support/violations.ts";

const LESSON = "#lesson/what-moves";
const PATIENCE = { timeout: 60_000 };

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { name, level: 2 });
const prediction = (page: Page) => page.getByRole("group", { name: "Your prediction" });

/** Goes on with the Tab key until a button has the focus, and presses it; so nothing that a mouse could do is needed. */
async function pressByKey(page: Page, name: string): Promise<void> {
  await tabTo(page, (text, role) => role === "BUTTON" && text === name);
  await page.keyboard.press("Enter");
}

async function tabTo(page: Page, isIt: (text: string, tag: string) => boolean): Promise<void> {
  const seen: string[] = [];
  for (let tabs = 0; tabs < 150; tabs++) {
    await page.keyboard.press("Tab");
    const [text, tag] = await page.evaluate(() => {
      const at = document.activeElement as HTMLElement;
      return [(at.getAttribute("aria-label") ?? at.textContent ?? "").trim(), at.tagName] as const;
    });
    if (isIt(text, tag)) return;
    seen.push(`${tag} ${text}`.slice(0, 40));
  }
  throw new Error(`The Tab key does not come there, but to ${seen.join(" | ")}`);
}

async function openLesson(page: Page, route = LESSON): Promise<void> {
  await page.goto(`./${route}`);
  await expect(heading(page, "Play first")).toBeFocused(PATIENCE);
}

/** From the first step to the answer that is locked in. */
async function predictByKeys(page: Page, answer: string): Promise<void> {
  await pressByKey(page, "Continue");
  await expect(heading(page, /How long does the guest stand still/)).toBeFocused();
  await expect(prediction(page)).toBeVisible();
  await expect(button(page, "Migrate")).toHaveAttribute("aria-disabled", "true");
  await expect(button(page, "Migrate")).toHaveAccessibleDescription(/once your answer is locked in/);
  await page.keyboard.press("m");
  await tabTo(page, (_, tag) => tag === "INPUT");
  await page.keyboard.type(answer);
  await pressByKey(page, "Lock in");
  await expect(button(page, "Run it")).toBeVisible();
}

/** Lets the run come to its end, and says what was seen. */
async function runByKeys(page: Page, seen: number): Promise<void> {
  await pressByKey(page, "Run it");
  await pressByKey(page, "To the end");
  await expect(heading(page, "What did you see?")).toBeFocused(PATIENCE);
  await tabTo(page, (_, tag) => tag === "INPUT");
  await page.keyboard.press("Space");
  for (let option = 0; option < seen; option++) await page.keyboard.press("ArrowDown");
  await pressByKey(page, "Continue");
}

/** The challenge by its worked example. */
async function meetByKeys(page: Page): Promise<void> {
  await pressByKey(page, "Continue");
  await expect(heading(page, /a second at most/)).toBeFocused();
  const goals = page.getByRole("list", { name: "Goals" }).getByRole("listitem");
  await expect(goals.first()).toContainText("not run yet");
  await pressByKey(page, "Check");
  await expect(page.getByText("Press Migrate in the lab first.")).toBeVisible();
  await pressByKey(page, "Hint");
  await expect(page.getByRole("heading", { name: "Nudge" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Nearly all of it" })).toHaveCount(0);
  await pressByKey(page, "Show me");
  await expect(goals.first()).toContainText(/ms now/, PATIENCE);
  await expect(button(page, "To the end")).toHaveCount(0, PATIENCE);
  await pressByKey(page, "Check");
  await expect(page.getByText("All goals are met.")).toBeVisible(PATIENCE);
}

for (const [width, height] of [
  [1280, 800],
  [320, 640],
] as const) {
  test(`a lesson is learned by keys alone, by a right answer, at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await openLesson(page);
    await predictByKeys(page, "4");
    await runByKeys(page, 0);
    await expect(heading(page, "Why it is so")).toBeFocused();
    await expect(page.getByText("The guest stood still for 4.03 s")).toBeVisible();
    await expect(page.getByText("Right.")).toBeVisible();
    await meetByKeys(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });

  test(`a lesson is learned by keys alone, by a wrong answer, at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await openLesson(page);
    await predictByKeys(page, "0");
    await runByKeys(page, 1);
    await expect(page.getByText(/A pause can be so short/)).toBeVisible();
    await expect(page.getByText(/if each machine had a disk of its own/)).toBeVisible();
    await expect(page.getByText("Every page of memory once, and the state of the processor")).toBeVisible();
    await expect(page.getByText("You were 4.03 seconds too low.")).toBeVisible();
    await pressByKey(page, "Continue");
    await expect(heading(page, "Why it is so")).toBeFocused();
  });
}

test("the moment that refutes an idea is shown in the lab, and lasts at most 15 s", async ({ page }) => {
  await openLesson(page);
  await predictByKeys(page, "0");
  await runByKeys(page, 0);
  const again = page.getByRole("button", { name: /^Watch .* s again$/ });
  const begun = Date.now();
  await expect(again).toHaveAttribute("aria-disabled", "false", PATIENCE);
  expect(Date.now() - begun).toBeLessThan(30_000);
  // The guest stands still in the middle of its stun: that is where the picture stays.
  await expect(page.locator("main [data-kind]")).toContainText(/stands\s+still/);
});

test("what is locked in stays so, and another one like it asks with other numbers", async ({ page }) => {
  await openLesson(page);
  await predictByKeys(page, "4");
  await page.goto(`./${LESSON}/2`);
  await expect(page.getByLabel("Your answer")).toBeDisabled();
  await expect(page.getByLabel("Your answer")).toHaveValue("4");
  await button(page, "Continue").click();
  await button(page, "Run it").click();
  await button(page, "To the end").click();
  await expect(heading(page, "What did you see?")).toBeFocused(PATIENCE);
  await page.getByRole("radio").first().check();
  await button(page, "Continue").click();
  const before = await heading(page, "Why it is so").textContent();
  expect(before).toBeTruthy();
  await button(page, "Another one like this").click();
  await expect(prediction(page)).toBeVisible(PATIENCE);
  await expect(page.getByLabel("Your answer")).toHaveValue("");
  await expect(heading(page, /How long/)).not.toContainText("256");
  await expect(button(page, "Migrate")).toHaveAttribute("aria-disabled", "true");
});

test("who knows skips ahead by an answer with which the run agrees", async ({ page }) => {
  await openLesson(page);
  await button(page, "Skip ahead").click();
  await page.getByLabel("Your answer").fill("9");
  await button(page, "Lock in").click();
  await expect(page.getByText("The run comes to something else.")).toBeVisible(PATIENCE);
  await expect(button(page, "Run it")).toBeVisible();
  await page.evaluate(() => sessionStorage.clear());
  await page.goto("./#lessons");
  await page.reload();
  await page.getByRole("link", { name: "What moves?", exact: true }).click();
  await button(page, "Skip ahead").click();
  await page.getByLabel("Your answer").fill("4");
  await button(page, "Lock in").click();
  await expect(heading(page, /a second at most/)).toBeFocused(PATIENCE);
});

test("a lesson and a step that are not there are told, and lead back", async ({ page }) => {
  await page.goto("./#lesson/nowhere");
  await expect(heading(page, "There is no such lesson")).toBeVisible(PATIENCE);
  await page
    .getByRole("complementary", { name: "Lesson" })
    .getByRole("link", { name: "All lessons" })
    .last()
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await page.goto(`./${LESSON}/7`);
  await expect(heading(page, "There is no such step")).toBeVisible(PATIENCE);
  await page.goto(`./${LESSON}/5`);
  await expect(heading(page, "Explain comes later")).toBeVisible(PATIENCE);
  await page.getByRole("link", { name: "Go to Predict" }).click();
  await expect(prediction(page)).toBeVisible();
});

test("what was done is kept, is saved to a file, and is added from one", async ({
  page,
  browser,
  baseURL,
}) => {
  await openLesson(page);
  await predictByKeys(page, "4");
  await runByKeys(page, 0);
  await expect(heading(page, "Why it is so")).toBeFocused();
  await page.goto("./#lessons");
  await expect(page.getByText(/^1 of \d+ answered$/)).toBeVisible();
  const saved = page.waitForEvent("download");
  await button(page, "Save progress to a file").click();
  const path = await (await saved).path();

  const elsewhere = await browser.newContext({ ...(baseURL && { baseURL }) });
  const other = await elsewhere.newPage();
  await other.goto("./#lessons");
  await expect(other.getByText(/^0 of \d+ answered$/)).toBeVisible();
  await other.locator("input[type=file]").setInputFiles(path);
  await expect(other.getByText(/^1 of \d+ answered$/)).toBeVisible();
  // The explanation is there without a run in this page: it is made anew beside the lab.
  await other
    .getByRole("link", { name: /^Read the explanation again/ })
    .first()
    .click();
  await expect(other.getByText("The guest stood still for 4.03 s")).toBeVisible(PATIENCE);
  await elsewhere.close();
});

test("axe finds nothing wrong with the list and the steps of a lesson", async ({ page }) => {
  await page.goto("./#lessons");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await expectNoViolations(page, "list");
  await openLesson(page);
  await expectNoViolations(page, "play");
  await predictByKeys(page, "0");
  await expectNoViolations(page, "locked");
  await runByKeys(page, 1);
  await expectNoViolations(page, "outcome");
  await pressByKey(page, "Continue");
  await pressByKey(page, "Continue");
  await expectNoViolations(page, "challenge");
});

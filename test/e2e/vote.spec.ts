import { createHash } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { answerOf, BALLOT_CELLS } from "../../src/matrix/ballot.ts";
import { EXPECTED, expectedAt } from "../../src/matrix/expected.ts";
import { OUTCOME_LOOKS } from "../../src/view/matrix/words.ts";
import { ANSWER_LOOKS } from "../../src/view/vote/words.ts";
import { expectNoViolations } from "./support/violations.ts";

/** Words of outcomes, none of which may be in the page before it is revealed. */
const WORDS = Object.values(OUTCOME_LOOKS).map(({ word }) => word);

const cells = (page: Page) => page.locator("tbody td");
const asked = (page: Page) => page.locator("td[aria-current=step]");
const heading = (page: Page) => page.getByRole("heading", { level: 1 });

async function open(page: Page): Promise<void> {
  await page.goto("./#present/matrix");
  await expect(asked(page)).toContainText("asked now");
}

/** Reveals what is asked, and waits for its run. */
async function reveal(page: Page): Promise<void> {
  await page.keyboard.press("PageDown");
  await expect(asked(page).getByRole("link")).toBeVisible({ timeout: 60_000 });
}

/** All that can be read and all that is drawn. What was drawn in parts may differ in the edge of a letter, so it is drawn anew. */
async function pictureOf(page: Page): Promise<string> {
  await page.evaluate(async () => {
    for (const isHidden of [true, false]) {
      document.body.hidden = isHidden;
      for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    }
  });
  const picture = createHash("sha256").update(await page.screenshot({ animations: "disabled" }));
  return `${await page.locator("main").ariaSnapshot()} ${picture.digest("hex")}`;
}

test("a class votes cell by cell: each is revealed by a run, back gives the same pictures, also after a reload", async ({
  page,
}) => {
  await open(page);
  const pictures = [await pictureOf(page)];
  for (let cell = 0; cell < 6; cell++) {
    await page.keyboard.press("Shift+D");
    if (cell > 0) await expect(heading(page)).toContainText("The guest …");
    pictures[cell * 2] = await pictureOf(page);
    await reveal(page);
    const expected = OUTCOME_LOOKS[expectedAt(EXPECTED, BALLOT_CELLS[cell]!)].word;
    await expect(cells(page).nth(cell)).toContainText(expected);
    pictures.push(await pictureOf(page));
    await page.keyboard.press("PageDown");
  }
  for (const picture of pictures.reverse()) {
    await page.keyboard.press("PageUp");
    expect(await pictureOf(page)).toBe(picture);
  }
  for (let step = 0; step < 5; step++) await page.keyboard.press("PageDown");
  const before = await pictureOf(page);
  await page.reload();
  await expect(page.locator("td a")).toHaveCount(3, { timeout: 60_000 });
  expect(await pictureOf(page)).toBe(before);
});

test("nothing tells an outcome before it is revealed, in the page or to a listener", async ({ page }) => {
  await open(page);
  await page.keyboard.press("3");
  await expect(heading(page)).toContainText("East crashes");
  // Its run is over once it was revealed, and nothing of it is left where somebody goes back to vote again.
  await reveal(page);
  await page.keyboard.press("PageUp");
  await expect(asked(page)).toContainText("asked now");
  const html = await page.locator("table").innerHTML();
  for (const word of WORDS) expect(html).not.toContain(word);
  expect(await page.locator("table").ariaSnapshot()).not.toContain("open in the lab");
});

test("hands are typed, added by keys and by buttons, drawn, and kept; a dark wall shows nothing", async ({
  page,
}) => {
  await open(page);
  const hands = page.getByRole("spinbutton", { name: "Hands for B" });
  await hands.fill("37");
  await page.keyboard.press("Escape");
  await heading(page).click();
  await page.keyboard.press("Shift+B");
  await expect(hands).toHaveValue("38");
  await expect(page.getByRole("img", { name: "38 hands" }).locator("i")).toHaveCount(11);
  await page.getByRole("button", { name: "One hand fewer for B" }).click();
  await expect(page.getByRole("img", { name: "37 hands" })).toBeVisible();
  await page.reload();
  await expect(hands).toHaveValue("37");
  await page.keyboard.press("b");
  await expect(page.locator("table")).toHaveCount(0);
  await page.keyboard.press(".");
  await expect(hands).toHaveValue("37");
});

test("the speaker's window asks and reveals on the wall, knows the outcome first, and stays in step through reloads", async ({
  page,
}) => {
  await open(page);
  const opening = page.waitForEvent("popup");
  await page.getByRole("navigation", { name: "Vote" }).hover({ force: true });
  await page.getByRole("button", { name: "Speaker window" }).click();
  const speaker = await opening;
  await expect(speaker.getByText("question 1 of 20")).toBeVisible();
  const answer = answerOf(expectedAt(EXPECTED, BALLOT_CELLS[0]!))!;
  const expected = `The guest ${ANSWER_LOOKS[answer].word}.`;
  await expect(speaker.getByRole("region", { name: "Next" })).toContainText(expected, { timeout: 60_000 });
  await speaker.getByRole("spinbutton", { name: "Hands for B" }).fill("21");
  await expect(page.getByRole("spinbutton", { name: "Hands for B" })).toHaveValue("21");
  await speaker.keyboard.press("PageDown");
  await expect(asked(page).getByRole("link")).toBeVisible();
  await page.reload();
  await expect(asked(page).getByRole("link")).toBeVisible({ timeout: 60_000 });
  await speaker.reload();
  await expect(speaker.getByRole("spinbutton", { name: "Hands for B" })).toHaveValue("21");
  await speaker.getByRole("button", { name: /^Next/ }).click();
  await expect(speaker.getByText("question 2 of 20")).toBeVisible();
  await expect(page.getByRole("spinbutton", { name: "Hands for B" })).toHaveValue("0");

  await speaker.keyboard.press("q");
  const code = page.getByRole("img", { name: /#matrix$/ });
  expect((await code.getAttribute("aria-label"))!.length).toBeLessThan(300);
  await speaker.keyboard.press("q");
  // Any other command takes back what waits for a second press.
  await expect(code).toBeHidden();
  await page.keyboard.press("r");
  await expect(page.getByText("Reset: press again")).toBeVisible();
  await page.keyboard.press("r");
  await expect(speaker.getByText("question 1 of 20")).toBeVisible();
  await expect(cells(page).getByRole("link")).toHaveCount(0);

  await expectNoViolations(speaker, "the speaker's window of the vote");
  await speaker.setViewportSize({ width: 320, height: 640 });
  expect(await speaker.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await page.close();
  // A wall that is being closed may still hear a command, and does it.
  await expect(async () => {
    await speaker.keyboard.press("PageDown");
    const slide = speaker.getByRole("link", { name: "Show the slide in this window" });
    await expect(slide).toBeVisible({ timeout: 5000 });
  }).toPass();
});

test("a revealed cell opens in the lab, and the way back leads to the same question", async ({ page }) => {
  await open(page);
  await page.keyboard.press("4");
  await reveal(page);
  await asked(page).getByRole("link").click();
  await expect(page.getByRole("img", { name: /^Guest screen on West/ })).toBeVisible({ timeout: 60_000 });
  await page.goBack();
  await expect(heading(page)).toContainText("The datastore stops for good");
  await expect(asked(page).getByRole("link")).toBeVisible();
});

test("everybody can use it, it fits a wall, and no word on a wall is smaller than 24 px", async ({
  page,
}) => {
  await open(page);
  await expectNoViolations(page, "asked");
  await reveal(page);
  await expectNoViolations(page, "revealed");
  for (const [width, height] of [
    [1280, 720],
    [1024, 768],
    [1440, 900],
  ] as const) {
    await page.setViewportSize({ width, height });
    const { tall, wide, small } = await page.evaluate(() => ({
      tall: document.documentElement.scrollHeight,
      wide: document.documentElement.scrollWidth,
      small: [...document.querySelectorAll("main *")]
        .filter((each) =>
          [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent!.trim()),
        )
        .filter((each) => !each.closest(".spoken"))
        .filter((each) => Number.parseFloat(getComputedStyle(each).fontSize) < 24)
        .map((each) => each.textContent),
    }));
    expect(tall, `${width}`).toBeLessThanOrEqual(height);
    expect(wide, `${width}`).toBeLessThanOrEqual(width);
    expect(small, `${width}`).toEqual([]);
  }
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await expectNoViolations(page, "on a phone");
});

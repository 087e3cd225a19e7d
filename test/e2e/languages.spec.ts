import { expect, type Page, test } from "@playwright/test";
import { pseudo } from "../../tools/language/pseudo.ts";
import { exampleText } from "../lessons/example.ts";
import { runTo } from "../support/run-to.ts";
import { storyOf, whatDoesNotFit } from "./support/fits.ts";
import { unmarked } from "./support/unmarked.ts";
import { expectNoViolations } from "./support/violations.ts";

/** What lets a run go on to a place, in German. */
const IN_GERMAN: Readonly<Record<string, string>> = {
  "Time controls": "Zeitsteuerung",
  "Run to": "Laufen bis",
  "Run to the chosen place": "Bis zur gewählten Stelle laufen",
  "page fault": "Seitenfehler",
  end: "Ende",
};
const inGerman = (english: string) => IN_GERMAN[english]!;

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

test.describe("to a reader of German", () => {
  test.use({ locale: "de-AT" });

  test("the lab tells in German how a guest moves, is cut off and arrives whole", async ({ page }) => {
    await page.goto("./");
    await expect(page).toHaveTitle("Quick-Resume-Labor");
    await expect(page.locator("html")).toHaveAttribute("lang", "de");
    const sentence = page.locator("main [data-kind]").first();
    await expect(sentence).toContainText("Ein Programm läuft auf West.");
    await button(page, "Migrieren").click();
    await expect(sentence).toContainText("Alle 1.024 Seiten werden im Laufen kopiert");
    await runTo(page, "page fault", inGerman);
    await expect(sentence).toHaveAttribute("data-kind", /pageIn|waiting/, { timeout: 60_000 });
    await button(page, "Link trennen").click();
    await expect(sentence).toContainText("Das Kabel ist getrennt");
    await button(page, "Abspielen").click();
    await expect(sentence).toContainText("Briefkasten", { timeout: 60_000 });
    await runTo(page, "end", inGerman);
    await expect(page.getByRole("img", { name: /^Siegel: gleich/ })).toBeVisible({ timeout: 60_000 });
    await expect(sentence).toContainText("bit für bit", { ignoreCase: true });
  });

  test("a field takes a decimal comma", async ({ page }) => {
    await page.goto("./");
    await button(page, "Bedingungen").click();
    const field = page.getByRole("spinbutton", { name: "Bandbreite des Links" });
    await field.fill("0,5");
    await field.press("Enter");
    await expect(field).toHaveValue("0,5");
    await expect(field).toHaveAttribute("aria-valuenow", "0.5");
  });
});

/** What German is read on: a page of that theme and size. */
const LOOKS = [
  ["a phone", "light", 320, 700],
  ["a tablet", "light", 720, 960],
  ["a projector", "projector", 1024, 768],
  ["a desk", "light", 1440, 900],
] as const;

test("what is said in German has room on a phone, a tablet, a projector and a desk", async ({ page }) => {
  const found: string[] = [];
  const look = async (state: string) => {
    for (const [name, theme, width, height] of LOOKS) {
      await page.setViewportSize({ width, height });
      await page.evaluate((wish) => {
        document.documentElement.dataset.theme = wish;
      }, theme);
      const misfits = [...(await whatDoesNotFit(page)), ...(await tooHigh(page))];
      found.push(...misfits.map((misfit) => `${state} on ${name}: ${misfit}`));
    }
  };
  await page.goto("./?lang=de");
  const sentence = page.locator("main [data-kind]").first();
  await expect(page.getByRole("img", { name: /^Bildschirm des Gasts auf West/ })).toHaveAccessibleName(
    /Bild/,
  );
  await look("idle");
  await button(page, "Migrieren").click();
  await expect(sentence).toContainText("müssen noch einmal reisen");
  await look("pre-copy");
  await runTo(page, "page fault", inGerman);
  await expect(sentence).toHaveAttribute("data-kind", /pageIn|waiting/, { timeout: 60_000 });
  await button(page, "Link trennen").click();
  await expect(sentence).toContainText("getrennt");
  await look("cut");
  await runTo(page, "end", inGerman);
  await expect(page.getByRole("img", { name: /^Siegel: gleich/ })).toBeVisible({ timeout: 60_000 });
  await look("end");
  expect(found).toEqual([]);
});

/** What the comparison says when all of it is computed. */
const ALL_MOVES = pseudo("{0} of {1}").replaceAll(/\{\d\}/g, "7");

/** From a small desk on, the whole lab is seen at once. */
async function tooHigh(page: Page): Promise<string[]> {
  const { width, height } = page.viewportSize()!;
  const story = await storyOf(page);
  const over = (story?.pageHeight ?? 0) - height;
  return width >= 1024 && over > 0 ? [`the page is ${over} px too high`] : [];
}

test("another language is chosen by its own name, only its words are loaded, and the run comes back", async ({
  page,
}) => {
  const words: string[] = [];
  page.on("request", (request) => {
    const [, name] = /assets\/((?:first|later)-(?:en|de|pseudo))-/.exec(request.url()) ?? [];
    if (name) words.push(name);
  });
  await page.goto("./");
  await button(page, "Migrate").click();
  const sentence = page.locator("main [data-kind]").first();
  await expect(sentence).toHaveAttribute("data-kind", /preCopy/);
  await button(page, "Pause").click();
  // What was under way is shown by then.
  await expect(button(page, "Play")).toBeVisible();
  const clock = page.locator(".transport .figures");
  const at = (await clock.textContent())!.trim();
  const kind = (await sentence.getAttribute("data-kind"))!;
  expect(new Set(words)).toEqual(new Set(["first-en", "later-en"]));

  words.length = 0;
  const choice = page.getByRole("combobox", { name: "Language" });
  await expect(choice.getByRole("option", { name: "Deutsch" })).toHaveAttribute("lang", "de");
  await choice.selectOption("Deutsch");
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expect(sentence).toHaveAttribute("data-kind", kind);
  await expect(sentence).toContainText(/Seiten werden (im Laufen )?kopiert/);
  await expect(clock).toHaveText(at.replace(".", ","), { timeout: 30_000 });
  expect([...new Set(words)].every((name) => name.endsWith("-de"))).toBe(true);

  await page.reload();
  await expect(page.getByRole("combobox", { name: "Sprache" })).toHaveValue("de");
});

test("a lesson is told in German", async ({ page }) => {
  await page.goto("./?lang=de#lesson/what-moves");
  await expect(page.getByRole("heading", { name: "Erst spielen" })).toBeVisible();
  await expect(page.getByText("Auf der Maschine West läuft ein Programm")).toBeVisible();
  await expect(button(page, "Weiter")).toBeVisible();
});

test("a lesson in another language than the page says so, and what is wrong in one is told in the page's", async ({
  page,
}) => {
  await page.goto("./?lang=de#lessons");
  const chooser = page.locator('input[aria-label="Eine Lektion aus einer Datei öffnen"]');
  const text = await exampleText();
  const open = (content: string) =>
    chooser.setInputFiles({ name: "my.md", mimeType: "text/markdown", buffer: Buffer.from(content) });
  await open(text.replace("kind: choice", "kind: guess"));
  await expect(page.getByRole("alert").filter({ hasText: "my.md:" })).toContainText("erlaubt ist");
  await open(text);
  await expect(page.getByRole("heading", { name: "Erst spielen" })).toBeFocused({ timeout: 60_000 });
  await expect(page.locator(".rail .foreign[lang=en]").first()).toContainText("256 pages");
  await expect(page.locator(".rail .way [lang=en]")).toBeVisible();
  await button(page, "Weiter").click();
  const options = page.locator(".rail .choice [lang=en]");
  await expect(options.filter({ hasText: "For nothing" })).toBeVisible({ timeout: 60_000 });
});

test("without a script a page says in every language what it needs", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(baseURL!);
  await expect(page.locator("noscript p[lang=de]")).toContainText("Es braucht JavaScript");
  await context.close();
});

test("in the derived language every word is a message, fits a desk and a phone, and is open to everybody", async ({
  page,
}) => {
  const atBoth = async (look: (size: string) => Promise<void>) => {
    for (const [size, width, height] of [
      ["a phone", 320, 700],
      ["a desk", 1440, 900],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.evaluate(() => new Promise(requestAnimationFrame));
      await look(size);
    }
  };
  const look = (where: string) => atBoth((size) => expectWhole(page, `${where} on ${size}`));
  for (const [hash, latest] of [
    ["#examples", page.getByText(pseudo("There and back"))],
    ["#matrix", page.getByRole("table")],
    ["#compare", page.getByText(ALL_MOVES, { exact: true })],
    ["", page.locator("canvas").first()],
  ] as const) {
    await page.goto(`./?lang=pseudo${hash}`);
    await expect(latest).toBeVisible();
    await look(hash);
  }
  for (const [key, latest] of [
    ["?", page.getByRole("region", { name: pseudo("Help"), exact: true })],
    ["c", page.getByRole("region", { name: pseudo("Forecast"), exact: true })],
    ["m", page.locator("main [data-kind^=preCopy]").first()],
  ] as const) {
    await page.keyboard.press(key);
    await expect(latest).toBeVisible();
    await look(`after ${key}`);
    if (key !== "m") await page.keyboard.press(key === "?" ? "Escape" : key);
  }
  await atBoth((size) => expectNoViolations(page, `in the derived language on ${size}`));
});

/** What stands in no message although it is in a lesson: its words, which have languages of their own. */
for (const hash of ["#lessons", "#lessons/glossary", "#lesson/never-ends/1", "#lesson/never-ends/2"])
  test(`in the derived language at ${hash}`, async ({ page }) => {
    await page.goto(`./?lang=pseudo${hash}`);
    await expect(page.locator("h1, h2").first()).toBeVisible({ timeout: 60_000 });
    // Beside a lesson stands its lab, which comes last.
    if (hash.includes("never-ends")) await expect(page.locator("canvas").first()).toBeVisible();
    await expectWhole(page, hash);
    await expectNoViolations(page, `${hash} in the derived language`);
  });

test("in the derived language in the midst of a move", async ({ page }) => {
  const said = (words: string) => button(page, pseudo(words));
  await page.goto("./?lang=pseudo");
  await said("Migrate").click();
  const sentence = page.locator("main [data-kind]").first();
  await runTo(page, "page fault", pseudo);
  await expect(sentence).toHaveAttribute("data-kind", /pageIn|waiting/, { timeout: 60_000 });
  await said("Cut link").click();
  await expectWhole(page, "cut");
  for (const [name, latest] of [
    ["Look inside", page.getByRole("region", { name: pseudo("Event log") })],
    ["Conditions", page.getByRole("region", { name: pseudo("Forecast"), exact: true })],
  ] as const) {
    await said(name).first().click();
    await expect(latest).toBeVisible();
    await expectWhole(page, name);
    await said(name).first().click();
  }
  await said("Help").click();
  await said("State diagram").click();
  await expect(page.getByRole("dialog").locator("svg").first()).toBeVisible();
  await expectWhole(page, "diagram");
});

test("in the derived language the matrix and the comparison tell their reasons", async ({ page }) => {
  await page.goto("./?lang=pseudo#matrix");
  await page.getByRole("combobox").last().selectOption("stopAndCopy");
  await button(page, pseudo("Run")).click();
  await expect(page.getByRole("progressbar")).toHaveJSProperty("value", 108, { timeout: 120_000 });
  for (const cell of [3, 12, 85]) {
    await page.locator("table button").nth(cell).click();
    await expectWhole(page, `cell ${cell}`);
  }
  await expectNoViolations(page, "the matrix in the derived language");
  await page.goto("./?lang=pseudo#compare");
  await expect(page.getByText(ALL_MOVES, { exact: true })).toBeVisible({ timeout: 120_000 });
  await expect(page.locator("table, h3").first()).toBeVisible();
  await expectWhole(page, "compare");
});

async function expectWhole(page: Page, where: string): Promise<void> {
  expect(await page.locator("html").getAttribute("dir")).toBe("rtl");
  expect(await unmarked(page), where).toEqual([]);
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(beyond, `${where}: wider than the page`).toBeLessThanOrEqual(0);
}

/**
 * Takes a picture of every state of the lab in every theme and at every width, to be looked at one by one. The pictures
 * lie in test/gallery/pictures, which is not part of the repository.
 *
 * usage: npm run gallery [part of a name]
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright";
import { build, preview } from "vite";
import { browserLaunchOptions } from "../support/browser.ts";

const PICTURES = fileURLToPath(new URL("pictures/", import.meta.url));
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const THEMES = ["light", "dark", "projector"] as const;
const SIZES = [
  [1440, 900],
  [1024, 768],
  [320, 640],
] as const;
const PATIENCE = { timeout: 60_000 };

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

/** Waits for words in a part of the page, and does something in the very frame in which they come. */
async function when(page: Page, part: string, words: string, then = ""): Promise<void> {
  const look = ([selector, text, button]: string[]) => {
    const isThere = document.querySelector(selector!)?.textContent?.includes(text!) ?? false;
    if (isThere && button) document.querySelector<HTMLElement>(`button[aria-label='${button}']`)?.click();
    return isThere;
  };
  await page.waitForFunction(look, [part, words, then], PATIENCE);
}

const PHASE = "[aria-current=step]";
const SENTENCE = "main [data-kind]";

async function migrate(page: Page, then: string): Promise<void> {
  await press(page, "Migrate");
  await when(page, PHASE, "page-in", then);
}

/** How each state is reached from the first view. */
const STATES: Record<string, (page: Page) => Promise<void>> = {
  first: async () => {},
  "pre-copy": async (page) => {
    await press(page, "Migrate");
    await when(page, PHASE, "pre-copy, 2");
  },
  "cut-unnoticed": (page) => migrate(page, "Cut link"),
  mailbox: async (page) => {
    await migrate(page, "Cut link");
    await when(page, SENTENCE, "mailbox");
    await page.waitForTimeout(900);
  },
  held: async (page) => {
    await migrate(page, "Stop the datastore");
    await press(page, "Cut link");
    await page.waitForTimeout(3000);
  },
  crashed: async (page) => {
    await migrate(page, "Crash the source");
    await page.waitForTimeout(1500);
  },
  done: async (page) => {
    await migrate(page, "Cut link");
    await page.getByRole("img", { name: /^Seal: identical/ }).waitFor(PATIENCE);
    await page.waitForTimeout(400);
  },
};

/** Views of their own, by their place in the address. */
const VIEWS: Record<string, (page: Page) => Promise<void>> = {
  compare: (page) => page.getByText("4 of 4").waitFor(PATIENCE),
  matrix: async (page) => {
    await page.getByRole("combobox", { name: "Strategy" }).selectOption("stopAndCopy");
    await press(page, "Run");
    await page.waitForTimeout(4000);
  },
};

async function picture(browser: Browser, url: string, name: string, look: Look): Promise<void> {
  const { theme, width, height } = look;
  const context = await browser.newContext({ viewport: { width, height } });
  const page = await context.newPage();
  await page.addInitScript((choice) => localStorage.setItem("quick-resume-lab theme", choice), theme);
  await page.addInitScript("globalThis.__name = (value) => value");
  const isView = name in VIEWS;
  await page.goto(isView ? `${url}#${name}` : url);
  if (!isView)
    await page.getByRole("img", { name: /^Guest screen at the source.*picture/ }).waitFor(PATIENCE);
  await (isView ? VIEWS : STATES)[name]!(page);
  const pause = page.getByRole("button", { name: "Pause", exact: true });
  if (await pause.isVisible()) await pause.click();
  await page.waitForTimeout(400);
  await page.screenshot({ path: join(PICTURES, `${name}-${width}-${theme}.png`), fullPage: true });
  await context.close();
}

interface Look {
  readonly theme: (typeof THEMES)[number];
  readonly width: number;
  readonly height: number;
}

const wanted = process.argv[2] ?? "";
const outDir = mkdtempSync(join(tmpdir(), "gallery-"));
const site = { root: ROOT, logLevel: "error" } as const;
mkdirSync(PICTURES, { recursive: true });
await build({ ...site, build: { outDir, emptyOutDir: true } });
const server = await preview({ ...site, build: { outDir }, preview: { port: 0 } });
const browser = await chromium.launch(browserLaunchOptions());
const failures: string[] = [];
try {
  for (const name of [...Object.keys(STATES), ...Object.keys(VIEWS)])
    for (const theme of THEMES)
      for (const [width, height] of SIZES) {
        const title = `${name}-${width}-${theme}`;
        if (!title.includes(wanted)) continue;
        const taken = picture(browser, server.resolvedUrls!.local[0]!, name, { theme, width, height });
        await taken.catch((error: Error) => failures.push(`${title}: ${error.message.split("\n")[0]}`));
      }
} finally {
  await browser.close();
  await server.close();
  rmSync(outDir, { recursive: true });
}
if (failures.length > 0) {
  console.error(failures.join("\n"));
  process.exitCode = 1;
}

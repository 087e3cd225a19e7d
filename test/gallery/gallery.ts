/**
 * Takes a picture of every state of the lab in every theme and at every width, to be looked at one by one. The pictures
 * lie in test/gallery/pictures, which is not part of the repository.
 *
 * usage: npm run gallery [part of a name] ... [-- --lang pseudo]
 *
 * In another language each state is reached in English and the page is then opened again in the same tab, as when a reader
 * chooses a language: the run and the lesson come back, and what is opened beside them, such as a panel, does not.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Browser, Page } from "playwright";
import { inBuiltLab, newPage } from "../support/built-lab.ts";
import { pause, STATES } from "./states.ts";

const PICTURES = fileURLToPath(new URL("pictures/", import.meta.url));
/** Themes of the lab, and the forced colours of a system with their own, there with reduced motion too. */
const THEMES = ["light", "dark", "projector", "forced"] as const;
/** A desk, two projectors, a phone on its side, a tablet upright, a frame in a page, and two phones. */
const SIZES = [
  [1440, 900],
  [1280, 720],
  [1024, 768],
  [844, 390],
  [768, 1024],
  [640, 640],
  [390, 844],
  [320, 640],
] as const;
/** What the page shows once the run of its tab has come back. */
const CAME_BACK = "main:not(.waits) [aria-current=step], main h1, [data-kind]";
/** Pages that are open at once. */
const AT_ONCE = 3;

/** A state in a theme: it is reached once, and then shown at every width. */
interface Wish {
  readonly name: string;
  readonly theme: (typeof THEMES)[number];
  readonly sizes: readonly (typeof SIZES)[number][];
}

async function open(browser: Browser, { theme, sizes }: Wish): Promise<Page> {
  const forced = { forcedColors: "active", reducedMotion: "reduce" } as const;
  const [width, height] = sizes[0]!;
  const page = await newPage(browser, {
    viewport: { width, height },
    ...(theme === "forced" ? forced : {}),
  });
  const choice = theme === "forced" ? "light" : theme;
  await page.addInitScript((name) => localStorage.setItem("quick-resume-lab theme", name), choice);
  return page;
}

async function pictures(browser: Browser, url: string, wish: Wish): Promise<void> {
  const { hash = "", prepare, isView = false, reach } = STATES[wish.name]!;
  const page = await open(browser, wish);
  try {
    await prepare?.(page);
    await page.goto(url + hash);
    // A link leads to its own moment, where the guest may have left the source long ago.
    const screen = page.getByRole("img", { name: /^Guest screen on West.*picture/ });
    if (!isView && !hash) await screen.waitFor({ timeout: 60_000 });
    await reach(page);
    await pause(page);
    if (language !== null) await speak(page, language);
    for (const [width, height] of wish.sizes) {
      await page.setViewportSize({ width, height });
      await page.waitForTimeout(400);
      const path = join(PICTURES, `${[wish.name, width, wish.theme, language ?? []].flat().join("-")}.png`);
      await page.screenshot({ path, fullPage: true });
    }
  } finally {
    await page.close();
  }
}

/** Opens what is there in another language, and waits until nothing is on its way any more. */
async function speak(page: Page, language: string): Promise<void> {
  const address = new URL(page.url());
  address.searchParams.set("lang", language);
  // A run comes back to a page that is loaded again, and not to one that is opened.
  await page.evaluate((href) => history.replaceState(null, "", href), address.href);
  await page.reload();
  await page.locator(CAME_BACK).first().waitFor({ timeout: 60_000 });
  await page.locator("main.waits").waitFor({ state: "detached", timeout: 60_000 });
}

const { values, positionals: wanted } = parseArgs({
  options: { lang: { type: "string" } },
  allowPositionals: true,
});
const language = values.lang ?? null;
mkdirSync(PICTURES, { recursive: true });
const failures: string[] = [];
const isWanted = (title: string) => wanted.length === 0 || wanted.some((part) => title.includes(part));
const wishes = Object.keys(STATES)
  .flatMap((name) => THEMES.map((theme) => ({ name, theme })))
  .map(({ name, theme }): Wish => {
    const sizes = SIZES.filter(([width]) => isWanted(`${name}-${width}-${theme}`));
    return { name, theme, sizes };
  })
  .filter(({ sizes }) => sizes.length > 0);

/** Takes one picture after the other. Most of the time is the runs' own, so a few can share a processor. */
async function takeAll(browser: Browser, url: string): Promise<void> {
  for (let wish = wishes.shift(); wish; wish = wishes.shift()) {
    const { name, theme } = wish;
    await pictures(browser, url, wish).catch((error: Error) => {
      failures.push(`${name}-${theme}: ${error.message.split("\n")[0]}`);
    });
  }
}

await inBuiltLab(async (url, browser) => {
  await Promise.all(Array.from({ length: AT_ONCE }, () => takeAll(browser, url)));
});
if (failures.length > 0) {
  console.error(failures.join("\n"));
  process.exitCode = 1;
}

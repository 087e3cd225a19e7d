import { expect, type Page, test } from "@playwright/test";
import { STATES } from "../gallery/states.ts";
import { readingsOf, storyOf, whatDoesNotFit } from "./support/fits.ts";

/** Guests whose runs are long; their maps are as wide as all others'. */
const LARGE = ["pages-16384", "pages-65536"];

/** The narrowest and the lowest screen of each layout: what fits there has more room everywhere else. */
const NARROWEST = {
  light: [
    [320, 640],
    [352, 740],
    [500, 640],
    [576, 640],
    [688, 640],
    [768, 1024],
    [640, 390],
    [844, 390],
    [960, 700],
    [1024, 768],
    [1301, 861],
    [1440, 900],
  ],
  projector: [
    [960, 720],
    [1200, 720],
    [1301, 861],
    [1440, 900],
    [1792, 960],
  ],
} as const;

/** With `SIZES=all` also those between them, and a projector's theme on a small screen, which takes some minutes. */
const ALL = {
  light: [
    ...NARROWEST.light,
    [360, 740],
    [390, 844],
    [430, 932],
    [499, 800],
    [575, 640],
    [640, 640],
    [900, 640],
    [932, 430],
    [1280, 720],
    [1366, 768],
  ],
  projector: [
    ...NARROWEST.projector,
    [320, 640],
    [768, 1024],
    [844, 390],
    [1024, 768],
    [1280, 720],
    [1920, 1080],
  ],
} as const;
const SIZES = process.env.SIZES === "all" ? ALL : NARROWEST;
type Theme = keyof typeof SIZES;

/** Desks on which a page with one lane is seen whole; with several it is as much longer as they are. */
const DESKS = [
  [1024, 768],
  [1440, 900],
];

/** `STATES=a,b` walks through some of the states only. */
const wanted = process.env.STATES?.split(",");
const NAMES = Object.keys(STATES).filter((name) => wanted?.includes(name) ?? !LARGE.includes(name));

/** What the page says where a state cannot be reached: an alert, or where the run is. */
async function wordsOn(page: Page): Promise<string> {
  const words = await page
    .locator("[role=alert], dialog[open], [aria-label=Time], main [data-kind]")
    .allTextContents();
  return words.join(" | ").replaceAll(/\s+/g, " ").slice(0, 400);
}

async function reach(page: Page, name: string): Promise<void> {
  const { hash = "", prepare, reach: lead } = STATES[name]!;
  await prepare?.(page);
  await page.goto(`./${hash}`);
  try {
    await lead(page);
  } catch (error) {
    throw new Error(`${(error as Error).message.split("\n")[0]} ${await wordsOn(page)}`);
  }
  // The tape is loaded once the guest lives; where there is none, nothing is waited for.
  if ((await page.locator(".desk:not(.first)").count()) > 0)
    await page
      .locator(".strip .reading")
      .first()
      .waitFor({ timeout: 5000 })
      .catch(() => {});
}

/** Shows the page in a theme, by the lab's own button, as often as it takes; a view without one follows its root. */
async function dress(page: Page, theme: Theme): Promise<void> {
  await page.evaluate((wish) => {
    const button = document.querySelector<HTMLElement>("[aria-label^='Theme:']");
    const root = document.documentElement;
    for (let presses = 0; button && presses < 4 && root.dataset.theme !== wish; presses++) button.click();
    root.dataset.theme = wish;
  }, theme);
}

/** Views that are longer than a screen because somebody has asked for more. */
const LONGER = ["inside", "help", "guests", "futures", "compare", "matrix"];

/** How much higher than a desk's screen the table of the moves is, which is to be seen beside its reasons. */
async function tooHighForDesk(page: Page, name: string): Promise<string[]> {
  const { width, height } = page.viewportSize()!;
  if (name !== "compare" || width < 1440 || height < 900) return [];
  const over = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
  return over > 0 ? [`the comparison is ${over} px too high`] : [];
}

/** What should be seen together and is not: the story in one picture, Play on a phone, all of it on a projector. */
async function outOfSight(page: Page, name: string, theme: Theme): Promise<string[]> {
  const story = LONGER.includes(name) ? null : await storyOf(page);
  const { width, height } = page.viewportSize()!;
  if (!story) return [];
  // On a small screen a lesson is read before its lab is seen, and what ends its step stays in reach.
  if (name.startsWith("lesson") && (width < 960 || theme === "projector")) return [];
  const found: string[] = [];
  const tall = Math.round(story.bottom - story.top);
  if (width >= 500 && width < 960 && tall > 640) found.push(`the picture is ${tall} px high`);
  if (height < 480 && story.bottom > height) found.push(`the picture ends at ${story.bottom} px`);
  if (width < 500 && story.play > height) found.push(`Play is out of reach, at ${story.play} px`);
  const isProjector = theme === "projector" && width >= 1024 && height >= 720;
  const isDesk =
    theme === "light" && name !== "lanes" && DESKS.some(([wide, high]) => wide === width && high === height);
  if ((isProjector || isDesk) && story.pageHeight > height)
    found.push(`the page is ${story.pageHeight - height} px too high`);
  return found;
}

/** Everything that does not fit in a state, in both themes and at every size. */
async function misfitsIn(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  let readings: string[] | null = null;
  for (const theme of ["light", "projector"] as const) {
    await dress(page, theme);
    for (const [width, height] of SIZES[theme]) {
      await page.setViewportSize({ width, height });
      const misfits = [
        ...(await whatDoesNotFit(page)),
        ...(await outOfSight(page, name, theme)),
        ...(await tooHighForDesk(page, name)),
      ];
      const shown = await readingsOf(page);
      readings ??= shown;
      if (shown.join() !== readings.join())
        misfits.push(`the charts say ${shown.join()}, and ${readings.join()} elsewhere`);
      for (const misfit of misfits) found.push(`${name}, ${theme}, ${width}: ${misfit}`);
    }
  }
  return found;
}

for (const name of NAMES)
  test(`nothing scrolls sideways, is cut off or overprinted at any width: ${name}`, async ({ page }) => {
    await reach(page, name);
    expect(await misfitsIn(page, name)).toEqual([]);
  });

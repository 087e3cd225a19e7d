import { type Browser, chromium, expect, type Page, test } from "@playwright/test";
import { STATES } from "../gallery/states.ts";
import { browserLaunchOptions } from "../support/browser.ts";
import { whatDoesNotFit } from "./support/fits.ts";

const SIZES = [
  [320, 640],
  [640, 640],
  [1024, 768],
  [1440, 900],
] as const;
/** A story with all its parts, and one that went wrong. */
const NAMES = ["first", "mailbox", "crashed"];

/** Everything that does not fit in some states after something was done to their pages. */
async function misfitsWith(
  browser: Browser,
  url: string,
  prepare: (page: Page) => Promise<unknown>,
  size = 16,
): Promise<string[]> {
  const found: string[] = [];
  for (const name of NAMES) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`${url}${STATES[name]!.hash ?? ""}`);
    await STATES[name]!.reach(page);
    await prepare(page);
    for (const [width, height] of SIZES) {
      // Below 256 px of the browser's own size there is no room for a machine's map and a word beside it.
      if ((width * 16) / size < 256) continue;
      await page.setViewportSize({ width, height });
      for (const misfit of await whatDoesNotFit(page)) found.push(`${name}, ${width}: ${misfit}`);
    }
    await page.close();
  }
  return found;
}

/** 32 px are 200 % of what a browser begins with. */
for (const size of [20, 24, 32])
  test(`a reader's own font size of ${size} px is followed, and nothing overlaps`, async ({ baseURL }) => {
    const { args, ...options } = browserLaunchOptions();
    const flag = `--blink-settings=defaultFontSize=${size}`;
    const browser = await chromium.launch({ ...options, args: [...args, flag] });
    try {
      const follows = async (page: Page) => {
        const read = () => getComputedStyle(document.documentElement).fontSize;
        expect(await page.evaluate(read)).toBe(`${size}px`);
      };
      expect(await misfitsWith(browser, baseURL!, follows, size)).toEqual([]);
    } finally {
      await browser.close();
    }
  });

test("written from right to left, nothing overflows", async ({ browser, baseURL }) => {
  const turn = (page: Page) =>
    page.evaluate(() => {
      document.documentElement.dir = "rtl";
    });
  expect(await misfitsWith(browser, baseURL!, turn)).toEqual([]);
});

/** What a reader may set for every word without losing any: WCAG 2.2, success criterion 1.4.12. */
const SPACING = `* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-bottom: 2em !important; }`;

test("with a reader's own text spacing nothing overlaps or is cut off", async ({ browser, baseURL }) => {
  test.setTimeout(240_000);
  const space = (page: Page) =>
    page.evaluate((rules) => {
      // The page's policy lets in no element of style from elsewhere; a reader's own sheet is none.
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(rules);
      document.adoptedStyleSheets = [sheet];
    }, SPACING);
  expect(await misfitsWith(browser, baseURL!, space)).toEqual([]);
});

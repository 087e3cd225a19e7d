import { chromium, expect, type Page, test } from "@playwright/test";
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

/** Everything that does not fit in a state at any size, for a reader whose letters are so many pixels high. */
async function misfitsIn(page: Page, name: string, size = 16): Promise<string[]> {
  const found: string[] = [];
  for (const [width, height] of SIZES) {
    // Below 256 px of the browser's own size there is no room for a machine's map and a word beside it.
    if ((width * 16) / size < 256) continue;
    await page.setViewportSize({ width, height });
    for (const misfit of await whatDoesNotFit(page)) found.push(`${name}, ${width}: ${misfit}`);
  }
  return found;
}

async function reach(page: Page, url: string, name: string): Promise<void> {
  await page.goto(`${url}${STATES[name]!.hash ?? ""}`);
  await STATES[name]!.reach(page);
}

async function expectFollowed(page: Page, size: number): Promise<void> {
  const read = () => getComputedStyle(document.documentElement).fontSize;
  expect(await page.evaluate(read)).toBe(`${size}px`);
}

/** 200 % of what a browser begins with, from its beginning on. */
test("a reader's own font size of 32 px is followed, and nothing overlaps", async ({ baseURL }) => {
  const { args, ...options } = browserLaunchOptions();
  const browser = await chromium.launch({
    ...options,
    args: [...args, "--blink-settings=defaultFontSize=32"],
  });
  try {
    for (const name of NAMES) {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      await reach(page, baseURL!, name);
      await expectFollowed(page, 32);
      expect.soft(await misfitsIn(page, name, 32)).toEqual([]);
      await page.close();
    }
  } finally {
    await browser.close();
  }
});

/** What a reader may set for every word without losing any: WCAG 2.2, success criterion 1.4.12. */
const SPACING = `* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-bottom: 2em !important; }`;

/** Gives the page a reader's own sheet: its policy lets in no element of style from elsewhere, and that is none. */
function space(page: Page): Promise<void> {
  return page.evaluate((rules) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    document.adoptedStyleSheets = [sheet];
  }, SPACING);
}

function write(page: Page, dir: "ltr" | "rtl"): Promise<void> {
  return page.evaluate((value) => {
    document.documentElement.dir = value;
  }, dir);
}

for (const name of NAMES)
  test(`what a reader changes while the page is open is followed, and nothing overlaps: ${name}`, async ({
    page,
    baseURL,
  }) => {
    await reach(page, baseURL!, name);
    const session = await page.context().newCDPSession(page);
    const grow = async (standard: number) => {
      await session.send("Page.setFontSizes", { fontSizes: { standard } });
      await expectFollowed(page, standard);
    };
    for (const size of [20, 24]) {
      await grow(size);
      expect.soft(await misfitsIn(page, name, size), `letters of ${size} px`).toEqual([]);
    }
    await grow(16);
    await write(page, "rtl");
    expect.soft(await misfitsIn(page, name), "written from right to left").toEqual([]);
    await write(page, "ltr");
    await space(page);
    expect.soft(await misfitsIn(page, name), "with a reader's own text spacing").toEqual([]);
  });

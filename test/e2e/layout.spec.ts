import { type Browser, expect, type Page, test } from "@playwright/test";
import { pause, STATES } from "../gallery/states.ts";
import { storyOf, whatDoesNotFit } from "./support/fits.ts";

/** Pages that are open at once: most of the time is the runs' own. */
const AT_ONCE = 3;
/** Guests whose runs are long; their maps are as wide as all others'. */
const LARGE = ["pages-16384", "pages-65536"];

const SIZES = {
  light: [
    [320, 640],
    [360, 740],
    [390, 844],
    [430, 932],
    [499, 800],
    [500, 640],
    [560, 640],
    [575, 640],
    [640, 640],
    [690, 640],
    [768, 1024],
    [844, 390],
    [900, 640],
    [932, 430],
    [960, 700],
    [1024, 768],
    [1280, 720],
    [1366, 768],
    [1440, 900],
  ],
  projector: [
    [320, 640],
    [768, 1024],
    [844, 390],
    [960, 720],
    [1024, 768],
    [1280, 720],
    [1440, 900],
    [1920, 1080],
  ],
} as const;
type Theme = keyof typeof SIZES;

/** What the suite walks through; `STATES=all` takes every state, and `STATES=a,b` some, which takes minutes. */
const ALWAYS = "first,pre-copy,mailbox,done,held,crashed,different";
const wanted = process.env.STATES ?? ALWAYS;
const NAMES = Object.keys(STATES).filter((name) =>
  wanted === "all" ? !LARGE.includes(name) : wanted.split(",").includes(name),
);

async function reach(page: Page, name: string, theme: Theme): Promise<void> {
  const { hash = "", prepare, isView = false, reach: lead } = STATES[name]!;
  await page.addInitScript((choice) => localStorage.setItem("quick-resume-lab theme", choice), theme);
  await prepare?.(page);
  await page.goto(`./${hash}`);
  const screen = page.getByRole("img", { name: /^Guest screen at the source.*picture/ });
  if (!isView) await screen.waitFor({ timeout: 60_000 });
  await lead(page);
  await pause(page);
}

/** Views that are longer than a screen because somebody has asked for more. */
const LONGER = ["inside", "help", "guests", "compare", "matrix"];

/** What should be seen together and is not: the story in one picture, Play on a phone, all of it on a projector. */
async function outOfSight(page: Page, name: string, theme: Theme): Promise<string[]> {
  const story = LONGER.includes(name) ? null : await storyOf(page);
  const { width, height } = page.viewportSize()!;
  if (!story) return [];
  const found: string[] = [];
  const tall = Math.round(story.bottom - story.top);
  if (width >= 500 && width < 960 && tall > 640) found.push(`the picture is ${tall} px high`);
  if (height < 480 && story.bottom > height) found.push(`the picture ends at ${story.bottom} px`);
  if (width < 500 && story.play > height) found.push(`Play is out of reach, at ${story.play} px`);
  const isProjector = theme === "projector" && width >= 1024 && height >= 720;
  if (isProjector && story.pageHeight > height)
    found.push(`the page is ${story.pageHeight - height} px too high`);
  return found;
}

/** Everything that does not fit in a state, at every size. */
async function misfitsIn(browser: Browser, name: string, theme: Theme): Promise<string[]> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const found: string[] = [];
  try {
    await reach(page, name, theme);
    for (const [width, height] of SIZES[theme]) {
      await page.setViewportSize({ width, height });
      // The wires follow the boxes, which are measured after they were laid out.
      await page.waitForTimeout(120);
      const misfits = [...(await whatDoesNotFit(page)), ...(await outOfSight(page, name, theme))];
      for (const misfit of misfits) found.push(`${name}, ${theme}, ${width}: ${misfit}`);
    }
  } finally {
    await page.close();
  }
  return found;
}

for (const theme of ["light", "projector"] as const)
  test(`nothing scrolls sideways, is cut off or overprinted, in any state at any width, ${theme}`, async ({
    browser,
  }) => {
    test.setTimeout(900_000);
    const left = [...NAMES];
    const found: string[] = [];
    const walk = async () => {
      for (let name = left.shift(); name; name = left.shift())
        found.push(...(await misfitsIn(browser, name, theme)));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, walk));
    expect(found).toEqual([]);
  });

/**
 * How long a lesson takes to be there: from the click on its title in `#lessons` of the built lab until the picture with the
 * heading of its first step and Continue. Each visit has a browser of its own and clicks twice: the first time on a lesson
 * of which nothing was loaded, then, back in the list, on another, when the parts that all lessons share are there. Which
 * lessons these are is drawn from a seed.
 *
 * usage: node tools/run.mjs test/bench/lesson.ts [visits] [seed]
 */
import { chromium, type Page } from "playwright";
import { Random } from "../../src/clock/random.ts";
import { browserLaunchOptions } from "../support/browser.ts";
import { newPage, withBuiltLab } from "../support/built-lab.ts";

const VISITS = Number(process.argv[2] ?? 15);
const SEED = Number(process.argv[3] ?? 1);
const AIM = 300;
const KINDS = ["first lesson of a page", "another lesson"] as const;

/** Runs in the page before everything else: notes when a link was clicked, and the frame in which its first step is there. */
function watch(): void {
  const seen = { took: 0 };
  Object.assign(window, { seen });
  const isThere = () => {
    const rail = document.querySelector("aside.rail");
    const buttons = [...(rail?.querySelectorAll("button") ?? [])];
    return !!rail?.querySelector("h2") && buttons.some((button) => button.textContent?.trim() === "Continue");
  };
  addEventListener(
    "click",
    ({ timeStamp }) => {
      seen.took = 0;
      const look = () => {
        if (!isThere()) return requestAnimationFrame(look);
        // What was drawn in this frame is painted when the next task begins.
        return setTimeout(() => {
          seen.took = performance.now() - timeStamp;
        });
      };
      requestAnimationFrame(look);
    },
    { capture: true },
  );
}

/** Clicks on the lesson at a place of the list, and resolves with the milliseconds until its first step is there. */
async function open(page: Page, place: number): Promise<number> {
  const titles = page.locator("main li h2 a[href^='#lesson/']");
  await titles.nth(place).click();
  const took = () => (window as unknown as { seen: { took: number } }).seen.took;
  await page.waitForFunction(() => (window as unknown as { seen: { took: number } }).seen.took > 0);
  return page.evaluate(took);
}

/** One visit: nothing is cached, compiled or stored. */
async function visit(url: string, first: number, second: number): Promise<readonly number[]> {
  const browser = await chromium.launch(browserLaunchOptions());
  try {
    const page = await newPage(browser);
    await page.addInitScript(watch);
    await page.goto(`${url}#lessons`);
    const cold = await open(page, first);
    await page.evaluate(() => {
      location.hash = "#lessons";
    });
    return [cold, await open(page, second)];
  } finally {
    await browser.close();
  }
}

/** Two different places of a list. */
function drawn(random: Random, of: number): [number, number] {
  const first = random.below(of);
  return [first, (first + 1 + random.below(of - 1)) % of];
}

function summary(name: string, times: readonly number[]): string {
  const sorted = times.map(Math.round).sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
  return `${name.padEnd(24)}median ${at(0.5)} ms, p95 ${at(0.95)} ms (${sorted.join(", ")}), aim ${AIM} ms`;
}

await withBuiltLab(async (url) => {
  const random = Random.seeded(SEED);
  const visits: (readonly number[])[] = [];
  for (let count = 0; count < VISITS; count++) visits.push(await visit(url, ...drawn(random, 11)));
  console.log(`${VISITS} visits of seed ${SEED}, from the click to the first step`);
  for (const [kind, name] of KINDS.entries())
    console.log(
      summary(
        name,
        visits.map((times) => times[kind]!),
      ),
    );
});

/**
 * How long a first visit takes: from the request for the built lab, in a browser that has never seen it, until Migrate
 * can be pressed and does something, and until the guest has drawn a second picture that differs from its first.
 *
 * usage: node tools/run.mjs test/bench/first-visit.ts [visits]
 */
import { chromium } from "playwright";
import { browserLaunchOptions } from "../support/browser.ts";
import { newPage, withBuiltLab } from "../support/built-lab.ts";

interface Visit {
  /** Migrate is there and enabled, and the guest's first picture is drawn: a press now starts the migration. */
  readonly interactive: number;
  /** A second, different picture of the guest. */
  readonly alive: number;
}

const VISITS = Number(process.argv[2] ?? 5);
const AIM = 2000;

/** Runs in the page before everything else: notes, frame by frame, what a visitor could see. */
function watch(): void {
  const seen = { interactive: 0, alive: 0, first: "" };
  Object.assign(window, { seen });
  const look = () => {
    const canvas = document.querySelector<HTMLCanvasElement>("[aria-label^='Guest screen on West'] canvas");
    const migrate = document.querySelector("button[aria-label=Migrate]");
    const isDrawn = canvas?.parentElement?.getAttribute("aria-label")?.includes("picture");
    if (canvas && isDrawn && migrate?.getAttribute("aria-disabled") === "false") {
      const picture = canvas.toDataURL();
      seen.interactive ||= performance.now();
      seen.first ||= picture;
      if (picture !== seen.first) seen.alive = performance.now();
    }
    if (seen.alive === 0) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** One visit with a browser of its own: nothing is cached, compiled or stored. */
async function visit(url: string): Promise<Visit> {
  const browser = await chromium.launch(browserLaunchOptions());
  try {
    const page = await newPage(browser);
    await page.addInitScript(watch);
    await page.goto(url);
    const seen = () => (window as unknown as { seen: Visit }).seen;
    await page.waitForFunction(() => (window as unknown as { seen: Visit }).seen.alive > 0);
    const { interactive, alive } = await page.evaluate(seen);
    return { interactive, alive };
  } finally {
    await browser.close();
  }
}

function summary(name: string, times: readonly number[]): string {
  const sorted = times.map(Math.round).sort((a, b) => a - b);
  const middle = sorted[sorted.length >> 1]!;
  return `${name.padEnd(24)}${middle} ms (${sorted.join(", ")}), aim ${AIM} ms`;
}

await withBuiltLab(async (url) => {
  const visits: Visit[] = [];
  for (let count = 0; count < VISITS; count++) visits.push(await visit(url));
  console.log(`medians of ${VISITS} first visits, from the navigation on`);
  console.log(
    summary(
      "Migrate can be pressed",
      visits.map(({ interactive }) => interactive),
    ),
  );
  console.log(
    summary(
      "guest visibly alive",
      visits.map(({ alive }) => alive),
    ),
  );
});

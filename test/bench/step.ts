/**
 * How long a step takes on a slow computer: from the key press until the picture of the new moment is painted, with the
 * page's thread slowed four times. Slides of a lesson are gone through forwards, back, and forwards again; in the lab steps
 * of one event, and from beat to beat, are made in page-in.
 *
 * usage: npm run -s bench:step [-- SLOWED [LESSON ...]]
 */
import { type CDPSession, chromium, type Page } from "playwright";
import { preview } from "vite";
import { browserLaunchOptions } from "../support/browser.ts";

/** In milliseconds, for each. */
const AIM = 300;
const SLOWED = Number(process.argv[2] ?? 4);
const LESSONS = process.argv.length > 3 ? process.argv.slice(3) : ["cut-the-link", "never-ends"];
/** How long the room looks at the first slide, and at each other one, in milliseconds. */
const FIRST_MS = 20_000;
const LOOK_MS = 1500;
/** Where the lab's steps begin: page-in of the lesson of the cut cable. */
const MOMENT = "#moment/cut-the-link/2600000000";
/** A step of the lab is made so often in each direction. */
const STEPS = 8;

/** Presses a key in the page, and resolves with the time until another moment than before is seen; null where none comes. */
async function pressed(key: string): Promise<number | null> {
  /** What is on the wall, or the moment of the lab; null while it is on its way. */
  const seen = (): string | null => {
    const wall = document.querySelector("main.wall");
    if (wall) return wall.getAttribute("aria-busy") === "false" ? location.hash : null;
    return document.querySelector("[aria-label=Playhead]")!.getAttribute("aria-valuenow");
  };
  const before = seen();
  const begun = performance.now();
  (document.activeElement ?? document.body).dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true }),
  );
  const frame = () => new Promise(requestAnimationFrame);
  do {
    await frame();
    if (performance.now() - begun > 5000) return null;
  } while (seen() === null || seen() === before);
  // What was drawn in that frame is painted when the next task begins.
  await new Promise((resolve) => setTimeout(resolve));
  return performance.now() - begun;
}

function told(name: string, times: readonly number[]): void {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
  const over = times.filter((time) => time > AIM).length;
  console.log(
    `${name}: median ${at(0.5)} ms, longest ${at(1)} ms, ${over} of ${times.length} over ${AIM} ms: ` +
      times.map(Math.round).join(" "),
  );
}

async function slides(page: Page, url: string, slow: (rate: number) => Promise<unknown>): Promise<void> {
  for (const lesson of LESSONS) {
    await page.goto(`${url}#present/${lesson}`);
    await page.locator("main.wall[aria-busy=false]").waitFor({ timeout: 60_000 });
    await slow(SLOWED);
    await page.waitForTimeout(FIRST_MS);
    for (const key of ["PageDown", "PageUp", "PageDown"]) {
      const times: number[] = [];
      for (;;) {
        const time = await page.evaluate(pressed, key);
        if (time === null) break;
        times.push(time);
        await page.waitForTimeout(LOOK_MS);
      }
      told(`${lesson}, ${key}`, times);
    }
    await slow(1);
  }
}

async function steps(page: Page, url: string, slow: (rate: number) => Promise<unknown>): Promise<void> {
  await page.goto("about:blank");
  await page.goto(`${url}${MOMENT}`);
  await page.getByRole("slider", { name: "Playhead" }).waitFor({ timeout: 60_000 });
  await page.locator("main.waits").waitFor({ state: "detached", timeout: 60_000 });
  await slow(SLOWED);
  for (const key of ["ArrowLeft", "ArrowRight", "PageUp", "PageDown"]) {
    const times: number[] = [];
    for (let step = 0; step < STEPS; step++) {
      const time = await page.evaluate(pressed, key);
      if (time !== null) times.push(time);
    }
    told(`the lab, ${key}`, times);
  }
}

const server = await preview({ preview: { port: 0 }, logLevel: "error" });
const browser = await chromium.launch(browserLaunchOptions());
try {
  const url = server.resolvedUrls!.local[0]!;
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.addInitScript("globalThis.__name = (value) => value");
  const session: CDPSession = await page.context().newCDPSession(page);
  const slow = (rate: number) => session.send("Emulation.setCPUThrottlingRate", { rate });
  await slides(page, url, slow);
  await steps(page, url, slow);
} finally {
  await browser.close();
  await server.close();
}

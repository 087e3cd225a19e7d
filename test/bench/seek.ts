/**
 * How long a seek takes in the page, from the press on the tape until the frame of the wanted moment is painted: on a
 * run of 60 s of virtual time of the page's own guest of 4 MiB, whose cable is cut in page-in. The moments are spread
 * over the whole run, in no order.
 *
 * usage: node tools/run.mjs test/bench/seek.ts [seeks]
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright";
import { fromMilliseconds, SECOND } from "../../src/clock/tick.ts";
import { linkOf } from "../../src/experiment/link.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";
import { inBuiltLab, newPage } from "../support/built-lab.ts";

const SEEKS = Number(process.argv[2] ?? 60);
const LENGTH = 60;
/** In milliseconds: for all but one in twenty, and for each. */
const AIM = { p95: 60, longest: 100 };
const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The page's own run, let run for a minute. */
function longRun(): string {
  const path = join(ROOT, "public/scenarios/quick-resume.json");
  const scenario = { ...parseScenario(JSON.parse(readFileSync(path, "utf8"))), faults: [] };
  const actions = [
    { action: "migrate", at: SECOND },
    { action: "cutLink", at: fromMilliseconds(8500) },
  ] as const;
  return linkOf({ scenario, actions, moment: LENGTH * SECOND });
}

/**
 * Presses on the charts at a share of their width, and resolves with the time until the frame is painted. Throws where a
 * canvas was drawn later than that.
 */
async function seek(share: number): Promise<number> {
  const field = document.querySelector<HTMLElement>("[aria-label=Tape] [role=presentation]")!;
  const figures = document.querySelector("[aria-label=Time] .figures")!;
  const head = document.querySelector("[aria-label=Playhead]")!;
  const { left, width, top } = field.getBoundingClientRect();
  const at = { clientX: left + share * width, clientY: top + 5, bubbles: true, pointerId: 1, button: 0 };
  field.setPointerCapture = () => {};
  const began = performance.now();
  field.dispatchEvent(new PointerEvent("pointerdown", at));
  field.dispatchEvent(new PointerEvent("pointerup", at));
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const isThere = () => {
    const wanted = Number(head.getAttribute("aria-valuenow")) / 1e9;
    return Math.abs(Number.parseFloat(figures.textContent!) - wanted) < 0.001;
  };
  do await frame();
  while (!isThere());
  // What was drawn in that frame is painted when the next task begins.
  await new Promise((resolve) => setTimeout(resolve));
  const took = performance.now() - began;
  const drawn = () => [...document.querySelectorAll("canvas")].map((canvas) => canvas.toDataURL()).join();
  const shown = drawn();
  await frame();
  await frame();
  if (drawn() !== shown) throw new Error("A canvas was drawn after the frame that was taken for the last.");
  return took;
}

/** How far on the tape the run lies that the page has just opened at its end; behind it is what was never run. */
function shareOfRun(): number {
  const of = (selector: string) => document.querySelector(selector)!.getBoundingClientRect();
  const field = of("[aria-label=Tape] [role=presentation]");
  const head = of("[aria-label=Playhead]");
  return (head.left + head.width / 2 - field.left) / field.width;
}

async function measure(page: Page): Promise<number[]> {
  const times: number[] = [];
  const most = await page.evaluate(shareOfRun);
  for (let index = 0; index < SEEKS; index++) {
    // Steps of the golden ratio touch the whole tape evenly.
    const share = most * ((0.02 + index * 0.618034) % 1);
    times.push(await page.evaluate(seek, share));
  }
  return times;
}

function quantile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

await inBuiltLab(async (url, browser) => {
  const page = await newPage(browser);
  await page.goto(`${url}${longRun()}`);
  await page.getByRole("region", { name: "Tape" }).waitFor({ timeout: 300_000 });
  await page.waitForFunction(
    (length) => document.querySelector("[aria-label=Time] .figures")?.textContent?.startsWith(`${length}.`),
    LENGTH,
    { timeout: 300_000 },
  );
  const times = await measure(page);
  const [middle, high] = [quantile(times, 0.5), quantile(times, 0.95)].map(Math.round);
  console.log(`${SEEKS} seeks in a run of ${LENGTH} s, until the frame is painted`);
  console.log(
    `p50 ${middle} ms, p95 ${high} ms, longest ${Math.round(Math.max(...times))} ms; aim p95 ${AIM.p95}, longest ${AIM.longest} ms`,
  );
});

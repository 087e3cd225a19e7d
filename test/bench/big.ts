/**
 * How long the page needs for guests with much memory, against the same run with both hosts in this process: the guest
 * moves over a link that carries all of its memory in a second, at the highest speed, from Migrate on for half a second
 * of virtual time. Each pair is measured one after the other.
 *
 * usage: bench:big [MiB of RAM ...]
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "playwright";
import { build, preview } from "vite";
import { MILLISECOND, SECOND } from "../../src/clock/tick.ts";
import { nodeFiles, nodeMachine } from "../../src/node/lab.ts";
import { openInProcess } from "../../src/scenario/open.ts";
import { browserLaunchOptions } from "../support/browser.ts";
import { largeScenario, linkToGuestOf } from "../support/large-guest.ts";

const given = process.argv.slice(2).map(Number);
const SIZES = given.length > 0 ? given : [64, 256, 1024];
const STRETCH = 0.5;
const AIM = 5;
const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Milliseconds that this process needs for the stretch. */
async function inProcess(ramMiB: number): Promise<number> {
  const simulation = await openInProcess(await nodeMachine(), largeScenario(ramMiB), nodeFiles(), {
    startsItself: false,
  });
  await simulation.advance(100 * MILLISECOND);
  const began = performance.now();
  await simulation.act("migrate");
  await simulation.advance(simulation.now + STRETCH * SECOND);
  return performance.now() - began;
}

/** Presses Migrate and resolves with the milliseconds until so much virtual time has passed. Runs in the page. */
async function stretchInPage(seconds: number): Promise<number> {
  const figures = document.querySelector("[aria-label=Time] .figures")!;
  const now = () => Number.parseFloat(figures.textContent!);
  const from = now();
  const began = performance.now();
  document.querySelector<HTMLElement>("button[aria-label=Migrate]")!.click();
  // The speed can be chosen once the migration is under way.
  const slider = () => document.querySelector<HTMLInputElement>("#speed");
  while (!slider()) await new Promise((resolve) => requestAnimationFrame(resolve));
  slider()!.value = slider()!.max;
  slider()!.dispatchEvent(new Event("input", { bubbles: true }));
  while (now() < from + seconds) await new Promise((resolve) => requestAnimationFrame(resolve));
  return performance.now() - began;
}

async function inPage(browser: Browser, url: string, ramMiB: number): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(600_000);
  // The compiler that runs this file names functions with a helper, which the page does not have.
  await page.addInitScript("globalThis.__name = (value) => value");
  await page.goto(url + linkToGuestOf(ramMiB));
  await page.locator("button[aria-label=Migrate][aria-disabled=false]").waitFor();
  const took = await page.evaluate(stretchInPage, STRETCH);
  await page.close();
  return took;
}

const outDir = mkdtempSync(join(tmpdir(), "big-"));
const site = { root: ROOT, logLevel: "error" } as const;
await build({ ...site, build: { outDir, emptyOutDir: true } });
const server = await preview({ ...site, build: { outDir }, preview: { port: 0 } });
const browser = await chromium.launch(browserLaunchOptions());
try {
  for (const ramMiB of SIZES) {
    const alone = await inProcess(ramMiB);
    const shown = await inPage(browser, server.resolvedUrls!.local[0]!, ramMiB);
    const times = shown / alone;
    console.log(
      `${`${ramMiB} MiB`.padStart(9)}: headless ${Math.round(alone)} ms, page ${Math.round(shown)} ms, ` +
        `${times.toFixed(1)} times; aim ${AIM}`,
    );
  }
} finally {
  await browser.close();
  await server.close();
  rmSync(outDir, { recursive: true });
}

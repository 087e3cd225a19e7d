/**
 * How long the page needs for guests with much memory, against the same run with both hosts in this process: the guest
 * moves over a link that carries all of its memory in a second, at the highest speed, from Migrate on for half a second
 * of virtual time, and on to the seal. Each pair is measured one after the other.
 *
 * usage: bench:big [MiB of RAM ...]
 */
import type { Browser } from "playwright";
import { MILLISECOND, SECOND } from "../../src/clock/tick.ts";
import { openSimulation } from "../../src/entries/headless.ts";
import { inBuiltLab, newPage } from "../support/built-lab.ts";
import { largeScenario, linkToGuestOf } from "../support/large-guest.ts";

const given = process.argv.slice(2).map(Number);
const SIZES = given.length > 0 ? given : [64, 256, 1024];
const STRETCH = 0.5;
const AIM = 5;

/** Milliseconds from Migrate on, until the stretch is over and until the move is. */
interface Took {
  readonly stretch: number;
  readonly whole: number;
}

async function inProcess(ramMiB: number): Promise<Took> {
  const simulation = await openSimulation(largeScenario(ramMiB), { startsItself: false });
  await simulation.advance(100 * MILLISECOND);
  const began = performance.now();
  await simulation.act("migrate");
  await simulation.advance(simulation.run.now + STRETCH * SECOND);
  const stretch = performance.now() - began;
  while (simulation.run.statistics.endedAt === null)
    await simulation.advance(simulation.run.now + 100 * MILLISECOND);
  return { stretch, whole: performance.now() - began };
}

/** Presses Migrate and waits until so much virtual time has passed, and for the seal. Runs in the page. */
async function moveInPage(seconds: number): Promise<Took> {
  const figures = document.querySelector("[aria-label=Time] .figures")!;
  const now = () => Number.parseFloat(figures.textContent!);
  const from = now();
  const began = performance.now();
  document.querySelector<HTMLElement>("button[aria-label=Migrate]")!.click();
  // The speed can be chosen once the migration is under way.
  const slider = () => document.querySelector<HTMLInputElement>(".speed input");
  while (!slider()) await new Promise((resolve) => requestAnimationFrame(resolve));
  slider()!.value = slider()!.max;
  slider()!.dispatchEvent(new Event("input", { bubbles: true }));
  while (now() < from + seconds) await new Promise((resolve) => requestAnimationFrame(resolve));
  const stretch = performance.now() - began;
  while (!document.querySelector(".stamp")) await new Promise((resolve) => requestAnimationFrame(resolve));
  return { stretch, whole: performance.now() - began };
}

async function inPage(browser: Browser, url: string, ramMiB: number): Promise<Took> {
  const page = await newPage(browser);
  page.setDefaultTimeout(600_000);
  await page.goto(url + linkToGuestOf(ramMiB));
  await page.locator("button[aria-label=Migrate][aria-disabled=false]").waitFor();
  const took = await page.evaluate(moveInPage, STRETCH);
  await page.close();
  return took;
}

await inBuiltLab(async (url, browser) => {
  for (const ramMiB of SIZES) {
    const alone = await inProcess(ramMiB);
    const shown = await inPage(browser, url, ramMiB);
    for (const [part, name] of [
      ["stretch", `${STRETCH} s`],
      ["whole", "all"],
    ] as const)
      console.log(
        `${`${ramMiB} MiB`.padStart(9)}, ${name}: headless ${Math.round(alone[part])} ms, ` +
          `page ${Math.round(shown[part])} ms, ${(shown[part] / alone[part]).toFixed(1)} times; aim ${AIM}`,
      );
  }
});

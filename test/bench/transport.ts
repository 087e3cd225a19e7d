/**
 * How many pages a second cross between two real workers of a browser: through the lab, with a link that is never the
 * limit, and through a bare MessageChannel that transfers 64-page buffers, eight of them in flight. Rounds are
 * interleaved on one page, so shares are comparable even when the computer is busy.
 *
 * The lab's time runs from the step that sends the first page to the answer that says that the last one was applied:
 * host steps, messages, packing and unpacking included, the comparison with the twin not. The lab's destination writes
 * into memory that was never used, which costs the platform about as much as the copying; the bare channel is measured
 * into such memory, to compare like with like, and into memory in use.
 *
 * usage: node tools/run.mjs test/bench/transport.ts [rounds]
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { InlineConfig } from "vite";
import { assembleMachine } from "../../src/node/assemble.ts";
import { trustedWorkers } from "../../tools/content-policy.ts";
import { languages } from "../../tools/language/language-plugin.ts";
import { inBuiltLab } from "../support/built-lab.ts";
import type { Measured, Path } from "./transport.page.ts";

const ROUNDS = Number(process.argv[2] ?? 7);
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PAGE = "test/bench/transport.html";
const RAW = [
  { used: false, name: "channel, new memory" },
  { used: true, name: "channel, used memory" },
];
const LAB: readonly { path: Path; name: string }[] = [
  { path: "stopAndCopy", name: "lab, stop and copy" },
  { path: "quickResume", name: "lab, page-in" },
];
const PAGE_MIB = 1 / 256;

function rateOf({ pages, milliseconds }: Measured): number {
  return (pages * 1000) / milliseconds;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

function lineOf(name: string, rates: readonly number[]): string {
  const rate = median(rates);
  const speed = Math.round(rate).toLocaleString("en-US").padStart(8);
  return `${name.padEnd(22)}${speed} pages/s ${Math.round(rate * PAGE_MIB)} MiB/s`;
}

// A page of the benchmark's own: nothing is added that the lab's has, and what is said is what stands in the source.
const site: InlineConfig = {
  configFile: false,
  publicDir: false,
  plugins: [
    { ...languages(ROOT), transform: undefined, transformIndexHtml: undefined },
    { name: "machine", buildStart: assembleMachine },
    trustedWorkers,
  ],
  worker: { format: "iife" },
  build: { target: "es2023", rolldownOptions: { input: join(ROOT, PAGE) } },
};
await inBuiltLab(async (url, browser) => {
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.error(error));
  await page.goto(new URL(PAGE, url).href);
  const raw = RAW.map((): number[] => []);
  const lab = LAB.map((): number[] => []);
  for (let round = 0; round <= ROUNDS; round++) {
    const bare = [];
    for (const { used } of RAW) bare.push(await page.evaluate((which) => window.measureRaw(which), used));
    const whole = [];
    for (const { path } of LAB) whole.push(await page.evaluate((which) => window.measureLab(which), path));
    // The first round only warms up.
    if (round === 0) continue;
    for (const [index, measured] of bare.entries()) raw[index]!.push(rateOf(measured));
    for (const [index, measured] of whole.entries()) lab[index]!.push(rateOf(measured));
  }
  console.log(`medians of ${ROUNDS} interleaved rounds, 16,384 pages each`);
  for (const [index, { name }] of RAW.entries()) console.log(lineOf(name, raw[index]!));
  for (const [index, { name }] of LAB.entries()) {
    const rates = lab[index]!;
    const shares = raw.map((bare) =>
      (100 * median(rates.map((rate, round) => rate / bare[round]!))).toFixed(0),
    );
    console.log(`${lineOf(name, rates)}: ${shares[0]} % of the channel (${shares[1]} % into used memory)`);
  }
}, site);

/**
 * How smoothly the page draws with everything open: frame times, long tasks and input delays while it opens, and over runs
 * that are cut and healed, one after the other for a minute: with the lab's own guest, with the server and its client,
 * under the state diagram, and with a guest of 64 MiB; on this machine as it is and with its processor slowed down four
 * times. `--trace` writes a trace of each for the performance panel of a browser's tools, which itself costs time.
 *
 * usage: node tools/run.mjs test/bench/frames.ts [seconds] [--trace folder]
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Browser, Page } from "playwright";
import { inBuiltLab, newPage } from "../support/built-lab.ts";
import { linkToGuestOf } from "../support/large-guest.ts";
import { begin, learn, type Seen, watch } from "./learner.ts";

/** A page that is measured. */
interface Subject {
  readonly name: string;
  /** The part of the address that opens it. */
  readonly hash: string;
  readonly withDiagram?: boolean;
}

const SUBJECTS: readonly Subject[] = [
  { name: "the lab's own guest", hash: "" },
  { name: "server and client", hash: "#server" },
  { name: "under the diagram", hash: "", withDiagram: true },
  { name: "64 MiB", hash: linkToGuestOf(64) },
];
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { trace: { type: "string" } },
});
const SECONDS = Number(positionals[0] ?? 60);

/** Moves the pointer over the maps all the time, and chooses a page now and then. */
async function point(page: Page, chooses: boolean): Promise<void> {
  const end = Date.now() + SECONDS * 1000;
  for (let step = 0; Date.now() < end; step++) {
    const x = step % 2 ? 60 + ((7 * step) % 280) : 1080 + ((11 * step) % 280);
    const y = 320 + ((5 * step) % 260);
    await page.mouse.move(x, y);
    if (chooses && step % 50 === 20) await page.mouse.click(x, y);
    await page.waitForTimeout(60);
  }
}

async function measure(browser: Browser, url: string, subject: Subject, slower: number): Promise<Seen> {
  const page = await newPage(browser);
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
  await page.addInitScript(watch);
  if (values.trace) await browser.startTracing(page, { path: traceOf(subject, slower) });
  await page.goto(url + subject.hash);
  await page.getByRole("img", { name: /^Guest screen on West.*picture/ }).waitFor({ timeout: 120_000 });
  await page.evaluate(begin);
  await page.evaluate(learn, subject.withDiagram ?? false);
  await point(page, !subject.withDiagram);
  const seen = await page.evaluate(() => (window as unknown as { seen: Seen }).seen);
  if (values.trace) await browser.stopTracing();
  await page.close();
  return seen;
}

function traceOf({ name }: Subject, slower: number): string {
  mkdirSync(values.trace!, { recursive: true });
  return join(values.trace!, `${name.replaceAll(/\W+/g, "-")}-${slower}x.json`);
}

function quantile(list: readonly number[], share: number): string {
  const sorted = [...list].sort((one, other) => one - other);
  return (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1);
}

function long(tasks: readonly number[]): string {
  const over = tasks.filter((each) => each > 50);
  return over.length > 0 ? `${over.length}, longest ${Math.round(Math.max(...over))} ms` : "none";
}

function report(name: string, { frames, tasks, delays, opening }: Seen): string {
  return [
    name.padEnd(32),
    `frame p50 ${quantile(frames, 0.5)}, p95 ${quantile(frames, 0.95)}, longest ${quantile(frames, 1)} ms`.padEnd(
      52,
    ),
    `tasks over 50 ms: ${long(tasks)}; while opening: ${long(opening)}`.padEnd(74),
    `input p95 ${quantile(delays, 0.95)} ms`,
  ].join("");
}

await inBuiltLab(async (url, browser) => {
  for (const slower of [1, 4])
    for (const subject of SUBJECTS) {
      const seen = await measure(browser, url, subject, slower);
      console.log(report(`${subject.name}${slower > 1 ? `, ${slower}x slower` : ""}`, seen));
    }
});

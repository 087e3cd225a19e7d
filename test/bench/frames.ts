/**
 * How smoothly the page draws with everything open: frame times, long tasks and input delays over runs that are cut, one
 * after the other for a minute, with the lab's own guest and with one of 64 MiB, on this machine as it is and with its
 * processor slowed down four times.
 *
 * usage: tsx test/bench/frames.ts [seconds] [MiB of a further guest]
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright";
import { build, preview } from "vite";
import { browserLaunchOptions } from "../support/browser.ts";
import { linkToGuestOf } from "../support/large-guest.ts";

/** All in milliseconds. */
interface Seen {
  readonly frames: number[];
  readonly tasks: number[];
  readonly delays: number[];
}

const SECONDS = Number(process.argv[2] ?? 60);
const FURTHER = process.argv[3];
const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Runs in the page: notes every frame, every long task and how long each movement of the pointer waits. */
function watch(): void {
  const seen: Seen = { frames: [], tasks: [], delays: [] };
  Object.assign(window, { seen });
  let last = performance.now();
  const frame = (now: number) => {
    seen.frames.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.tasks.push(duration);
  }).observe({ type: "longtask" });
  const note = ({ timeStamp }: Event) => seen.delays.push(performance.now() - timeStamp);
  addEventListener("pointermove", note, { capture: true });
}

/**
 * Presses Migrate, opens the inside of the run with a page of it, cuts the cable in page-in, begins anew when the guest is
 * whole, and moves the pointer over the maps all the time.
 */
async function play(page: Page): Promise<void> {
  await page.evaluate(() => {
    const button = (name: string) => document.querySelector<HTMLElement>(`button[aria-label='${name}']`);
    const isOver = () => document.querySelector("[aria-label^='Seal: identical']") !== null;
    const isIn = (phase: string) =>
      document.querySelector("[aria-current=step]")?.textContent?.includes(phase) ?? false;
    const act = () => {
      if (isOver()) button("Reset")?.click();
      else if (button("Migrate")?.ariaDisabled === "false") button("Migrate")!.click();
      else if (button("Look inside")?.ariaExpanded === "false") button("Look inside")!.click();
      else if (isIn("page-in") && button("Cut link")?.ariaDisabled === "false") button("Cut link")!.click();
      setTimeout(act, 100);
    };
    act();
  });
  const end = Date.now() + SECONDS * 1000;
  for (let step = 0; Date.now() < end; step++) {
    const x = step % 2 ? 60 + ((7 * step) % 280) : 1080 + ((11 * step) % 280);
    await page.mouse.move(x, 320 + ((5 * step) % 260));
    if (step % 50 === 20) await page.mouse.click(x, 320 + ((5 * step) % 260));
    await page.waitForTimeout(60);
  }
}

async function measure(browser: Browser, address: string, slower: number): Promise<Seen> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const session = await page.context().newCDPSession(page);
  // The compiler that runs this file names functions with a helper, which the page does not have.
  await page.addInitScript("globalThis.__name = (value) => value");
  await page.goto(address);
  await page.getByRole("img", { name: /^Guest screen at the source.*picture/ }).waitFor();
  await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
  await page.evaluate(watch);
  await play(page);
  const seen = await page.evaluate(() => (window as unknown as { seen: Seen }).seen);
  await page.close();
  return seen;
}

function quantile(values: readonly number[], share: number): string {
  const sorted = [...values].sort((one, other) => one - other);
  return (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1);
}

function report(name: string, { frames, tasks, delays }: Seen): string {
  const long = tasks.filter((each) => each > 50);
  const longest = Math.round(Math.max(0, ...long));
  return [
    name.padEnd(22),
    `frame p50 ${quantile(frames, 0.5)} p95 ${quantile(frames, 0.95)} ms`.padEnd(34),
    `${long.length} tasks over 50 ms, longest ${longest} ms`.padEnd(40),
    `input p95 ${quantile(delays, 0.95)} ms`,
  ].join("");
}

const outDir = mkdtempSync(join(tmpdir(), "frames-"));
const site = { root: ROOT, logLevel: "error" } as const;
await build({ ...site, build: { outDir, emptyOutDir: true } });
const server = await preview({ ...site, build: { outDir }, preview: { port: 0 } });
const browser = await chromium.launch(browserLaunchOptions());
try {
  const url = server.resolvedUrls!.local[0]!;
  const guests: [string, string][] = [
    ["the lab's own guest", url],
    ["64 MiB", url + linkToGuestOf(64)],
  ];
  if (FURTHER) guests.push([`${FURTHER} MiB`, url + linkToGuestOf(Number(FURTHER))]);
  for (const slower of [1, 4])
    for (const [name, address] of guests)
      console.log(
        report(`${name}${slower > 1 ? `, ${slower}x slower` : ""}`, await measure(browser, address, slower)),
      );
} finally {
  await browser.close();
  await server.close();
  rmSync(outDir, { recursive: true });
}

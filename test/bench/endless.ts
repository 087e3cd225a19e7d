/**
 * What guests without an end cost the page: one that prints letters, one that prints lines, one that gives answers
 * nobody asked for, and one that does nothing but trap. Each is dropped on the page, migrated, and played at the highest
 * speed; told are the page's frames, its own heap with what lies behind array buffers half way and at the end, and how
 * soon it pauses.
 *
 * usage: bench:endless [seconds for each guest]
 */
import type { Browser, Page } from "playwright";
import { addi, assemble, ecall, type Item, jal, lui, sw, to } from "../support/assembler.ts";
import { inBuiltLab, newPage } from "../support/built-lab.ts";
import { drop } from "../support/drop.ts";
import { fasten, virtualSeconds } from "./speed.ts";

const SECONDS = Number(process.argv[2] ?? 30);
const DEVICE = 0x10000000;

const print = (letter: string) => [addi("a0", 0, letter.charCodeAt(0)), addi("a7", 0, 1), ecall()];
const forever = (...items: number[]): Item[] => ["loop", ...items, to("loop", (offset) => jal(0, offset))];

/** Each as a flat image. */
const GUESTS = {
  letters: assemble(...forever(...print("a"))),
  lines: assemble(...forever(...print("a"), ...print("\n"))),
  // The id of each answer, in the register that gives it, is another one.
  answers: assemble(lui("t0", DEVICE >>> 12), ...forever(addi("t1", "t1", 1), sw("t1", 0x3c, "t0"))),
  // The handler of a machine that was just reset lies where nothing can be executed.
  traps: assemble(0),
};

/** Begins to note how long each frame takes. Runs in the page. */
function watchFrames(): void {
  const frames: number[] = [];
  let last = performance.now();
  const note = (now: number) => {
    frames.push(now - last);
    last = now;
    requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
  (window as unknown as { frames: number[] }).frames = frames;
}

async function heapOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize, backingStorageSize = 0 } = (await session.send("Runtime.getHeapUsage")) as {
    usedSize: number;
    backingStorageSize?: number;
  };
  await session.detach();
  return ((usedSize + backingStorageSize) / 2 ** 20).toFixed(1);
}

async function pauseOf(page: Page): Promise<number> {
  const began = performance.now();
  await page.getByRole("button", { name: "Pause" }).first().click();
  await page.getByRole("button", { name: "Play" }).first().waitFor();
  return performance.now() - began;
}

function framesOf(frames: readonly number[]): string {
  const sorted = [...frames].sort((one, other) => one - other);
  const [middle, high] = [0.5, 0.95].map((share) => sorted[Math.floor(share * sorted.length)] ?? 0);
  return `p50 ${middle!.toFixed(0)}, p95 ${high!.toFixed(0)}, longest ${(sorted.at(-1) ?? 0).toFixed(0)} ms`;
}

async function measure(browser: Browser, url: string, name: string, image: Uint8Array): Promise<string> {
  const page = await newPage(browser);
  await page.goto(url);
  const migrate = page.locator("button[aria-label=Migrate][aria-disabled=false]");
  await migrate.waitFor({ timeout: 60_000 });
  await drop(page, { name: `${name}.bin`, bytes: image });
  await page.getByRole("button", { name: `Guest: ${name}.bin` }).waitFor();
  await migrate.click();
  await fasten(page);
  await page.evaluate(watchFrames);
  await page.waitForTimeout((SECONDS * 1000) / 2);
  const half = await heapOf(page);
  await page.waitForTimeout((SECONDS * 1000) / 2);
  const frames = await page.evaluate(() => (window as unknown as { frames: number[] }).frames);
  const end = await heapOf(page);
  const [passed, pause] = [await virtualSeconds(page), await pauseOf(page)];
  await page.close();
  return `${name.padEnd(8)} ${passed.toFixed(1)} s of the guest; frames ${framesOf(frames)}; heap ${half}, then ${end} MiB; paused after ${pause.toFixed(0)} ms`;
}

await inBuiltLab(async (url, browser) => {
  for (const [name, image] of Object.entries(GUESTS)) console.log(await measure(browser, url, name, image));
});

/**
 * Whether the page's memory stays flat: it plays for minutes of real time at the highest speed, with the server guest and
 * its client unless another is named, migrates once, and looks every few seconds at the heap of the page and of its
 * workers, with the bytes behind array buffers, and at the memory that the browser's renderer has. It prints all of that,
 * draws it, and says whether it is flat: whether the last third is on average no more than a tenth, and 16 MiB, above the
 * third before it.
 *
 * usage: bench:memory [minutes] [server | lab | MiB of RAM]
 */
import { readFileSync } from "node:fs";
import type { Browser, CDPSession, Page } from "playwright";
import { inBuiltLab, newPage } from "../support/built-lab.ts";
import { linkToGuestOf } from "../support/large-guest.ts";
import { fasten, virtualSeconds } from "./speed.ts";

const MINUTES = Number(process.argv[2] ?? 10);
const GUEST = process.argv[3] ?? "server";
const LOOKS = 60;
const MIB = 2 ** 20;

/** All in MiB; times in seconds. */
interface Look {
  readonly real: number;
  readonly virtual: number;
  /** Heaps and array buffers of the page and of its workers. */
  readonly heap: number;
  /** What the renderer's process has. */
  readonly resident: number;
}

interface HeapUsage {
  readonly usedSize: number;
  readonly embedderHeapUsedSize?: number;
  readonly backingStorageSize?: number;
}

function bytesOf({ usedSize, embedderHeapUsedSize = 0, backingStorageSize = 0 }: HeapUsage): number {
  return usedSize + embedderHeapUsedSize + backingStorageSize;
}

/** Asks the page's thread, and each worker through it. */
class Heaps {
  readonly #session: CDPSession;
  readonly #workers = new Set<string>();
  #asked = 0;
  readonly #answers = new Map<number, (result: HeapUsage | null) => void>();

  constructor(session: CDPSession) {
    this.#session = session;
    session.on("Target.attachedToTarget", ({ sessionId }) => this.#workers.add(sessionId));
    session.on("Target.detachedFromTarget", ({ sessionId }) => this.#workers.delete(sessionId));
    session.on("Target.receivedMessageFromTarget", ({ message }) => {
      const { id, result } = JSON.parse(message);
      this.#answers.get(id)?.(result ?? null);
      this.#answers.delete(id);
    });
  }

  async open(): Promise<void> {
    await this.#session.send("Target.setAutoAttach", {
      autoAttach: true,
      waitForDebuggerOnStart: false,
      flatten: false,
    });
  }

  async bytes(): Promise<number> {
    await this.#session.send("HeapProfiler.collectGarbage");
    const own = (await this.#session.send("Runtime.getHeapUsage")) as HeapUsage;
    const workers = await Promise.all([...this.#workers].map((worker) => this.#ofWorker(worker)));
    return bytesOf(own) + workers.reduce((sum, each) => sum + each, 0);
  }

  async #ofWorker(sessionId: string): Promise<number> {
    await this.#ask(sessionId, "HeapProfiler.collectGarbage");
    const usage = await this.#ask(sessionId, "Runtime.getHeapUsage");
    return usage ? bytesOf(usage) : 0;
  }

  /** A worker may end, or be busy, before it answers. */
  #ask(sessionId: string, method: string): Promise<HeapUsage | null> {
    const id = ++this.#asked;
    const message = JSON.stringify({ id, method });
    return new Promise((resolve) => {
      this.#answers.set(id, resolve);
      setTimeout(() => resolve(null), 10_000);
      this.#session.send("Target.sendMessageToTarget", { sessionId, message }).catch(() => resolve(null));
    });
  }
}

/** The memory of the largest renderer; other renderers are the browser's own. */
async function residentBytes(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const renderers = processInfo.filter(({ type }) => type === "renderer");
  return Math.max(0, ...renderers.map(({ id }) => residentOf(id)));
}

/** Only Linux tells it in a file. */
function residentOf(process: number): number {
  try {
    const line = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${process}/status`, "utf8"));
    return 1024 * Number(line?.[1] ?? 0);
  } catch {
    return 0;
  }
}

async function watch(page: Page, browser: Browser, url: string): Promise<Look[]> {
  const heaps = new Heaps(await page.context().newCDPSession(page));
  await heaps.open();
  await page.goto(
    url + (GUEST === "server" ? "#server" : GUEST === "lab" ? "" : linkToGuestOf(Number(GUEST))),
  );
  await page.locator("button[aria-label=Migrate][aria-disabled=false]").waitFor({ timeout: 120_000 });
  await page.locator("button[aria-label=Migrate]").click();
  await fasten(page);
  const began = Date.now();
  const looks: Look[] = [];
  for (let look = 1; look <= LOOKS; look++) {
    await page.waitForTimeout(Math.max(0, began + (look * MINUTES * 60_000) / LOOKS - Date.now()));
    const heap = (await heaps.bytes()) / MIB;
    const resident = (await residentBytes(browser)) / MIB;
    looks.push({ real: (Date.now() - began) / 1000, virtual: await virtualSeconds(page), heap, resident });
    console.log(lineOf(looks.at(-1)!));
  }
  return looks;
}

function lineOf({ real, virtual, heap, resident }: Look): string {
  const bar = "#".repeat(Math.round(heap / 8));
  const numbers = [real, virtual, heap, resident].map((each) => each.toFixed(0).padStart(7)).join("");
  return `${numbers}  ${bar}`;
}

function mean(list: readonly number[]): number {
  return list.reduce((sum, each) => sum + each, 0) / list.length;
}

/** Of one kind of memory: its last third against the one before. */
function verdictOn(name: string, list: readonly number[]): string {
  const third = Math.floor(list.length / 3);
  const before = mean(list.slice(third, 2 * third));
  const last = mean(list.slice(2 * third));
  const isFlat = last - before <= Math.max(16, before / 10);
  return `${name}: ${before.toFixed(0)} MiB in the middle third, ${last.toFixed(0)} MiB in the last: ${isFlat ? "flat" : "GROWS"}`;
}

await inBuiltLab(async (url, browser) => {
  const page = await newPage(browser);
  console.log("real s  virtual s  heaps MiB  renderer MiB");
  const looks = await watch(page, browser, url);
  const heap = verdictOn(
    "heaps",
    looks.map((look) => look.heap),
  );
  console.log(heap);
  console.log(
    verdictOn(
      "renderer",
      looks.map((look) => look.resident),
    ),
  );
  if (heap.endsWith("GROWS")) process.exitCode = 1;
});

/**
 * What the widget's loader costs a page before anybody presses Run: time of the main thread and bytes, for a page that only loads
 * it, and with one and ten posters, as medians of visits that are each made in a browser that has nothing cached. What the same page
 * takes without the loader is taken off.
 *
 * usage: npm run -s build:widget && npm run -s bench:widget [-- VISITS]
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { type Browser, chromium } from "playwright";
import { preview } from "vite";
import { browserLaunchOptions } from "../support/browser.ts";

/** Milliseconds of the main thread for evaluating the loader and connecting an element, and gzipped bytes of ten posters. */
const AIM_MS = 5;
const AIM_BYTES = 60_000;
const VISITS = Number(process.argv[2] ?? 9);
const POSTERS = [0, 1, 10];

interface Cost {
  /** Script of the main thread, in milliseconds: compiling, evaluating, connecting, drawing. */
  readonly script: number;
  /** All its tasks, with style, layout and what the browser does itself. */
  readonly task: number;
  readonly bytes: number;
}

/** Shows a page in a browser that knows nothing yet, until all that it asks for has come and been drawn. */
async function visit(browser: Browser, url: string, posters: number): Promise<Cost> {
  const context = await browser.newContext({ viewport: { width: 800, height: 900 } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    const bodies: Promise<number>[] = [];
    page.on("response", (response) => {
      if (response.url().endsWith(".js"))
        bodies.push(response.body().then((body) => gzipSync(body, { level: 9 }).length));
    });
    await page.goto(url, { waitUntil: "networkidle" });
    // Looked at before anything is asked of the page: what asks has a script of its own, which the page would be charged for.
    const { metrics } = await session.send("Performance.getMetrics");
    if ((await page.locator(".say").count()) !== posters)
      throw new Error("Measured before the posters came.");
    const of = (name: string) => 1000 * metrics.find((metric) => metric.name === name)!.value;
    const bytes = (await Promise.all(bodies)).reduce((sum, size) => sum + size, 0);
    return { script: of("ScriptDuration"), task: of("TaskDuration"), bytes };
  } finally {
    await context.close();
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1]!;
}

const widget = await preview({
  configFile: false,
  logLevel: "error",
  build: { outDir: "build/widget" },
  preview: { port: 0 },
});
const loader = `${widget.resolvedUrls!.local[0]}quick-resume-lab.js`;
const pages = createServer(({ url }, answer) => {
  const [kind, posters] = url!.slice(1).split("/");
  const script = kind === "bare" ? "" : `<script type="module" src="${loader}"></script>`;
  const elements = (kind === "bare" ? "<div></div>" : "<quick-resume-lab></quick-resume-lab>").repeat(
    Number(posters),
  );
  answer
    .writeHead(200, { "Content-Type": "text/html" })
    .end(`<!doctype html><link rel="icon" href="data:,">${script}${elements}`);
});
await new Promise<void>((resolve) => pages.listen(0, "localhost", resolve));
const origin = `http://localhost:${(pages.address() as AddressInfo).port}`;
const browser = await chromium.launch(browserLaunchOptions());
try {
  for (const posters of POSTERS) {
    const costs: Cost[] = [];
    const bare: Cost[] = [];
    for (let count = 0; count < VISITS; count++) {
      bare.push(await visit(browser, `${origin}/bare/${posters}`, 0));
      costs.push(await visit(browser, `${origin}/lab/${posters}`, posters));
    }
    const ms = (what: "script" | "task") =>
      (median(costs.map((cost) => cost[what])) - median(bare.map((cost) => cost[what]))).toFixed(1);
    console.log(
      `${posters} posters: script ${ms("script")} ms (aim ${AIM_MS}), all tasks ${ms("task")} ms, ${median(costs.map(({ bytes }) => bytes))} B gzip (aim ${AIM_BYTES})`,
    );
  }
} finally {
  await browser.close();
  await widget.close();
  pages.close();
  pages.closeAllConnections();
}

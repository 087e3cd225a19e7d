import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright";
import { build, type InlineConfig, preview } from "vite";
import { browserLaunchOptions } from "./browser.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Builds the lab, serves it, and does something with its address. What was made for that is gone afterwards. */
export async function withBuiltLab(
  task: (url: string) => Promise<void>,
  site: InlineConfig = {},
): Promise<void> {
  const outDir = mkdtempSync(join(tmpdir(), "built-lab-"));
  const config: InlineConfig = { root: ROOT, logLevel: "error", ...site };
  try {
    await build({ ...config, build: { ...site.build, outDir, emptyOutDir: true } });
    const server = await preview({ ...config, build: { outDir }, preview: { port: 0 } });
    await task(server.resolvedUrls!.local[0]!).finally(() => server.close());
  } finally {
    rmSync(outDir, { recursive: true });
  }
}

/** Does something with the built lab in a browser of its own. */
export async function inBuiltLab(
  task: (url: string, browser: Browser) => Promise<void>,
  site?: InlineConfig,
): Promise<void> {
  await withBuiltLab(async (url) => {
    const browser = await chromium.launch(browserLaunchOptions());
    await task(url, browser).finally(() => browser.close());
  }, site);
}

/** A page, as large as a desk where nothing else is said, in which functions of this process can be run. */
export async function newPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...options });
  // The compiler that runs this process names functions with a helper, which the page does not have.
  await page.addInitScript("globalThis.__name = (value) => value");
  return page;
}

import { existsSync } from "node:fs";
import { chromium } from "playwright";

/**
 * Where systems keep a Chromium or a Chrome that they installed themselves. First the one that has no windows of its own,
 * as Playwright's own has none: a whole browser draws its toolbars beside every page, headless or not.
 */
const SYSTEM_BROWSERS = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** Flags that a browser needs in a container without a network, a GPU or a second user. */
const QUIET_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * How to start the browser of the tests: Playwright's own where it is installed, else the system's.
 * Throws an error that says how to get one when there is none.
 */
export function browserLaunchOptions(): { executablePath?: string; args: string[] } {
  if (existsSync(chromium.executablePath())) return { args: QUIET_FLAGS };
  const executablePath = SYSTEM_BROWSERS.find((path) => existsSync(path));
  if (executablePath) return { executablePath, args: QUIET_FLAGS };
  throw new Error(
    "No browser found for the tests. Run `npx playwright install chromium`, or install Chromium or Chrome " +
      "(on Debian: `apt-get install chromium-headless-shell`), and start the tests again.",
  );
}

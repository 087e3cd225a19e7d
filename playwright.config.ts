import { defineConfig } from "@playwright/test";
import { browserLaunchOptions } from "./test/support/browser.ts";

/** Another one lets two copies of the repository be tested side by side. */
const PORT = Number(process.env.PORT ?? 4174);

/** Journeys on the built lab, served from a sub-path as a course's site would serve it. */
export default defineConfig({
  testDir: "test/e2e",
  // These only end a journey that hangs, on the slowest machine that two of them share. One that says how soon something is
  // noticed is tagged "@alone" and has the machine to itself.
  timeout: 300_000,
  expect: { timeout: 20_000 },
  // A journey waits for pictures for a sixth of its time, in which another one goes on.
  workers: "150%",
  // A long file of journeys is shared too, so that no worker is left alone with it.
  fullyParallel: true,
  // A journey that fails once in CI is made again, and named there as flaky: that is a fault to be found, and none that holds
  // up others.
  retries: process.env.CI ? 1 : 0,
  // Every failure is told at the end, where a log that is cut still has it.
  reporter: process.env.CI ? "dot" : "list",
  use: {
    baseURL: `http://localhost:${PORT}/courses/lab/`,
    launchOptions: browserLaunchOptions(),
    viewport: { width: 1440, height: 900 },
    // On a first visit the whole lab is fetched and kept, which each journey would pay anew: only those that are about it do.
    serviceWorkers: "block",
  },
  webServer: {
    command: `vite preview --port ${PORT} --strictPort --base /courses/lab/`,
    url: `http://localhost:${PORT}/courses/lab/`,
    reuseExistingServer: !process.env.CI,
  },
});

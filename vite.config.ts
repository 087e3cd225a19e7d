import { svelte } from "@sveltejs/vite-plugin-svelte";
import { playwright } from "@vitest/browser-playwright";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { assembleMachine } from "./src/machine/assemble.ts";
import { nodeHashes } from "./test/determinism/node-hashes.ts";
import { browserLaunchOptions } from "./test/support/browser.ts";

/** Compiles the machine before anything is served, built or tested. */
const machine: Plugin = { name: "machine", buildStart: assembleMachine };

export default defineConfig({
  base: "./",
  plugins: [svelte(), machine],
  worker: { format: "es", plugins: () => [] },
  optimizeDeps: { include: ["comlink", "fflate", "idb", "valibot"] },
  build: { target: "es2023", assetsInlineLimit: 0 },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "core",
          // No test is a measurement of time; this only ends one that hangs, on the slowest machine.
          testTimeout: 120_000,
          environment: "node",
          include: ["test/**/*.test.ts"],
          exclude: ["test/**/*.browser.test.ts", "test/e2e/**"],
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          testTimeout: 60_000,
          include: ["test/**/*.browser.test.ts"],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            commands: { nodeHashes },
            provider: playwright({ launchOptions: process.env.VITEST ? browserLaunchOptions() : {} }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});

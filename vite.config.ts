import { svelte } from "@sveltejs/vite-plugin-svelte";
import { playwright } from "@vitest/browser-playwright";
import type { Plugin } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import { defineConfig } from "vitest/config";
import { assembleMachine } from "./src/node/assemble.ts";
import { nodeHashes } from "./test/determinism/node-hashes.ts";
import { browserLaunchOptions } from "./test/support/browser.ts";
import { contentPolicy, trustedWorkers } from "./tools/content-policy.ts";
import { alwaysLoaded, languages } from "./tools/language/language-plugin.ts";
import { leanSvelte } from "./tools/lean-svelte.ts";
import { lessonFiles } from "./tools/lessons/lesson-files.ts";
import { oneFileParts } from "./tools/one-file/plugin.ts";

/** Compiles the machine before anything is served, built or tested. */
const machine: Plugin = { name: "machine", buildStart: assembleMachine };

/** Keeps the built lab for use without a network: the page and all that it may load later, but no sources of guests. */
const offline = VitePWA({
  registerType: "prompt",
  injectRegister: false,
  manifest: {
    name: "Quick Resume lab",
    short_name: "Quick Resume",
    description: "A running virtual machine moves between two hosts and survives a network failure half way.",
    start_url: ".",
    scope: ".",
    background_color: "#fbf6ea",
    theme_color: "#fbf6ea",
    icons: [{ src: "icon.svg", sizes: "any", type: "image/svg+xml", purpose: "any" }],
  },
  workbox: {
    globIgnores: ["assets/*-pseudo-*"],
    globPatterns: ["*.{html,svg}", "one-file.json", "assets/*", "guests/*.elf", "scenarios/*.json"],
    // The first visit, too, is kept before it asks for its later parts.
    clientsClaim: true,
    // Whatever stands behind a "?" opens the same page; a guest's source is not the page.
    ignoreURLParametersMatching: [/./],
    navigateFallback: null,
    dontCacheBustURLsMatching: /assets\//,
    inlineWorkboxRuntime: true,
    sourcemap: false,
  },
});

export default defineConfig({
  base: "./",
  plugins: [
    languages(import.meta.dirname),
    svelte(),
    leanSvelte,
    machine,
    lessonFiles(import.meta.dirname),
    offline,
    contentPolicy,
    trustedWorkers,
    oneFileParts(import.meta.dirname),
  ],
  // A sandboxed frame may start a worker of its own bytes, but no module.
  worker: { format: "iife", plugins: () => [] },
  optimizeDeps: { include: ["comlink", "fflate", "idb", "valibot"] },
  build: {
    target: "es2023",
    assetsInlineLimit: 0,
    // What the lab's beginning always loads is one part: dozens of small ones weigh more, and each is asked for by itself.
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [{ name: "lab", test: alwaysLoaded(import.meta.dirname) }],
        },
      },
    },
    modulePreload: {
      polyfill: false,
      // The page itself names the lab's own parts (tools/language).
      resolveDependencies: (file, parts) => (/\/app-[^/]*\.js$/.test(file) ? [] : parts),
    },
  },
  test: {
    // A test file that waits leaves nothing to do where there are only two processors and one of them is kept free.
    maxWorkers: "100%",
    // What is waited for comes late on a slow machine, and is there all the same.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: "core",
          // Files of tests share what they have read, which otherwise takes as long as a tenth of the tests.
          isolate: false,
          // No test is a measurement of time; this only ends one that hangs, on the slowest machine.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          environment: "node",
          setupFiles: ["test/support/property-seed.ts"],
          include: ["test/**/*.test.ts"],
          exclude: ["test/**/*.browser.test.ts", "test/e2e/**"],
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          testTimeout: 60_000,
          hookTimeout: 60_000,
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

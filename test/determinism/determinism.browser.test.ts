import { expect, test } from "vitest";
import { commands } from "vitest/browser";
import wasmUrl from "../../src/machine/build/machine.wasm?url";
import { STRATEGY_NAMES, type Strategy } from "../../src/migration/strategy.ts";
import { traceHash } from "./trace-hash.ts";

declare module "vitest/browser" {
  interface BrowserCommands {
    nodeHashes(seeds: readonly number[], strategy: Strategy): Promise<string[]>;
  }
}

const SEEDS = Array.from({ length: 50 }, (_, index) => index + 1);

const bytesOf = async (url: string) => new Uint8Array(await (await fetch(url)).arrayBuffer());
const files = {
  program: (file: string) => bytesOf(`/guests/${file}`),
  named: async (path: string) => {
    throw new Error(`No random scenario names a file, and ${path} is one.`);
  },
};

test.each(STRATEGY_NAMES)(
  "fifty seeds of %s have the same traces in Chromium and in Node",
  { timeout: 240_000 },
  async (strategy) => {
    const module = await WebAssembly.compile(await bytesOf(wasmUrl));
    const here: string[] = [];
    for (const seed of SEEDS) here.push(await traceHash(module, files, seed, strategy));
    expect(here).toEqual(await commands.nodeHashes(SEEDS, strategy));
    expect(new Set(here).size).toBe(SEEDS.length);
  },
);

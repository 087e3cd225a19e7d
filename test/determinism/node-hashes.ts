import type { Strategy } from "../../src/migration/strategy.ts";
import { nodeFiles, nodeMachine } from "../../src/node/lab.ts";
import { traceHash } from "./trace-hash.ts";

/** Runs seeds in Node, at the wish of a test that runs in a browser; the hashes of their traces. */
export async function nodeHashes(
  _: unknown,
  seeds: readonly number[],
  strategy: Strategy,
): Promise<string[]> {
  const module = await nodeMachine();
  const hashes = [];
  for (const seed of seeds) hashes.push(await traceHash(module, nodeFiles(), seed, strategy));
  return hashes;
}

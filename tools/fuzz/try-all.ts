import { fileURLToPath } from "node:url";
import { ProcessPool } from "../process-pool.ts";
import type { SeedResult } from "./try-seed.ts";

/** Which seeds are tried, both ends among them, in how many processes. */
export interface SeedOrder {
  readonly from: number;
  readonly to: number;
  readonly workers: number;
}

function* seedsOf({ from, to }: SeedOrder): Generator<number> {
  for (let seed = from; seed <= to; seed++) yield seed;
}

/**
 * Tries all seeds and tells of each when it is done, in no order; `done` returns false to end the trying. Rejects when a
 * process breaks; what goes wrong in a run is no such thing. The machine must have been compiled before.
 */
export async function tryAll(order: SeedOrder, done: (result: SeedResult) => boolean): Promise<void> {
  const worker = fileURLToPath(new URL("./worker.ts", import.meta.url));
  const nameOf = (seed: number) => `Seed ${seed}`;
  const pool = new ProcessPool<number, SeedResult>({ worker, workers: order.workers, nameOf });
  await pool.run(seedsOf(order), done);
}

import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { RUNNER } from "../../src/node/runner.ts";
import type { SeedResult } from "./try-seed.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const WORKER = fileURLToPath(new URL("./worker.ts", import.meta.url));

/** What a worker is told, and what it answers. */
export interface WorkerOrder {
  readonly seed: number;
}
export type WorkerAnswer = { readonly result: SeedResult } | { readonly error: string };

/** Which seeds a crew tries, with how many workers. */
export interface CrewOrder {
  readonly from: number;
  readonly to: number;
  readonly workers: number;
}

/** Hears of each seed. An answer of false ends the trying: seeds that were begun are still finished. */
export type Listener = (result: SeedResult) => boolean;

/** A run makes many machines and throws them away: clearing them up in the same thread takes half the processor. */
const MEMORY_FLAGS = ["--max-semi-space-size=32", "--single-threaded-gc"];

/**
 * Tries all seeds in several processes and tells of each when it is done, in no order. Rejects when a worker breaks;
 * what goes wrong in a run is no such thing. The machine must have been compiled before.
 */
export async function tryAll(order: CrewOrder, listen: Listener): Promise<void> {
  let next = order.from;
  const takeSeed = () => (next <= order.to ? next++ : null);
  const done = (result: SeedResult) => {
    if (!listen(result)) next = order.to + 1;
  };
  const count = Math.min(order.workers, order.to - order.from + 1);
  const children = Array.from({ length: count }, () => startWorker());
  try {
    await Promise.all(children.map((child) => keepBusy(child, takeSeed, done)));
  } finally {
    for (const child of children) child.kill();
  }
}

function startWorker(): ChildProcess {
  return fork(RUNNER, [WORKER], {
    cwd: ROOT,
    execArgv: MEMORY_FLAGS,
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
}

function keepBusy(
  child: ChildProcess,
  takeSeed: () => number | null,
  done: (result: SeedResult) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let seed: number | null = null;
    const order = () => {
      seed = takeSeed();
      if (seed === null) resolve();
      else child.send({ seed } satisfies WorkerOrder);
    };
    child.on("message", (answer: WorkerAnswer) => {
      if ("error" in answer) return reject(new Error(`Seed ${seed}: ${answer.error}`));
      done(answer.result);
      order();
    });
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      if (seed !== null) reject(new Error(`A worker ended (${signal ?? code}) while it tried seed ${seed}.`));
    });
    order();
  });
}

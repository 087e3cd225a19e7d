import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { RUNNER } from "../../src/node/runner.ts";
import type { QemuCase } from "./case.ts";
import type { Simulated } from "./run-case.ts";

const WORKER = fileURLToPath(new URL("./worker.ts", import.meta.url));

/** What a worker is told, and what it answers. */
export interface WorkerOrder {
  readonly each: QemuCase;
  /** So much later than usual the migration starts. */
  readonly laterMs: number;
}
export type WorkerAnswer = { readonly simulated: Simulated } | { readonly error: string };

/**
 * Runs cases in several processes and tells of each when it is done, in no order. Rejects when a run breaks. The
 * machine must have been compiled before.
 */
export async function runAll(
  orders: readonly WorkerOrder[],
  workers: number,
  done: (each: QemuCase, simulated: Simulated) => void,
): Promise<void> {
  const waiting = [...orders];
  const children = Array.from({ length: Math.min(workers, orders.length) }, () => fork(RUNNER, [WORKER]));
  try {
    await Promise.all(
      children.map(async (child) => {
        for (let order = waiting.shift(); order; order = waiting.shift())
          done(order.each, await ask(child, order));
      }),
    );
  } finally {
    for (const child of children) child.kill();
  }
}

function ask(child: ChildProcess, order: WorkerOrder): Promise<Simulated> {
  return new Promise((resolve, reject) => {
    const broke = (why: unknown) => reject(new Error(`Case ${order.each.id}: ${why}`));
    const ended = (code: number | null) => broke(`its process ended with ${code}`);
    child.once("error", broke);
    child.once("exit", ended);
    child.once("message", (answer: WorkerAnswer) => {
      child.off("error", broke);
      child.off("exit", ended);
      if ("error" in answer) broke(answer.error);
      else resolve(answer.simulated);
    });
    child.send(order);
  });
}

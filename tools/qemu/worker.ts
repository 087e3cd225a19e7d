import type { WorkerAnswer, WorkerOrder } from "./crew.ts";
import { runCase } from "./run-case.ts";

// The entry of a crew's process: it runs the cases that it is told, one after another.

async function answer({ each, laterMs }: WorkerOrder): Promise<WorkerAnswer> {
  try {
    return { simulated: await runCase(each, laterMs) };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

process.on("message", async (order: WorkerOrder) => process.send!(await answer(order)));

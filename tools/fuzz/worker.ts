import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { MACHINE_WASM } from "../../src/node/assemble.ts";
import type { WorkerAnswer, WorkerOrder } from "./crew.ts";
import { LabRunner } from "./lab-run.ts";
import { trySeed } from "./try-seed.ts";

// The entry of a crew's process: it tries the seeds that it is told, one after another.

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const runner = readFile(ROOT + MACHINE_WASM).then((wasm) => new LabRunner(wasm));

async function answer({ seed }: WorkerOrder): Promise<WorkerAnswer> {
  try {
    return { result: await trySeed(await runner, seed) };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

process.on("message", async (order: WorkerOrder) => process.send!(await answer(order)));

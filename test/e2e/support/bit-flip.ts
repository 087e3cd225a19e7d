import type { Page, Worker } from "@playwright/test";
import { inWorkers } from "./in-workers.ts";

/** What the workers of such a page know of their machines. */
interface WithMachines {
  readonly machines: WebAssembly.Instance[];
}

const REMEMBERS_MACHINES = `
  const machines = [];
  Object.assign(globalThis, { machines });
  const Real = WebAssembly.Instance;
  WebAssembly.Instance = class extends Real {
    constructor(module, imports) {
      super(module, imports);
      machines.push(this);
    }
  };`;

/** Lets the page's workers remember their machines, so that {@link flipBit} reaches them. To be called before the page opens. */
export function exposeMachines(page: Page): Promise<void> {
  return inWorkers(page, REMEMBERS_MACHINES);
}

function machinesOf(worker: Worker): Promise<number> {
  return worker.evaluate(() => (globalThis as unknown as WithMachines).machines.length);
}

/**
 * Flips one bit behind the back of everyone: in the last byte of the guest's RAM at the destination. In page-in that page
 * is there already and does not come again.
 */
export async function flipBit(page: Page): Promise<void> {
  for (const worker of page.workers()) {
    // The source has two machines, the guest and its twin; the destination has one.
    if ((await machinesOf(worker)) !== 1) continue;
    await worker.evaluate(() => {
      const [guest] = (globalThis as unknown as WithMachines).machines;
      const bytes = new Uint8Array((guest!.exports.memory as WebAssembly.Memory).buffer);
      bytes[bytes.length - 1]! ^= 1;
    });
    return;
  }
  throw new Error("No worker has one machine: the migration has not begun.");
}

import type { Cell, Place } from "../src/matrix/cell.ts";
import { openerOf } from "../src/matrix/opener.ts";
import { MatrixRunner } from "../src/matrix/runner.ts";
import { beating, obeyOrders } from "./computing.ts";

/** What the page asks for: the cells of these places, with the machine and the guest at these addresses. */
export interface MatrixOrder {
  readonly machine: string;
  readonly guest: string;
  readonly places: readonly Place[];
}

/** What the page hears: one cell after the other. */
export interface MatrixNews {
  readonly cell: Cell;
}

async function bytesAt(address: string): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} could not be loaded (status ${answer.status}).`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** Everything runs in this one worker, so that the page stays free; ending the worker is how a run is stopped. */
async function run({ machine, guest, places }: MatrixOrder): Promise<void> {
  const [module, program] = await Promise.all([
    bytesAt(machine).then((bytes) => WebAssembly.compile(bytes)),
    bytesAt(guest),
  ]);
  const open = openerOf(module, program);
  const runner = new MatrixRunner(async (scenario) => beating(await open(scenario)));
  for (const place of places) postMessage({ cell: await runner.cell(place) } satisfies MatrixNews);
}

obeyOrders(run);

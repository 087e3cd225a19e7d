import { beating, obeyOrders } from "../src/browser/computing.ts";
import { fetchOwn } from "../src/browser/own-files.ts";
import type { MatrixNews, MatrixOrder } from "../src/matrix/messages.ts";
import { openerOf } from "../src/matrix/opener.ts";
import { MatrixRunner } from "../src/matrix/runner.ts";

async function bytesAt(address: string): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await fetchOwn(address);
  if (!answer.ok) throw new Error(`${address} could not be loaded (status ${answer.status}).`);
  return new Uint8Array(await answer.arrayBuffer());
}

async function newRunner({ machine, guest }: MatrixOrder): Promise<MatrixRunner> {
  const [module, program] = await Promise.all([
    bytesAt(machine).then((bytes) => WebAssembly.compile(bytes)),
    bytesAt(guest),
  ]);
  const open = openerOf(module, program);
  return new MatrixRunner(async (scenario) => beating(await open(scenario)));
}

/** The page that owns the worker has one machine and one guest, so its orders share what was rehearsed. */
let kept: Promise<MatrixRunner> | null = null;

/** Everything runs in this one worker, so that the page stays free; ending the worker is how a run is stopped. */
async function run(order: MatrixOrder): Promise<void> {
  kept ??= newRunner(order);
  const [runner, { places }] = [await kept, order];
  for (const place of places) postMessage({ cell: await runner.cell(place) } satisfies MatrixNews);
}

obeyOrders(run);

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

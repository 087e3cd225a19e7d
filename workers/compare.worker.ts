import { beating, obeyOrders } from "../src/browser/computing.ts";
import { fetchOwn } from "../src/browser/own-files.ts";
import { type OpenScenario, runJob } from "../src/compare/comparison.ts";
import type { CompareNews, CompareOrder, CompareParts } from "../src/compare/messages.ts";
import { ownCutOf } from "../src/compare/own-cut.ts";
import { isInOwnFolder } from "../src/experiment/own-folder.ts";
import { openInProcess } from "../src/simulation/open.ts";
import { quote } from "../src/text/quote.ts";

/** Real time in milliseconds between two pieces of news of one run: a picture need not grow faster than it is looked at. */
const REST = 120;

async function bytesAt(address: string): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await fetchOwn(address);
  if (!answer.ok) throw new Error(`${address} could not be loaded (status ${answer.status}).`);
  return new Uint8Array(await answer.arrayBuffer());
}

let opener: Promise<OpenScenario> | null = null;

/** A file that a scenario names. Whoever wrote it, nothing is fetched that is not the lab's own. */
function fetchNamed(path: string, base: string): Promise<Uint8Array> {
  if (isInOwnFolder(path)) return bytesAt(new URL(path, base).href);
  throw new Error(`${quote(path)} is no file in the lab's own folder; it is not fetched.`);
}

/** Labs with both hosts in this thread, on a memory store. */
async function openerOf({ machine, base, files: own }: CompareParts): Promise<OpenScenario> {
  const module = await WebAssembly.compile(await bytesAt(machine));
  const named = async (path: string) => own.get(path) ?? fetchNamed(path, base);
  const files = { program: (file: string) => named(`guests/${file}`), named };
  return async (scenario) => beating(await openInProcess(module, scenario, files));
}

function tell(news: CompareNews): void {
  postMessage(news);
}

/** Everything runs in this one worker, so that the page stays free; ending the worker is how a run is stopped. */
async function obey(order: CompareOrder): Promise<void> {
  opener ??= openerOf(order.parts);
  const open = await opener;
  if (order.kind === "own") return tell({ kind: "own", cut: await ownCutOf(open, order.scenario) });
  let told = performance.now();
  const run = await runJob(open, order.comparison, order.job, (known) => {
    if (performance.now() - told < REST) return;
    told = performance.now();
    tell({ kind: "part", run: known() });
  });
  tell({ kind: "run", run });
}

obeyOrders(obey);

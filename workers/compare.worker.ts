import {
  type ComparedRun,
  type Comparison,
  type OpenScenario,
  runStrategy,
} from "../src/compare/comparison.ts";
import { pinned } from "../src/compare/pin.ts";
import type { Strategy } from "../src/migration/settings.ts";
import { openInProcess } from "../src/scenario/open.ts";

/** What the page asks for: a run of the comparison with each of these strategies. */
export interface CompareOrder {
  /** Where the machine lies, and the place from which files of guests are named. */
  readonly machine: string;
  readonly base: string;
  /** The learner's own files, by the names that the scenario has for them. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly comparison: Comparison;
  readonly strategies: readonly Strategy[];
}

/** What the page hears: first the moments of all faults, then run after run, each piece by piece. */
export type CompareNews =
  | { readonly kind: "pinned"; readonly comparison: Comparison }
  | { readonly kind: "part"; readonly run: Omit<ComparedRun, "report"> }
  | { readonly kind: "run"; readonly run: ComparedRun };

/** Real time in milliseconds between two pieces of news of one run: a lane need not grow faster than it is looked at. */
const REST = 120;

async function bytesAt(address: string): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} could not be loaded (status ${answer.status}).`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** Labs with both hosts in this thread, on a memory store. */
async function openerOf({ machine, base, files: own }: CompareOrder): Promise<OpenScenario> {
  const module = await WebAssembly.compile(await bytesAt(machine));
  const named = async (path: string) => own.get(path) ?? bytesAt(new URL(path, base).href);
  const files = { program: (file: string) => named(`guests/${file}`), named };
  return (scenario) => openInProcess(module, scenario, files);
}

function tell(news: CompareNews): void {
  postMessage(news);
}

/** Everything runs in this one worker, so that the page stays free; ending the worker is how a run is stopped. */
async function run(order: CompareOrder): Promise<void> {
  const open = await openerOf(order);
  const comparison = await pinned(open, order.comparison);
  tell({ kind: "pinned", comparison });
  for (const strategy of order.strategies) {
    let told = performance.now();
    const whole = await runStrategy(open, comparison, strategy, (run) => {
      if (performance.now() - told < REST) return;
      told = performance.now();
      tell({ kind: "part", run });
    });
    tell({ kind: "run", run: whole });
  }
}

addEventListener("message", ({ data }: MessageEvent<CompareOrder>) => {
  // A promise that is rejected would stay inside the worker; an error that is thrown reaches the page.
  run(data).catch((error) =>
    setTimeout(() => {
      throw error;
    }),
  );
});

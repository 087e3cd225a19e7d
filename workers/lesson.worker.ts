import { beating, obeyOrders } from "../src/browser/computing.ts";
import { fromMilliseconds } from "../src/clock/tick.ts";
import { isInOwnFolder } from "../src/experiment/own-folder.ts";
import { factsOf } from "../src/lessons/facts.ts";
import type { FactsNews, FactsOrder } from "../src/lessons/messages.ts";
import { reportAtEnd } from "../src/report/run-to-end.ts";
import { openInProcess } from "../src/simulation/open.ts";
import { quote } from "../src/text/quote.ts";

/** Virtual time that is run between two words on how far it is. */
const STRETCH = fromMilliseconds(250);

async function bytesAt(path: string, base: string): Promise<Uint8Array<ArrayBuffer>> {
  if (!isInOwnFolder(path))
    throw new Error(`${quote(path)} is no file in the lab's own folder; it is not fetched.`);
  const answer = await fetch(new URL(path, base));
  if (!answer.ok) throw new Error(`${path} could not be loaded (status ${answer.status}).`);
  return new Uint8Array(await answer.arrayBuffer());
}

function tell(news: FactsNews): void {
  postMessage(news);
}

let compiled: Promise<WebAssembly.Module> | null = null;

async function compile(machine: string): Promise<WebAssembly.Module> {
  const answer = await fetch(machine);
  return WebAssembly.compile(await answer.arrayBuffer());
}

/** Runs a scenario to its end, in this one thread and on a store in memory. */
async function obey({ machine, base, scenario }: FactsOrder): Promise<void> {
  compiled ??= compile(machine);
  const files = {
    program: (file: string) => bytesAt(`guests/${file}`, base),
    named: (file: string) => bytesAt(file, base),
  };
  const simulation = beating(await openInProcess(await compiled, scenario, files));
  const { run } = simulation;
  const end = fromMilliseconds(scenario.untilMs);
  while (!run.isOver && run.now < end) {
    await simulation.advance(Math.min(run.now + STRETCH, end));
    tell({ kind: "part", share: run.now / end });
  }
  const report = await reportAtEnd(simulation);
  const { milestones } = run.statistics;
  tell({ kind: "facts", facts: factsOf({ scenario, report, milestones, events: run.trace.events }) });
}

obeyOrders(obey);

import { ComputedRuns } from "../src/browser/computed-runs.ts";
import { obeyOrders } from "../src/browser/computing.ts";
import { fromMilliseconds } from "../src/clock/tick.ts";
import { factsOf } from "../src/lessons/facts.ts";
import type { FactsNews, FactsOrder } from "../src/lessons/messages.ts";
import { endingOf } from "../src/report/run-to-end.ts";

/** Virtual time that is run between two words on how far it is. */
const STRETCH = fromMilliseconds(250);

const runs = new ComputedRuns();

function tell(news: FactsNews): void {
  postMessage(news);
}

/** Runs a scenario to its end. */
async function obey({ machine, base, scenario }: FactsOrder): Promise<void> {
  const simulation = await runs.open(machine, base, scenario);
  const { run } = simulation;
  const end = fromMilliseconds(scenario.untilMs);
  while (!run.isOver && run.now < end) {
    await simulation.advance(Math.min(run.now + STRETCH, end));
    tell({ kind: "part", share: run.now / end });
  }
  const { report } = await endingOf(simulation);
  const { milestones } = run.statistics;
  tell({ kind: "facts", facts: factsOf({ scenario, report, milestones, events: run.trace.events }) });
}

obeyOrders(obey);

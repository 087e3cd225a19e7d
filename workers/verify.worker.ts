import { ComputedRuns } from "../src/browser/computed-runs.ts";
import { obeyOrders } from "../src/browser/computing.ts";
import type { VerifyNews, VerifyOrder } from "../src/handin/messages.ts";
import { replayed } from "../src/handin/replay.ts";
import { verified } from "../src/handin/verify.ts";
import { factsOf, type RunFacts } from "../src/lessons/facts.ts";
import { runToEnd } from "../src/report/run-to-end.ts";
import { BadScenarioError } from "../src/scenario/bad-scenario.ts";
import type { Scenario } from "../src/scenario/scenario.ts";

const runs = new ComputedRuns();
/** Thirty learners predict the same runs. */
const made = new Map<string, Promise<RunFacts>>();

function tell(news: VerifyNews): void {
  postMessage(news);
}

/** Makes the runs of a hand-in again, and tells what they came to. */
async function obey({ machine, base, handIn, data, scenario }: VerifyOrder): Promise<void> {
  const measure = {
    data,
    base: scenario,
    factsOf: (each: Scenario) => known(machine, base, each),
    replay: async (run: Parameters<typeof replayed>[1]) =>
      replayed(await runs.open(machine, base, run.scenario, false), run),
  };
  try {
    tell({ verified: await verified(handIn, measure) });
  } catch (error) {
    if (!(error instanceof BadScenarioError)) throw error;
    tell({ refused: error.message });
  }
}

function known(machine: string, base: string, scenario: Scenario): Promise<RunFacts> {
  const key = JSON.stringify(scenario);
  const run = made.get(key) ?? wholeRun(machine, base, scenario);
  made.set(key, run);
  return run;
}

async function wholeRun(machine: string, base: string, scenario: Scenario): Promise<RunFacts> {
  const simulation = await runs.open(machine, base, scenario);
  const report = await runToEnd(simulation);
  const { statistics, trace } = simulation.run;
  return factsOf({ scenario, report, milestones: statistics.milestones, events: trace.events });
}

obeyOrders(obey);

import { fromMilliseconds, toMilliseconds } from "../clock/tick.ts";
import type { Strategy } from "../migration/settings.ts";
import type { Beat } from "../scenario/frame.ts";
import type { Report } from "../scenario/report.ts";
import { runToEnd } from "../scenario/run.ts";
import type { Fault, Scenario } from "../scenario/scenario.ts";
import type { ActionStep } from "../scenario/share.ts";
import type { Simulation } from "../scenario/simulation.ts";
import { type Sample, sampleOf } from "../timeline/sample.ts";

/** What is compared: one scenario and what the learner did in it, at the same ticks for every strategy. */
export interface Comparison {
  readonly scenario: Scenario;
  readonly actions: readonly ActionStep[];
}

/** One strategy's run. */
export interface ComparedRun {
  readonly strategy: Strategy;
  readonly report: Report;
  readonly beats: readonly Beat[];
  readonly samples: readonly Sample[];
}

/** Opens a lab on a scenario, its guest booted. */
export type OpenScenario = (scenario: Scenario) => Promise<Simulation>;

/** Virtual time between two samples. */
const SAMPLE = fromMilliseconds(20);

/** Runs a comparison's scenario with a strategy, to its end. */
export async function runStrategy(
  open: OpenScenario,
  comparison: Comparison,
  strategy: Strategy,
): Promise<ComparedRun> {
  const simulation = await open(scenarioOf(comparison, strategy));
  const end = fromMilliseconds(simulation.scenario.untilMs);
  const samples = [sampleOf(simulation)];
  while (!simulation.isOver && simulation.now < end) {
    await simulation.advance(Math.min(simulation.now + SAMPLE, end));
    samples.push(sampleOf(simulation));
  }
  const report = await runToEnd(simulation);
  return { strategy, report, beats: [...simulation.ledger.beats], samples };
}

/**
 * The scenario in which a strategy is compared: what the learner did comes as faults at the same ticks. QEMU's stop
 * rule and rounds that were fixed for one strategy would not be the same thing for another, so vSphere's rule decides.
 */
export function scenarioOf({ scenario, actions }: Comparison, strategy: Strategy): Scenario {
  const started = actions.find(({ action }) => action === "migrate");
  const startMs = started ? toMilliseconds(started.at) : scenario.migration.startMs;
  const migration = {
    ...scenario.migration,
    strategy,
    startMs,
    stopRule: "vsphere" as const,
    afterRounds: null,
  };
  return { ...scenario, migration, faults: [...scenario.faults, ...actions.flatMap(faultOf)] };
}

function faultOf({ action, at }: ActionStep): Fault[] {
  if (action === "migrate" || action === "restart") return [];
  return [{ kind: action, at: { ms: toMilliseconds(at) } }];
}

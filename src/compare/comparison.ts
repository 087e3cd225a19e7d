import { fromMilliseconds, type Tick, toMilliseconds } from "../clock/tick.ts";
import type { Strategy } from "../migration/settings.ts";
import type { Beat } from "../scenario/frame.ts";
import type { Report } from "../scenario/report.ts";
import { runToEnd } from "../scenario/run.ts";
import type { Fault, Scenario } from "../scenario/scenario.ts";
import type { ActionStep } from "../scenario/share.ts";
import type { Simulation } from "../scenario/simulation.ts";
import { type Sample, sampleOf } from "../timeline/sample.ts";

/** What a lane of a comparison shows at one tick. */
export interface ComparedSample extends Sample {
  /** Virtual time for which the guest has stood still until now: stunned, or waiting for pages. */
  readonly stood: Tick;
}

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
  readonly samples: readonly ComparedSample[];
}

/** Opens a lab on a scenario, its guest booted. */
export type OpenScenario = (scenario: Scenario) => Promise<Simulation>;

/** Virtual time between two samples. */
const SAMPLE = fromMilliseconds(20);

/** Is told after every sample what is known of a run that is still computed. */
export type Watch = (known: Omit<ComparedRun, "report">) => void;

/** Runs a comparison's scenario with a strategy, to its end. */
export async function runStrategy(
  open: OpenScenario,
  comparison: Comparison,
  strategy: Strategy,
  watch: Watch = () => {},
): Promise<ComparedRun> {
  const simulation = await open(scenarioOf(comparison, strategy));
  const end = fromMilliseconds(simulation.scenario.untilMs);
  const samples = [comparedSampleOf(simulation)];
  while (!simulation.isOver && simulation.now < end) {
    await simulation.advance(Math.min(simulation.now + SAMPLE, end));
    samples.push(comparedSampleOf(simulation));
    watch({ strategy, beats: simulation.ledger.beats, samples });
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
  const input = [...scenario.guest.input, ...actions.flatMap(inputOf)];
  return {
    ...scenario,
    guest: { ...scenario.guest, input },
    migration,
    faults: [...scenario.faults, ...actions.flatMap(faultOf)],
  };
}

function comparedSampleOf(simulation: Simulation): ComparedSample {
  const { now, ledger } = simulation;
  const { stunnedAt, resumedAt, endedAt, stalled, waitingSince } = ledger;
  const stunned = stunnedAt === null ? 0 : (resumedAt ?? endedAt ?? now) - stunnedAt;
  const waiting = waitingSince === null ? 0 : now - waitingSince;
  return { ...sampleOf(simulation), stood: stunned + stalled + waiting };
}

function inputOf(step: ActionStep): Scenario["guest"]["input"] {
  return step.action === "type" ? [{ atMs: toMilliseconds(step.at), text: step.keys }] : [];
}

function faultOf({ action, at }: ActionStep): Fault[] {
  if (action === "migrate" || action === "restart" || action === "type") return [];
  return [{ kind: action, at: { ms: toMilliseconds(at) } }];
}

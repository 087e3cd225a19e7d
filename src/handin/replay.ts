import type { Experiment } from "../experiment/experiment.ts";
import { factsOf, type RunFacts } from "../lessons/facts.ts";
import { frameOf } from "../report/frame-builder.ts";
import type { Simulation } from "../simulation/simulation.ts";
import { bytesOf } from "../text/utf8.ts";

/** What a run that was done again has come to at its moment. */
export interface Replayed {
  readonly facts: RunFacts;
  /** Of the guest where it was compared last; empty where it never was. */
  readonly hash: string;
}

/** How an open simulation, whose migration starts by an action, is run on; a worker says on the way that it lives. */
export type Advance = (until: number) => Promise<void>;

/**
 * Does again what was done in a run, at the same ticks, up to its moment, and gives what the page has shown there. The
 * simulation was opened at tick 0 with `startsItself` false.
 */
export async function replayed(
  simulation: Simulation,
  { scenario, actions, moment }: Experiment,
  advance: Advance = (until) => simulation.advance(until),
): Promise<Replayed> {
  for (const step of actions) {
    await advance(step.at);
    if ("keys" in step) await simulation.type(bytesOf(step.keys));
    else await simulation.act(step.action);
  }
  await advance(moment ?? 0);
  const { report: last, before, milestones } = await frameOf(simulation.run, "memory", false);
  const report = before.length === 0 ? last : { ...last, migrations: [...before, last] };
  const { events } = simulation.run.trace;
  return { facts: factsOf({ scenario, report, milestones, events }), hash: last.guest.hash };
}

import { fromMilliseconds } from "../../src/clock/tick.ts";
import type { Frame } from "../../src/report/frame.ts";
import { frameOf } from "../../src/report/frame-builder.ts";
import type { Action } from "../../src/scenario/action.ts";
import type { Simulation } from "../../src/simulation/simulation.ts";
import { openLab } from "./lab.ts";

/** A run, and what a learner does in it at which millisecond. */
export interface Played {
  readonly input: unknown;
  readonly acts?: readonly (readonly [atMs: number, action: Action])[];
}

/**
 * Runs a scenario to its end and looks at it after every tick at which something happened. Frames are without screens.
 * `look` may be asynchronous; the run waits for it.
 */
export async function atEveryEvent(
  { input, acts = [] }: Played,
  look: (frame: Frame, simulation: Simulation) => void | Promise<void>,
): Promise<Simulation> {
  const simulation = await openLab(input);
  const end = fromMilliseconds(simulation.run.scenario.untilMs);
  const left = acts.map(([atMs, action]) => ({ at: fromMilliseconds(atMs), action }));
  const show = async () => look(await frameOf(simulation.run, "memory", false), simulation);
  await show();
  while (!simulation.run.isOver && simulation.run.now < end) {
    const until = Math.min(left[0]?.at ?? end, end);
    await simulation.advance(until, () => true);
    if (left[0] && simulation.run.now >= left[0].at) await simulation.act(left.shift()!.action);
    await show();
  }
  await simulation.compare();
  await show();
  return simulation;
}

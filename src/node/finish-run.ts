import { setImmediate } from "node:timers/promises";
import { fromMilliseconds, toMilliseconds } from "../clock/tick.ts";
import type { Report } from "../report/report.ts";
import { endingOf } from "../report/run-to-end.ts";
import type { Simulation } from "../simulation/simulation.ts";
import type { Trace } from "../trace/trace.ts";

/** Real milliseconds that a run computes before it gives timers, signals and other runs their turn. */
const TURN_MS = 10;

/**
 * Instructions after which it looks at the clock at the latest, where nothing else happens. A guest retires some
 * 100 million in a second, so this is a fraction of a turn.
 */
const TURN_INSTRUCTIONS = 250_000;

/** How far a run is. */
export interface RunProgress {
  /** Of the scenario's time, how much has passed: from 0 to 1. It never falls, and is 1 once, when all is done. */
  readonly share: number;
  /** Virtual milliseconds that have passed. */
  readonly nowMs: number;
}

/** How somebody who waits for a run hears of it, and ends it. */
export interface RunOptions {
  /** Ends the run soon after it aborts; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Is told between two turns, some hundred times a second of real time at most. What it throws ends the run. */
  readonly onProgress?: ((progress: RunProgress) => void) | undefined;
}

/** What is known of a run that came to its end. */
export interface RunResult {
  readonly report: Report;
  /** What happened, in order. */
  readonly trace: Trace;
}

/**
 * Runs an open simulation on to its scenario's end, in turns between which the event loop goes round. How often it goes
 * round depends on the computer; what the run computes does not. A turn is longer than usual where one step cannot be
 * divided, as when the whole memory of a large guest is compared.
 */
export async function finishRun(simulation: Simulation, options: RunOptions = {}): Promise<RunResult> {
  const { signal, onProgress } = options;
  const end = fromMilliseconds(simulation.run.scenario.untilMs);
  const isDone = () => simulation.run.isOver || simulation.run.now >= end;
  signal?.throwIfAborted();
  while (!isDone()) {
    const turnEnds = performance.now() + TURN_MS;
    await simulation.advance(
      end,
      () => performance.now() >= turnEnds,
      () => TURN_INSTRUCTIONS,
    );
    await setImmediate();
    signal?.throwIfAborted();
    if (!isDone())
      onProgress?.({ share: simulation.run.now / end, nowMs: toMilliseconds(simulation.run.now) });
  }
  const { report } = await endingOf(simulation);
  onProgress?.({ share: 1, nowMs: toMilliseconds(simulation.run.now) });
  return { report, trace: simulation.run.trace };
}

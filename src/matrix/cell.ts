/** One cell of the failure matrix: a strategy, a phase and a fault, and what the run with them came to. */

import type { Strategy } from "../migration/strategy.ts";
import type { Fault } from "../scenario/fault.ts";
import type { Outcome } from "../simulation/parts/outcome.ts";
import type { FaultName } from "./fault.ts";
import type { PhaseName } from "./phase.ts";
import type { CellReason } from "./reason.ts";

/** `n/a`: the strategy has no such phase, or the fault cannot come there. `unknown`: the run does not tell. */
export type CellOutcome = Outcome | "n/a" | "unknown";

/** Where a cell stands. */
export interface Place {
  readonly phase: PhaseName;
  readonly fault: FaultName;
  readonly strategy: Strategy;
}

/** The run behind a cell, so that it can be run again. */
export interface CellRun {
  readonly faults: readonly Fault[];
  /** How long the run is, in virtual milliseconds from its beginning. */
  readonly untilMs: number;
  /** When the first fault of the cell's own comes. */
  readonly faultMs: number;
  /** After how many milliseconds the guest is moved once more; left out where it is not. */
  readonly againMs?: number | undefined;
}

/** What one run with one fault at one moment came to. Times in milliseconds. */
export interface Cell extends Place {
  readonly outcome: CellOutcome;
  /** Whether the guest equals its twin; null where there is no whole guest. */
  readonly identical: boolean | null;
  /** Promises that the run broke, each in a sentence. */
  readonly invariants: readonly string[];
  /** How long the guest ran nowhere. */
  readonly downtime: number;
  /** How long it waited for pages after the resume. */
  readonly stall: number;
  /** Why, as data: its words are made where they are read, in the language there. */
  readonly reason: CellReason;
  /** Left out where nothing was run. */
  readonly run?: CellRun;
}

/** A cell without a run. */
export function emptyCell(place: Place, outcome: "n/a" | "unknown", reason: CellReason): Cell {
  return { ...place, outcome, identical: null, invariants: [], downtime: 0, stall: 0, reason };
}

/**
 * Runs the cells of the matrix, in a worker of the page or in a process of the command line. A cell is two runs: a
 * rehearsal that finds the moment, and the run with the fault. Rehearsals are shared by all faults of a strategy.
 */

import { toMilliseconds } from "../clock/tick.ts";
import { STRATEGY_NAMES, type Strategy } from "../migration/strategy.ts";
import { type Ending, runToEnd, runToEnding } from "../report/run-to-end.ts";
import type { Fault } from "../scenario/fault.ts";
import type { Simulation } from "../simulation/simulation.ts";
import { type Cell, emptyCell, type Place } from "./cell.ts";
import { FAULT_NAMES, MATRIX_FAULTS, type MatrixFault } from "./fault.ts";
import { type FaultMoment, MATRIX_PHASES, type MatrixPhase, PHASE_NAMES } from "./phase.ts";
import { reasonOf } from "./reason.ts";
import { Story } from "./story.ts";
import { scenarioOf } from "./strategy.ts";

/** Opens a lab on a scenario, its guest booted. */
export type Open = (scenario: object) => Promise<Simulation>;

/** A run without the cell's fault: it tells the moments. */
interface Rehearsal {
  readonly story: Story;
  /** Faults that it had: the cut before a page-in through the file. */
  readonly before: readonly Fault[];
}

/** Virtual milliseconds, in which every strategy ends without a fault. */
const REHEARSAL_MS = 4000;

/** Runs the cells of the matrix. A fault is placed by a rehearsal, the same run without it. */
export class MatrixRunner {
  readonly #open: Open;
  readonly #rehearsals = new Map<string, Promise<Rehearsal>>();

  constructor(open: Open) {
    this.#open = open;
  }

  /**
   * One cell. Whether it can be run at all is settled first, by the strategy and by the link; a moment that the
   * rehearsal never reaches is `unknown`, which no expectation allows.
   */
  async cell(place: Place): Promise<Cell> {
    const phase: MatrixPhase = MATRIX_PHASES[place.phase];
    const fault: MatrixFault = MATRIX_FAULTS[place.fault];
    if (phase.absent(place.strategy) !== null) return emptyCell(place, "n/a", { kind: "noPhase" });
    if (fault.againMs !== undefined && place.phase !== "finish")
      return emptyCell(place, "n/a", { kind: "notEnded" });
    if (phase.linkIsDown && fault.needsLink) return emptyCell(place, "n/a", { kind: "linkDown" });
    const rehearsal = await this.#rehearse(place.strategy, phase.linkIsDown);
    const moment = phase.find(rehearsal.story);
    if (!moment) return emptyCell(place, "unknown", { kind: "neverReached" });
    return this.#run(place, rehearsal, moment);
  }

  async #run(place: Place, rehearsal: Rehearsal, moment: FaultMoment): Promise<Cell> {
    const phase: MatrixPhase = MATRIX_PHASES[place.phase];
    const fault: MatrixFault = MATRIX_FAULTS[place.fault];
    const faults = [...rehearsal.before, ...fault.faults(moment, phase)];
    const untilMs = toMilliseconds(moment.at) + watchMs(place);
    const simulation = await this.#open(scenarioOf(place.strategy, faults, untilMs, fault.againMs));
    const ending = await runToEnding(simulation);
    const { report } = ending;
    // The fault was placed by the rehearsal's ticks. A run that differs before the fault would have it at another
    // moment, and its outcome would say nothing of this cell.
    if (!new Story(simulation.run.trace.events).isLike(rehearsal.story, moment.from))
      return emptyCell(place, "unknown", { kind: "leftRehearsal" });
    // A fault that never came would make a cell that looks good for nothing.
    const leftOver = simulation.run.faults.leftOver();
    if (leftOver.length > 0) return emptyCell(place, "unknown", { kind: "neverDue", faults: leftOver });
    const { againMs } = fault;
    if (againMs !== undefined && report.migrations?.filter(({ identical }) => identical).length !== 2)
      return emptyCell(place, "unknown", { kind: "notMovedAgain" });
    const own = fault.faults(moment, phase);
    const first = Math.min(...own.map(({ at }) => ("ms" in at ? at.ms : untilMs)));
    const faultMs = againMs === undefined ? first : toMilliseconds(moment.at) + againMs;
    const run = { faults, untilMs, faultMs, againMs };
    return { ...cellOf(place, ending, simulation, moment), run };
  }

  /** The promise is kept, so that cells that are asked for at the same time share one rehearsal. */
  #rehearse(strategy: Strategy, linkIsDown: boolean): Promise<Rehearsal> {
    const key = `${strategy} ${linkIsDown}`;
    const known = this.#rehearsals.get(key) ?? this.#rehearseOnce(strategy, linkIsDown);
    this.#rehearsals.set(key, known);
    return known;
  }

  async #rehearseOnce(strategy: Strategy, linkIsDown: boolean): Promise<Rehearsal> {
    const before = linkIsDown ? await this.#cutDuringPageIn(strategy) : [];
    const simulation = await this.#open(scenarioOf(strategy, before, REHEARSAL_MS));
    await runToEnd(simulation);
    return { story: new Story(simulation.run.trace.events), before };
  }

  /** The cut that makes a page-in through the file, found in a rehearsal of its own. */
  async #cutDuringPageIn(strategy: Strategy): Promise<Fault[]> {
    const { story } = await this.#rehearse(strategy, false);
    const moment = MATRIX_PHASES.pageInByLink.find(story);
    return moment ? MATRIX_FAULTS.linkCut.faults(moment) : [];
  }
}

/** Before the stun a datastore that is gone is tried twenty times, ever more slowly: about 15 s here. */
function watchMs({ phase, fault }: Place): number {
  return phase === "preCopy" && fault === "datastoreGone" ? 18_000 : MATRIX_FAULTS[fault].watchMs;
}

/** A cell from the report; times are the report's virtual milliseconds. */
function cellOf(place: Place, ending: Ending, simulation: Simulation, moment: FaultMoment): Cell {
  const { report } = ending;
  const { outcome, identical, invariants, downtime } = report;
  const stall = report.guest["stall-time"];
  return {
    ...place,
    outcome,
    identical,
    invariants,
    downtime,
    stall,
    reason: reasonOf(ending, simulation, moment.from),
  };
}

/** The places of the matrix, phase by phase and fault by fault, narrowed where a name is given. */
export function places(only: { readonly phase?: string; readonly strategy?: string } = {}): Place[] {
  const phases = PHASE_NAMES.filter((name) => only.phase === undefined || name === only.phase);
  const strategies = STRATEGY_NAMES.filter((name) => only.strategy === undefined || name === only.strategy);
  return phases.flatMap((phase) =>
    FAULT_NAMES.flatMap((fault) => strategies.map((strategy) => ({ phase, fault, strategy }))),
  );
}

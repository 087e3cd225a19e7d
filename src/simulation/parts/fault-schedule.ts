import { fromMilliseconds, type Tick } from "../../clock/tick.ts";
import type { Phase } from "../../migration/output.ts";
import { isSameDeed } from "../../scenario/action.ts";
import type { Deed, Fault } from "../../scenario/fault.ts";

/** A fault, and whether the scenario has it or the learner has armed it. */
export interface Planned {
  readonly fault: Fault;
  readonly cause: "scenario" | "learner";
}

interface Due extends Planned {
  readonly tick: Tick;
  /** Place in the scenario's list, and behind it: faults due at one tick come in that order. */
  readonly index: number;
}

/** Everything a schedule knows, as plain data. */
export interface FaultScheduleState {
  readonly waiting: Map<number, Planned>;
  readonly due: Due[];
  /** How many faults there were in all, those of the learner among them. */
  count: number;
  /** The phases and the rounds that have begun. */
  readonly phases: Set<Phase>;
  readonly rounds: Set<number>;
}

/**
 * The faults of a run and when they are due: those of the scenario, and what the learner arms. A fault waits for its phase or round until that begins. It knows no
 * tick of a phase in advance: the run tells it when one begins, and each fault is scheduled once.
 */
export class FaultSchedule {
  state: FaultScheduleState;

  constructor(faults: readonly Fault[]) {
    const planned = faults.map((fault): Planned => ({ fault, cause: "scenario" }));
    const begun = { phases: new Set<Phase>(), rounds: new Set<number>() };
    this.state = { waiting: new Map(planned.entries()), due: [], count: faults.length, ...begun };
    for (const [index, { fault }] of this.state.waiting)
      if ("ms" in fault.at) this.#schedule(index, fromMilliseconds(fault.at.ms));
  }

  /** Another migration begins, none of whose phases and rounds has. */
  begin(): void {
    this.state.phases.clear();
    this.state.rounds.clear();
  }

  /**
   * Takes a fault of the learner's that waits for a phase or a round. False where that has begun already in the present
   * `migration`, or was one of an earlier one.
   */
  arm(fault: Fault, migration: number): boolean {
    const { at } = fault;
    if ("ms" in at) return false;
    const of = at.migration ?? 1;
    const { phases, rounds, waiting } = this.state;
    const isReached = "phase" in at ? phases.has(at.phase) : rounds.has(at.round);
    const hasBegun = of < migration || (of === migration && isReached);
    if (!hasBegun) waiting.set(this.state.count++, { fault, cause: "learner" });
    return !hasBegun;
  }

  /** Takes back the last of the learner's faults that is the same and has not come. False where there is none. */
  disarm(fault: Fault): boolean {
    const found = this.#ahead().findLast(
      ({ cause, fault: each }) => cause === "learner" && isSameDeed(each as Deed, fault as Deed),
    );
    if (!found) return false;
    this.state.waiting.delete(found.index);
    const due = this.state.due.findIndex(({ index }) => index === found.index);
    if (due >= 0) this.state.due.splice(due, 1);
    return true;
  }

  /** A phase of the migration of that number is entered for the first time. */
  phaseBegan(phase: Phase, migration: number, now: Tick): void {
    this.state.phases.add(phase);
    for (const [index, { fault }] of this.state.waiting)
      if ("phase" in fault.at && fault.at.phase === phase && isOf(migration, fault.at))
        this.#schedule(index, now + fromMilliseconds(fault.at.afterMs));
  }

  /** A round of pre-copy begins, numbered from 1, as is the migration. */
  roundBegan(round: number, migration: number, now: Tick): void {
    this.state.rounds.add(round);
    for (const [index, { fault }] of this.state.waiting)
      if ("round" in fault.at && fault.at.round === round && isOf(migration, fault.at))
        this.#schedule(index, now);
  }

  nextTick(): Tick | null {
    return this.state.due[0]?.tick ?? null;
  }

  /** Takes the first fault due at or before `now`. */
  take(now: Tick): Planned | null {
    return this.state.due[0] && this.state.due[0].tick <= now ? this.state.due.shift()! : null;
  }

  /** The faults that may still come. */
  get pending(): readonly Fault[] {
    return this.#ahead().map(({ fault }) => fault);
  }

  /** What the learner has armed and what has not come, in the order in which it was armed. */
  get armed(): readonly Fault[] {
    return this.#ahead()
      .filter(({ cause }) => cause === "learner")
      .map(({ fault }) => fault);
  }

  /** The scenario's faults that never came due, each with its place in it, from 0, and in that order. */
  leftOver(): readonly (readonly [index: number, fault: Fault])[] {
    return this.#ahead()
      .filter(({ cause }) => cause === "scenario")
      .map(({ index, fault }) => [index, fault]);
  }

  /** All that may still come, in the order in which it was planned. */
  #ahead(): (Planned & { readonly index: number })[] {
    const waiting = [...this.state.waiting].map(([index, planned]) => ({ ...planned, index }));
    return [...waiting, ...this.state.due].sort((one, other) => one.index - other.index);
  }

  #schedule(index: number, tick: Tick): void {
    const planned = this.state.waiting.get(index)!;
    this.state.waiting.delete(index);
    this.state.due.push({ tick, index, ...planned });
    this.state.due.sort((one, other) => one.tick - other.tick || one.index - other.index);
  }
}

/** Whether a moment is of that migration; one that names none is of the first. */
function isOf(migration: number, at: { readonly migration?: number | undefined }): boolean {
  return (at.migration ?? 1) === migration;
}

import { fromMilliseconds, type Tick } from "../../clock/tick.ts";
import type { Phase } from "../../migration/output.ts";
import type { Fault } from "../../scenario/fault.ts";

interface Due {
  readonly tick: Tick;
  /** Place in the scenario's list: faults due at one tick come in that order. */
  readonly index: number;
  readonly fault: Fault;
}

/** Everything a schedule knows, as plain data. */
export interface FaultScheduleState {
  readonly waiting: Map<number, Fault>;
  readonly due: Due[];
}

/**
 * The faults of a scenario and when they are due. A fault waits for its phase or round until that begins. It knows no
 * tick of a phase in advance: the run tells it when one begins, and each fault is scheduled once.
 */
export class FaultSchedule {
  state: FaultScheduleState;

  constructor(faults: readonly Fault[]) {
    this.state = { waiting: new Map(faults.entries()), due: [] };
    for (const [index, fault] of this.state.waiting)
      if ("ms" in fault.at) this.#schedule(index, fault, fromMilliseconds(fault.at.ms));
  }

  /** A phase is entered for the first time. */
  phaseBegan(phase: Phase, now: Tick): void {
    for (const [index, fault] of this.state.waiting)
      if ("phase" in fault.at && fault.at.phase === phase)
        this.#schedule(index, fault, now + fromMilliseconds(fault.at.afterMs));
  }

  /** A round of pre-copy begins, numbered from 1. */
  roundBegan(round: number, now: Tick): void {
    for (const [index, fault] of this.state.waiting)
      if ("round" in fault.at && fault.at.round === round) this.#schedule(index, fault, now);
  }

  nextTick(): Tick | null {
    return this.state.due[0]?.tick ?? null;
  }

  /** Takes the first fault due at or before `now`. */
  take(now: Tick): Fault | null {
    return this.state.due[0] && this.state.due[0].tick <= now ? this.state.due.shift()!.fault : null;
  }

  /** The faults that may still come. */
  get pending(): readonly Fault[] {
    return [...this.state.waiting.values(), ...this.state.due.map(({ fault }) => fault)];
  }

  /** The faults that never came due, each with its place in the scenario, from 0, and in that order. */
  leftOver(): readonly (readonly [index: number, fault: Fault])[] {
    const due = this.state.due.map(({ index, fault }) => [index, fault] as const);
    return [...this.state.waiting, ...due].sort(([one], [other]) => one - other);
  }

  #schedule(index: number, fault: Fault, tick: Tick): void {
    this.state.waiting.delete(index);
    this.state.due.push({ tick, index, fault });
    this.state.due.sort((one, other) => one.tick - other.tick || one.index - other.index);
  }
}

import type { Machine } from "../machine/machine.ts";
import { type ScreenFrame, screenOf } from "./screen.ts";
import { type GuestInput, Twin } from "./twin.ts";

/** So many cycles are run at a time, so that whoever asks is answered soon. */
const MOST_CYCLES = 20_000_000;

/** The guest as it would be now, had it never been moved. */
export interface UnmovedView {
  /** How far it has been run: less than was wanted where that was far. */
  readonly cycle: number;
  readonly screen: ScreenFrame | null;
}

/**
 * A copy of the twin that does not wait for the guest: it runs where the guest would be, had nothing stopped it. The twin
 * itself may never be ahead of the guest, whose inputs it could not take back. This one is only looked at: an input that
 * comes to the guest late comes to it where it is then.
 */
export class Unmoved {
  readonly #twin: Twin;

  constructor(machine: Machine, told: readonly GuestInput[]) {
    this.#twin = new Twin(machine, told);
  }

  get cycle(): number {
    return this.#twin.machine.cycle;
  }

  /** Gives what the guest was given, at once where it was given it before. */
  hear(inputs: readonly GuestInput[]): void {
    const { cycle } = this;
    this.#twin.hear(inputs.map((input) => ({ ...input, cycle: Math.max(cycle, input.cycle) })));
  }

  /** Runs towards a cycle, and says how far it came. */
  view(cycle: number): UnmovedView {
    this.#twin.advance(Math.min(cycle, this.cycle + MOST_CYCLES));
    return { cycle: this.cycle, screen: screenOf(this.#twin.machine) };
  }
}

import type { Machine } from "../machine/machine.ts";

/** Something typed at the guest, at a point of the guest's own time. */
export interface Typed {
  readonly cycle: number;
  readonly bytes: Uint8Array;
}

/**
 * The guest that never migrates. It is forked from the guest when the migration starts, gets the same inputs at the
 * same guest time, and must stay bit for bit the same.
 */
export class Twin {
  readonly machine: Machine;
  #typed: Typed[] = [];

  /** A twin in a machine that was forked from the guest's, and what it has been told and has not come to. */
  constructor(machine: Machine, typed: readonly Typed[] = []) {
    this.machine = machine;
    this.#typed = [...typed];
  }

  /** What it has been told and has not come to. */
  get told(): readonly Typed[] {
    return this.#typed;
  }

  /** Tells what was typed; entries come in the order of their cycles, before the twin has passed them. */
  hear(typed: readonly Typed[]): void {
    this.#typed.push(...typed);
  }

  /** Runs up to `cycle` of guest time. */
  advance(cycle: number): void {
    while (this.#typed[0] && this.#typed[0].cycle <= cycle) {
      const { cycle: at, bytes } = this.#typed.shift()!;
      this.#run(at);
      this.machine.pushConsole(bytes);
    }
    this.#run(cycle);
  }

  #run(cycle: number): void {
    while (this.machine.cycle < cycle && !this.machine.isShutDown)
      this.machine.run(cycle - this.machine.cycle);
  }
}

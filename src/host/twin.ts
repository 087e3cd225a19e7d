import type { GuestRequest, Machine, SettingWrite } from "../machine/machine.ts";

/**
 * What the guest was given at a point of its own time: something typed at its console, a request of the client, or a word
 * in its device block.
 */
export type GuestInput =
  | { readonly cycle: number; readonly bytes: Uint8Array }
  | { readonly cycle: number; readonly request: GuestRequest }
  | { readonly cycle: number; readonly setting: SettingWrite };

/**
 * The guest that never migrates. It is forked from the guest when the migration starts, gets the same inputs at the
 * same guest time, and must stay bit for bit the same.
 *
 * It lives on the source's host, with nothing of the migration: no ticks, no stun, no missing page. That is why it is
 * told inputs at a cycle of guest time: the tick at which the guest got one depends on its stalls, and the twin has
 * none.
 */
export class Twin {
  readonly machine: Machine;
  #inputs: GuestInput[] = [];

  /** A twin in a machine that was forked from the guest's, and what it has been told and has not come to. */
  constructor(machine: Machine, inputs: readonly GuestInput[] = []) {
    this.machine = machine;
    this.#inputs = [...inputs];
  }

  /** What it has been told and has not come to. */
  get told(): readonly GuestInput[] {
    return this.#inputs;
  }

  /** Tells what the guest was given; entries come in the order of their cycles, before the twin has passed them. */
  hear(inputs: readonly GuestInput[]): void {
    this.#inputs.push(...inputs);
  }

  /**
   * Runs up to `cycle` of guest time. An input is given after the cycles before it have passed and before its own
   * cycle goes on, as the guest got it.
   */
  advance(cycle: number): void {
    while (this.#inputs[0] && this.#inputs[0].cycle <= cycle) {
      const input = this.#inputs.shift()!;
      this.#run(input.cycle);
      if ("bytes" in input) this.machine.pushConsole(input.bytes);
      else if ("request" in input) this.machine.pushRequest(input.request);
      else this.machine.writeSetting(input.setting);
    }
    this.#run(cycle);
  }

  /**
   * Exits of the machine, as for a byte that was printed, are of no interest here: it is run on until the cycle is
   * reached.
   */
  #run(cycle: number): void {
    while (this.machine.cycle < cycle && !this.machine.isShutDown)
      this.machine.run(cycle - this.machine.cycle);
  }
}

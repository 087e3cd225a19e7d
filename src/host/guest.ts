import { cyclesInTicks, MILLISECOND, type Tick, ticksOfCycles } from "../clock/tick.ts";
import type { Machine } from "../machine/machine.ts";
import type { GuestState, Printed } from "./port.ts";

const NEWLINE = 10;

/** SDPS puts a vCPU to sleep for a few milliseconds at a time. */
const SLEEP_PERIOD = 10 * MILLISECOND;

/** How a stretch of running ended. */
export type GuestStop =
  | { readonly kind: "reached" }
  | {
      readonly kind: "fault";
      readonly tick: Tick;
      readonly page: number;
      readonly access: "read" | "write" | "fetch";
    }
  | { readonly kind: "off"; readonly tick: Tick };

/**
 * A machine along virtual time. Its own time, in cycles, passes only while it runs; each stretch of running is
 * computed from its beginning, so that how finely it is cut never matters.
 */
export class Guest {
  readonly machine: Machine;
  state: GuestState;
  /** The page that the guest waits for. */
  waitsFor: number | null = null;
  #line: number[] = [];
  #printed: Printed[] = [];
  #since: { tick: Tick; cycle: number } = { tick: 0, cycle: 0 };
  /** Running ticks of each sleeping period. */
  #awake: Tick = SLEEP_PERIOD;
  #slept: Tick = 0;
  #faultedAt: Tick = 0;

  constructor(machine: Machine, state: GuestState) {
    this.machine = machine;
    this.state = state;
  }

  /** Ticks that the guest has slept by SDPS up to `tick`. */
  sleptUntil(tick: Tick): Tick {
    const since = this.state === "running" ? tick - this.#since.tick : 0;
    return this.#slept + since - this.#running(since);
  }

  /** From `tick` on the guest sleeps this share of every 10 ms. It must have run up to `tick`. */
  throttle(percent: number, tick: Tick): void {
    this.#slept = this.sleptUntil(tick);
    this.#awake = Math.ceil((SLEEP_PERIOD * (100 - percent)) / 100);
    this.#since = { tick, cycle: this.machine.cycle };
  }

  /** Begins to run at `tick`; the machine has not run since its last cycle. */
  resume(tick: Tick): void {
    this.#awake = SLEEP_PERIOD;
    this.state = this.machine.isShutDown ? "off" : "running";
    this.#since = { tick, cycle: this.machine.cycle };
  }

  stun(tick: Tick): void {
    this.#slept = this.sleptUntil(tick);
    if (this.state === "running" || this.state === "waiting") this.state = "stunned";
  }

  /** The page came at `tick`. Returns how long the guest stood still for it. */
  serve(tick: Tick): Tick {
    this.waitsFor = null;
    this.resume(tick);
    return tick - this.#faultedAt;
  }

  /** Runs up to `tick`, or to the first thing that concerns anybody else. */
  runUntil(tick: Tick): GuestStop {
    if (this.state !== "running") return { kind: "reached" };
    const rate = this.machine.settings.instructionsPerSecond;
    const target = this.#since.cycle + cyclesInTicks(this.#running(tick - this.#since.tick), rate);
    while (this.machine.cycle < target) {
      const exit = this.machine.run(target - this.machine.cycle);
      if (exit.kind === "console") this.#print(exit.byte);
      else if (exit.kind === "shutdown") return this.#turnOff();
      else if (exit.kind === "missingPage") return this.#fault(exit.page, exit.access);
    }
    return { kind: "reached" };
  }

  /** The lines that were finished since the last call. */
  takePrinted(): Printed[] {
    return this.#printed.splice(0);
  }

  /** What was printed after the last finished line. */
  get unfinishedLine(): string {
    return new TextDecoder("latin1").decode(Uint8Array.from(this.#line));
  }

  #print(byte: number): void {
    this.#line.push(byte);
    if (byte !== NEWLINE) return;
    this.#printed.push({ tick: this.#now(), text: this.unfinishedLine });
    this.#line = [];
  }

  #turnOff(): GuestStop {
    this.state = "off";
    return { kind: "off", tick: this.#now() };
  }

  #fault(page: number, access: "read" | "write" | "fetch"): GuestStop {
    this.state = "waiting";
    this.waitsFor = page;
    this.#faultedAt = this.#now();
    return { kind: "fault", tick: this.#faultedAt, page, access };
  }

  #now(): Tick {
    const rate = this.machine.settings.instructionsPerSecond;
    return this.#since.tick + this.#elapsed(ticksOfCycles(this.machine.cycle - this.#since.cycle, rate));
  }

  /** How many of `ticks` since the stretch began the guest was awake: it wakes at the beginning of each period. */
  #running(ticks: Tick): Tick {
    const rest = ticks % SLEEP_PERIOD;
    return ((ticks - rest) / SLEEP_PERIOD) * this.#awake + Math.min(rest, this.#awake);
  }

  /** After how many ticks the guest has been awake for so many; the inverse of `#running`. */
  #elapsed(running: Tick): Tick {
    if (running === 0) return 0;
    const periods = Math.floor((running - 1) / this.#awake);
    return periods * (SLEEP_PERIOD - this.#awake) + running;
  }
}

/**
 * The guest of one host along virtual time: it turns ticks into cycles and back, and says why a stretch of running
 * ended. The host calls it for every grant of the simulation. It must never pass a cycle while the guest is stunned,
 * waiting or absent, and it must give the same cycle for a tick however the way there was cut into calls.
 */

import { cyclesInTicks, MILLISECOND, type Tick, ticksOfCycles } from "../clock/tick.ts";
import type { GuestRequest, Machine } from "../machine/machine.ts";
import { type Asked, ask } from "./asked.ts";
import type { GuestAnswer, GuestState, Printed } from "./port.ts";

const NEWLINE = 10;

/** A line that is longer, in bytes, is told in parts, so that a guest that never ends one fills no memory. */
const LONGEST_LINE = 4096;

/** A guest that has printed so many lines waits until they were taken; what it does does not depend on it. */
const MOST_PRINTED = 1024;

/** How many answers nobody asked for is told at the first one, and whenever they are so many times as many. */
const UNASKED_STEP = 10;

/**
 * SDPS puts a vCPU to sleep for a few milliseconds at a time. The period is this lab's, in virtual time; it begins
 * awake.
 */
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
  | { readonly kind: "off"; readonly tick: Tick }
  | { readonly kind: "answered"; readonly tick: Tick; readonly answer: GuestAnswer }
  /** It has given so many answers that nobody asked for. */
  | { readonly kind: "unasked"; readonly tick: Tick; readonly count: number }
  | { readonly kind: "retired"; readonly tick: Tick }
  /** It was given what had waited for room in its console. */
  | { readonly kind: "fed"; readonly tick: Tick }
  /** It has printed so much that somebody should take it. */
  | { readonly kind: "printed"; readonly tick: Tick };

/** What is known of a guest beside its machine, as plain data. */
export interface GuestRecord {
  state: GuestState;
  waitsFor: number | null;
  /** What was printed since the last finished line that nobody has taken, byte by byte, and the lines before it. */
  line: number[];
  /** Bytes since the last line, or part of a long one, was finished, taken or not. */
  column: number;
  readonly printed: Printed[];
  /** What it may answer. */
  readonly asked: Asked;
  /**
   * How many other answers it has given here, and at how many that is told next. The steps are tenfold, so that a
   * guest that answers without end fills no trace.
   */
  unasked: number;
  tellUnaskedAt: number;
  /** Where the present stretch of running began. */
  since: { tick: Tick; cycle: number };
  /** Running ticks of each sleeping period. */
  awake: Tick;
  slept: Tick;
  /** When the guest began to wait for the page in `waitsFor`. */
  faultedAt: Tick;
}

/**
 * A machine along virtual time. Its own time, in cycles, passes only while it runs; each stretch of running is
 * computed from its beginning, so that how finely it is cut never matters. It is rounded from that beginning only:
 * rounding each piece would lose or add cycles with every cut.
 */
export class Guest {
  readonly machine: Machine;
  record: GuestRecord;

  constructor(machine: Machine, state: GuestState) {
    this.machine = machine;
    this.record = {
      state,
      waitsFor: null,
      line: [],
      column: 0,
      printed: [],
      asked: new Set(),
      unasked: 0,
      tellUnaskedAt: 1,
      since: { tick: 0, cycle: 0 },
      awake: SLEEP_PERIOD,
      slept: 0,
      faultedAt: 0,
    };
  }

  get state(): GuestState {
    return this.record.state;
  }

  /** The page that the guest waits for. */
  get waitsFor(): number | null {
    return this.record.waitsFor;
  }

  /** Ticks that the guest has slept by SDPS up to `tick`. */
  sleptUntil(tick: Tick): Tick {
    const since = this.state === "running" ? tick - this.record.since.tick : 0;
    return this.record.slept + since - this.#running(since);
  }

  /**
   * From `tick` on the guest sleeps this share of every 10 ms. It must have run up to `tick`. A new stretch begins
   * here: what was slept until now is put aside, as it followed from the share of before.
   */
  throttle(percent: number, tick: Tick): void {
    this.record.slept = this.sleptUntil(tick);
    this.record.awake = Math.ceil((SLEEP_PERIOD * (100 - percent)) / 100);
    this.record.since = { tick, cycle: this.machine.cycle };
  }

  /**
   * Begins to run at `tick`; the machine has not run since its last cycle. It begins at full speed: a guest is slowed
   * down only in pre-copy.
   */
  resume(tick: Tick): void {
    this.record.awake = SLEEP_PERIOD;
    this.record.state = this.machine.isShutDown ? "off" : "running";
    this.record.since = { tick, cycle: this.machine.cycle };
  }

  /** The guest has left this machine for good. */
  leave(): void {
    this.record.state = "absent";
  }

  stun(tick: Tick): void {
    this.record.slept = this.sleptUntil(tick);
    if (this.state === "running" || this.state === "waiting") this.record.state = "stunned";
  }

  /** The page came at `tick`. Returns how long the guest stood still for it. */
  serve(tick: Tick): Tick {
    this.record.waitsFor = null;
    this.resume(tick);
    return tick - this.record.faultedAt;
  }

  /**
   * Runs up to `tick`, or to the first thing that concerns anybody else, or until it has retired so many
   * instructions. What happens in a cycle happens at its end, a fault too: it is known to whoever runs up to its
   * tick, and nothing that came to the guest in the middle of the cycle lies behind it. It ends early at an output
   * rather than calling back, so that everybody else is advanced to that tick before the guest goes on.
   */
  runUntil(tick: Tick, retire = Number.POSITIVE_INFINITY): GuestStop {
    if (this.state !== "running") return { kind: "reached" };
    const rate = this.machine.settings.instructionsPerSecond;
    const target =
      this.record.since.cycle + cyclesInTicks(this.#running(tick - this.record.since.tick), rate);
    // No instruction takes less than a cycle, so a limit on instructions is kept by one on cycles.
    let left = retire;
    while (this.machine.cycle < target) {
      const before = retire < Number.POSITIVE_INFINITY ? this.machine.retired : 0;
      const exit = this.machine.run(Math.min(left, target - this.machine.cycle));
      if (exit.kind === "console") {
        if (this.#print(exit.byte)) return { kind: "printed", tick: this.#now() };
      } else if (exit.kind === "shutdown") return this.#turnOff();
      else if (exit.kind === "missingPage") return this.#fault(exit.page, exit.access);
      else if (exit.kind === "answer") {
        const stop = this.#answered(exit);
        if (stop) return stop;
      }
      if (retire === Number.POSITIVE_INFINITY) continue;
      left -= this.machine.retired - before;
      if (left <= 0) return { kind: "retired", tick: this.#now() };
    }
    return { kind: "reached" };
  }

  /** Puts a request into the guest's mailbox, which must have room. */
  ask(request: GuestRequest): void {
    this.machine.pushRequest(request);
    ask(this.record.asked, request.id);
  }

  /** The guest was given these requests where it ran before. */
  wasAsked(ids: readonly number[]): void {
    for (const id of ids) ask(this.record.asked, id);
  }

  /** What was printed since the last call: lines, and what follows the last of them. */
  takePrinted(): Printed[] {
    if (this.record.line.length > 0) this.#endPiece();
    return this.record.printed.splice(0);
  }

  /** Returns whether so much has been printed that it should be taken. */
  #print(byte: number): boolean {
    const { record } = this;
    record.line.push(byte);
    record.column++;
    if (record.column < LONGEST_LINE && byte !== NEWLINE) return false;
    this.#endPiece(byte !== NEWLINE);
    record.column = 0;
    return record.printed.length >= MOST_PRINTED;
  }

  #endPiece(isFull = false): void {
    const piece = { tick: this.#now(), bytes: Uint8Array.from(this.record.line) };
    this.record.printed.push(isFull ? { ...piece, isFull } : piece);
    this.record.line = [];
  }

  #turnOff(): GuestStop {
    this.record.state = "off";
    return { kind: "off", tick: this.#now() };
  }

  /**
   * An answer that nobody asked for goes nowhere: it is counted, so that a guest that gives nothing else costs
   * little.
   */
  #answered({ id, value, checksum }: GuestAnswer): GuestStop | null {
    const { record } = this;
    if (record.asked.delete(id))
      return { kind: "answered", tick: this.#now(), answer: { id, value, checksum } };
    const count = ++record.unasked;
    if (count < record.tellUnaskedAt) return null;
    record.tellUnaskedAt *= UNASKED_STEP;
    return { kind: "unasked", tick: this.#now(), count };
  }

  #fault(page: number, access: "read" | "write" | "fetch"): GuestStop {
    this.record.state = "waiting";
    this.record.waitsFor = page;
    // The access that failed retired nothing and passed no cycle.
    this.record.faultedAt = this.#at(this.machine.cycle + 1);
    return { kind: "fault", tick: this.record.faultedAt, page, access };
  }

  #now(): Tick {
    return this.#at(this.machine.cycle);
  }

  /** When so many cycles have passed. */
  #at(cycle: number): Tick {
    const rate = this.machine.settings.instructionsPerSecond;
    const { since } = this.record;
    return since.tick + this.#elapsed(ticksOfCycles(cycle - since.cycle, rate));
  }

  /** How many of `ticks` since the stretch began the guest was awake: it wakes at the beginning of each period. */
  #running(ticks: Tick): Tick {
    const rest = ticks % SLEEP_PERIOD;
    return ((ticks - rest) / SLEEP_PERIOD) * this.record.awake + Math.min(rest, this.record.awake);
  }

  /** After how many ticks the guest has been awake for so many; the inverse of `#running`. */
  #elapsed(running: Tick): Tick {
    if (running === 0) return 0;
    const periods = Math.floor((running - 1) / this.record.awake);
    return periods * (SLEEP_PERIOD - this.record.awake) + running;
  }
}

/**
 * The promises of a migration, watched while it runs. A broken one is noted as a fact and the run goes on, so
 * that the report shows it. It watches from outside: it trusts no word of the protocol, only what hosts do and their
 * pages' hashes.
 */

import type { Tick } from "../../clock/tick.ts";
import type { HostPort, Likeness } from "../../host/port.ts";
import type { GuestInput } from "../../host/twin.ts";
import type { UnmovedView } from "../../host/unmoved.ts";
import type { HostName, Place, Places } from "../../place/place.ts";
import type { Verdict } from "./verdict.ts";
import { noteViolation, type Violation } from "./violations.ts";

/**
 * Cycles that the twin may be behind the guest before it is told to catch up in the background. At the default speed
 * 100 ms of guest time. Telling it at every step would double the calls to the host's worker.
 */
const TWIN_LAG = 2_000_000;

/** Inputs of which it has not been told, beyond which it is told so too, however slow the guest is. */
const MOST_UNTOLD = 1000;

/** What the checker has seen, as plain data. */
export interface InvariantCheckerState {
  readonly violations: Violation[];
  runner: HostName | null;
  /** What the guest was given and the twin has not been told. */
  inputs: GuestInput[];
  twinCycle: number;
  forked: boolean;
  /** When the twin was forked, and at which cycle of the guest; null while it is not. */
  forkedAt: { readonly tick: Tick; readonly cycle: number } | null;
  /** Hashes of the source's pages when its guest was held. */
  newest: BigUint64Array | null;
  /** The machine beside which the twin lives: it stays there when the guest moves on. */
  twinAt: Place;
}

/**
 * Watches that a run keeps its promises: one guest at a time, no old version of a page, source memory kept until it
 * is confirmed, and at the end a guest that equals its twin bit for bit.
 */
export class InvariantChecker {
  readonly #machines: Record<Place, HostPort>;
  readonly #places: () => Places;
  #twinTask: Promise<void> | null = null;
  state: InvariantCheckerState = {
    violations: [],
    runner: "source",
    inputs: [],
    twinCycle: 0,
    forked: false,
    forkedAt: null,
    newest: null,
    twinAt: "West",
  };

  /** `places` tells which machine has which role now. */
  constructor(machines: Record<Place, HostPort>, places: () => Places) {
    this.#machines = machines;
    this.#places = places;
  }

  get violations(): readonly Violation[] {
    return this.state.violations;
  }

  violated(violation: Violation): void {
    noteViolation(this.state.violations, violation);
  }

  /**
   * A migration starts: from here on the twin goes its own way. The twin of an earlier one goes on, so that what is
   * compared after every migration is the guest that never moved at all; only a guest that was booted anew gets a new
   * one.
   */
  async fork(isNewGuest: boolean, at: { readonly tick: Tick; readonly cycle: number }): Promise<void> {
    if (this.state.forked && !isNewGuest) return;
    await this.#twinTask;
    if (this.state.forked) await this.#twin.dropTwin();
    this.state.twinAt = this.#places().source;
    await this.#twin.forkTwin();
    Object.assign(this.state, { forked: true, forkedAt: at, inputs: [], twinCycle: 0 });
  }

  /** Another migration begins, from where the guest is. */
  begin(): void {
    this.state.runner = "source";
    this.state.newest = null;
  }

  #host(role: HostName): HostPort {
    return this.#machines[this.#places()[role]];
  }

  get #twin(): HostPort {
    return this.#machines[this.state.twinAt];
  }

  /**
   * Settles when the twin does nothing in the background any more. A moment that is kept while the twin runs would
   * have it at a cycle that depends on real time.
   */
  async atRest(): Promise<void> {
    await this.#twinTask;
  }

  /** A host whose guest is stunned, or that crashed, does not run it any more. */
  heldAt(host: HostName): void {
    if (this.state.runner === host) this.state.runner = null;
  }

  resumesAt(host: HostName): void {
    const { runner } = this.state;
    if (runner !== null && runner !== host) this.violated({ kind: "twoRunners", host, runner });
    this.state.runner = host;
  }

  /**
   * A host's silence timer ran out. It may declare the link down only where nothing that was sent to it can still
   * come.
   */
  silenceEnded(host: HostName, { coming, declaredDown }: { coming: boolean; declaredDown: boolean }): void {
    if (coming && declaredDown) this.violated({ kind: "carryingLinkDown", host });
  }

  given(input: GuestInput): void {
    if (this.state.forked) this.state.inputs.push(input);
  }

  /** Lets the twin follow the guest while the source's host has nothing else to do. */
  follow(cycle: number): void {
    const { forked, twinCycle, inputs } = this.state;
    const isBehind = cycle - twinCycle >= TWIN_LAG || inputs.length >= MOST_UNTOLD;
    if (!forked || this.#twinTask || !isBehind) return;
    const task = this.#advance(cycle).then(() => {
      this.#twinTask = null;
    });
    // A twin that failed says so at the comparison. Where the lab is closed before, nobody needs to hear of it.
    task.catch(() => {});
    this.#twinTask = task;
  }

  /**
   * The guest is held at the source: what its pages are now is their newest version, also once they are given back.
   * Asked for by hash, 8 bytes a page, so that old versions are found without a copy of the memory.
   */
  async rememberPages(): Promise<void> {
    this.state.newest = await this.#host("source").pageHashes();
  }

  /**
   * The guest is about to run at the destination: every page there must be the source's newest version. Pages that
   * are absent there have hash 0 and are skipped: they will come later, and old ones must not be here.
   */
  async comparePages(): Promise<void> {
    const destination = await this.#host("destination").pageHashes();
    const old = destination.findIndex((hash, page) => hash !== 0n && hash !== this.state.newest?.[page]);
    if (old >= 0) this.violated({ kind: "oldPage", page: old });
  }

  /** Compares the guest, whole at `host`, with its twin at the same point of guest time. */
  async compare(host: HostName): Promise<Verdict> {
    // The twin runs to the guest's very cycle: only at equal cycles of guest time are the two the same machine.
    await this.#twinTask;
    const guest = await this.#host(host).likeness();
    await this.#advance(guest.cycle);
    const twin = await this.#twin.twinLikeness(guest.cycle);
    return this.#judge(host, guest, twin);
  }

  /** The guest at a cycle, had it never been moved, with what it was given up to now. The twin runs no further for it. */
  async unmoved(cycle: number): Promise<UnmovedView> {
    if (this.state.inputs.length > 0) await this.#advance(this.state.twinCycle);
    return this.#twin.unmoved(cycle);
  }

  /** Nobody looks at it any more. */
  async forgetUnmoved(): Promise<void> {
    await this.#twin.forgetUnmoved();
  }

  /** The inputs go along with the cycle, since the twin must have them before it passes theirs. */
  async #advance(cycle: number): Promise<void> {
    const inputs = this.state.inputs.splice(0);
    this.state.twinCycle = cycle;
    await this.#twin.advanceTwin(cycle, inputs);
  }

  /** Hashes of state and memory give the verdict; hashes of pages only say how many are equal and which one is not. */
  async #judge(host: HostName, guest: Likeness, twin: Likeness): Promise<Verdict> {
    const [here, there] = await Promise.all([this.#host(host).pageHashes(), this.#twin.twinPageHashes()]);
    const different = here.findIndex((hash, page) => hash !== there[page]);
    const pagesEqual = here.reduce((count, hash, page) => count + (hash === there[page] ? 1 : 0), 0);
    const identical = guest.hash === twin.hash && guest.cycle === twin.cycle;
    return {
      identical,
      pagesEqual,
      pagesTotal: here.length,
      firstDifference: different < 0 ? null : different,
      hash: guest.hash,
    };
  }
}

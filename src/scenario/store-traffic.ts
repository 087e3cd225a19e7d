import { Random, type RandomState } from "../clock/random.ts";
import { MILLISECOND, type Tick } from "../clock/tick.ts";
import type { DatastoreService } from "../datastore/service.ts";
import type { HostName } from "../host/port.ts";
import type { StoreOperation } from "../migration/store.ts";

/** How long a host waits after a reservation conflict before it tries again. */
const CONFLICT_PAUSE = 10 * MILLISECOND;

/** How often a host tries again upon reservation conflicts before it lets the operation be: ESXi's DiskOpsMaxRetries. */
const CONFLICT_RETRIES = 20;

/** A step of an operation on the shared datastore, when it is due. */
export interface StoreStep {
  readonly kind: "storeIssue" | "storeEffect" | "storeAnswer";
  readonly host: HostName;
  readonly operation: number;
  /** How often the datastore had stopped when the operation was issued: a stop undoes what was due later. */
  readonly stops: number;
}

/** A step and its tick. */
export interface DueStep {
  readonly at: Tick;
  readonly step: StoreStep;
}

interface UnderWay {
  readonly what: StoreOperation;
  readonly bytes: number;
  /** Reservation conflicts that it has met since it was issued. */
  conflicts: number;
  isEffective: boolean;
}

/** What is under way, as plain data. */
export interface StoreTrafficState {
  readonly operations: Map<string, UnderWay>;
  /** How often the datastore has stopped. */
  stops: number;
  /** Draws the conflicts. */
  readonly dice: RandomState;
}

export interface StoreTrafficSettings {
  /** Probability that an operation meets the other host's reservation of the volume. */
  readonly conflicts: number;
  /** Whether operations on the owner record take time; under QEMU's rule they do not, as QEMU has no such record. */
  readonly recordTakesTime: boolean;
}

/** What came of an operation when its effect was due. */
export type Effect =
  | { readonly kind: "done"; readonly what: StoreOperation }
  /** Another host had reserved the volume: it is tried again, or not any more. */
  | { readonly kind: "conflict"; readonly again: DueStep | null };

/**
 * The operations that are under way on the datastore. One that is issued again under its number is carried out at
 * most until it is answered, so a repetition that comes late does nothing.
 */
export class StoreTraffic {
  readonly #service: DatastoreService;
  readonly #settings: StoreTrafficSettings;
  state: StoreTrafficState;

  constructor(service: DatastoreService, settings: StoreTrafficSettings, random: Random) {
    this.#service = service;
    this.#settings = settings;
    this.state = { operations: new Map(), stops: 0, dice: random.state };
  }

  /** An operation was issued; returns its two steps, or none where the datastore cannot be reached. */
  issue(host: HostName, operation: number, what: StoreOperation, bytes: number, now: Tick): DueStep[] {
    if (!this.#service.reachable) return [];
    const key = keyOf(host, operation);
    const standing = this.state.operations.get(key);
    this.state.operations.set(key, {
      what,
      bytes,
      conflicts: 0,
      isEffective: standing?.isEffective ?? false,
    });
    return this.#steps(host, operation, now);
  }

  /** The datastore stops: no step that is due later comes. */
  stop(): void {
    this.#service.stop();
    this.state.stops++;
  }

  /** A host tries once more after a conflict. */
  issueAgain({ host, operation, stops }: StoreStep, now: Tick): DueStep[] {
    const isPast = stops !== this.state.stops || !this.state.operations.has(keyOf(host, operation));
    return isPast ? [] : this.#steps(host, operation, now);
  }

  /** What takes effect now, or null. */
  effect(step: StoreStep, now: Tick): Effect | null {
    const underWay = this.state.operations.get(keyOf(step.host, step.operation));
    if (!underWay || step.stops !== this.state.stops) return null;
    if (this.#meetsReservation())
      return { kind: "conflict", again: this.#afterConflict(underWay, step, now) };
    underWay.isEffective = true;
    return { kind: "done", what: underWay.what };
  }

  /** What is answered now, or null. An operation is answered only if it took effect. */
  answer({ host, operation, stops }: StoreStep): StoreOperation | null {
    const key = keyOf(host, operation);
    const underWay = this.state.operations.get(key);
    if (!underWay?.isEffective || stops !== this.state.stops) return null;
    this.state.operations.delete(key);
    return underWay.what;
  }

  #steps(host: HostName, operation: number, now: Tick): DueStep[] {
    const { what, bytes } = this.state.operations.get(keyOf(host, operation))!;
    const { effectAt, answerAt } = this.#isFree(what)
      ? { effectAt: now, answerAt: now }
      : this.#service.issue(bytes, now);
    const step = { host, operation, stops: this.state.stops };
    return [
      { at: effectAt, step: { ...step, kind: "storeEffect" } },
      { at: answerAt, step: { ...step, kind: "storeAnswer" } },
    ];
  }

  #meetsReservation(): boolean {
    const { conflicts } = this.#settings;
    return conflicts > 0 && new Random(this.state.dice).chance(conflicts);
  }

  #isFree({ kind }: StoreOperation): boolean {
    return !this.#settings.recordTakesTime && (kind === "readOwner" || kind === "compareAndSetOwner");
  }

  #afterConflict(underWay: UnderWay, step: StoreStep, now: Tick): DueStep | null {
    if (++underWay.conflicts > CONFLICT_RETRIES) return null;
    return { at: now + CONFLICT_PAUSE, step: { ...step, kind: "storeIssue" } };
  }
}

function keyOf(host: HostName, operation: number): string {
  return `${host} ${operation}`;
}

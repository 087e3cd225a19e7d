import { Random, type RandomState } from "../../clock/random.ts";
import { MILLISECOND, type Tick } from "../../clock/tick.ts";
import type { DatastoreService, Ticket } from "../../datastore/service.ts";
import { operationWay, type StoreOperation } from "../../migration/store.ts";
import type { HostName } from "../../place/place.ts";

/**
 * How long a host waits after a reservation conflict before it tries again. VMFS reserves a volume for one host at a
 * time by SCSI; the pause is this lab's.
 */
const CONFLICT_PAUSE = 10 * MILLISECOND;

/**
 * How often a host tries again upon reservation conflicts before it lets the operation be: ESXi's DiskOpsMaxRetries.
 */
const CONFLICT_RETRIES = 20;

/** A step of an operation on the shared datastore, when it is due. */
export interface StoreStep {
  readonly kind: "storeIssue" | "storeEffect" | "storeAnswer";
  readonly host: HostName;
  readonly operation: number;
}

/** A step and its tick. */
export interface DueStep {
  readonly at: Tick;
  readonly step: StoreStep;
}

/**
 * An operation that was issued and not answered. A step is due only at the tick that stands here: one that was put
 * off, brought forward or prevented since is none.
 *
 * The queue of events cannot tell; so each step looks here whether it still is what it was pushed for.
 */
interface UnderWay {
  readonly what: StoreOperation;
  /** Bytes that it moves. */
  readonly bytes: number;
  /** Reservation conflicts that it has met since it was issued. */
  conflicts: number;
  /** The datastore refused it for good, for the sake of a reservation. */
  isRefused: boolean;
  isEffective: boolean;
  /** Its place in the datastore's queue; null where it has none, or takes no time. */
  ticket: number | null;
  /** When it is tried again after a conflict, takes effect, and is answered. */
  againAt: Tick | null;
  effectAt: Tick | null;
  answerAt: Tick | null;
}

/** What is under way, as plain data. */
export interface StoreSchedulerState {
  readonly operations: Map<string, UnderWay>;
  /** How often the datastore has stopped. */
  stops: number;
  /** Draws the conflicts. */
  readonly dice: RandomState;
  /** The reading of the image for an HA-style restart. */
  image: { ticket: number; answerAt: Tick } | null;
}

export interface StoreTrafficSettings {
  /** Probability that an operation meets the other host's reservation of the volume. */
  readonly conflicts: number;
  /** Whether operations on the owner record take time; under QEMU's rule they do not, as QEMU has no such record. */
  readonly recordTakesTime: () => boolean;
}

/** What came of an operation when its effect was due. */
export type Effect =
  | { readonly kind: "done"; readonly what: StoreOperation }
  /** Another host had reserved the volume: it is tried again, or not any more. */
  | { readonly kind: "conflict"; readonly again: DueStep | null };

/** What a host is told of its operations when it asks what became of them, by their numbers. */
export interface StoreTidings {
  readonly underWay: readonly number[];
  readonly refused: readonly number[];
}

/**
 * The operations that are under way on the datastore. One that is still there is not queued a second time, however
 * often it is issued under its number.
 *
 * Effect and answer are two ticks: between them the datastore has changed and nobody knows, which is when losing the
 * answer is dangerous. That is why a host whose answer was lost issues the same operation again instead of a new one.
 */
export class StoreScheduler {
  readonly #service: DatastoreService;
  readonly #settings: StoreTrafficSettings;
  state: StoreSchedulerState;

  constructor(service: DatastoreService, settings: StoreTrafficSettings, random: Random) {
    this.#service = service;
    this.#settings = settings;
    this.state = { operations: new Map(), stops: 0, dice: random.state, image: null };
  }

  /**
   * An operation was issued; returns its two steps, or none where the datastore cannot be reached or has the
   * operation already. An operation that took effect and lost its answer stays effective, and is carried out once
   * more without harm.
   */
  issue(host: HostName, operation: number, what: StoreOperation, bytes: number, now: Tick): DueStep[] {
    if (!this.#service.reachable) return [];
    const key = keyOf(host, operation);
    const standing = this.state.operations.get(key);
    if (standing && isUnderWay(standing)) return [];
    const none = { ticket: null, againAt: null, effectAt: null, answerAt: null };
    const isEffective = standing?.isEffective ?? false;
    this.state.operations.set(key, { what, bytes, conflicts: 0, isRefused: false, isEffective, ...none });
    return this.#steps(host, operation, now);
  }

  /**
   * What became of a host's operations that are not answered: those that are in neither list are lost. A real host
   * would ask its storage adapter.
   */
  tidings(host: HostName): StoreTidings {
    const own = [...this.state.operations].filter(([key]) => key.startsWith(`${host} `));
    const numbers = (entries: typeof own) => entries.map(([key]) => Number(key.slice(host.length + 1)));
    return {
      underWay: numbers(own.filter(([, each]) => isUnderWay(each))),
      refused: numbers(own.filter(([, { isRefused }]) => isRefused)),
    };
  }

  /**
   * Another migration begins: what the last one has under way concerns nobody any more, and its steps in the event
   * queue are none. Returns the host and number of a deletion of the file among them, which must not be left undone.
   */
  begin(): { readonly host: HostName; readonly operation: number } | null {
    const { operations } = this.state;
    const key = [...operations].find(([, each]) => each.what.kind === "deleteFile" && isAhead(each))?.[0];
    operations.clear();
    if (key === undefined) return null;
    const [host, operation] = key.split(" ") as [HostName, string];
    return { host, operation: Number(operation) };
  }

  /** Reads the image for a restart; returns when it has been read, as long as the datastore's speed stays. */
  readImage(bytes: number, now: Tick): Tick {
    const { number, answerAt } = this.#service.issue("read", bytes, now);
    this.state.image = { ticket: number, answerAt };
    return answerAt;
  }

  /**
   * The datastore stops: what it had in its queue is lost. The steps of that are still in the event queue; without a
   * tick here they are none.
   */
  stop(now: Tick): void {
    this.#service.stop(now);
    this.state.stops++;
    this.state.image = null;
    for (const each of this.state.operations.values())
      Object.assign(each, { ticket: null, againAt: null, effectAt: null, answerAt: null });
  }

  /**
   * The datastore's speed changed: returns the steps of these tickets that are due at other ticks now. A step that
   * has not been reached is pushed once more at its new tick; the old one finds another tick here and is none.
   */
  retimed(tickets: readonly Ticket[]): DueStep[] {
    const changed = new Map(tickets.map((ticket) => [ticket.number, ticket]));
    const image = this.state.image && changed.get(this.state.image.ticket);
    if (image) this.state.image = { ticket: image.number, answerAt: image.answerAt };
    return [...this.state.operations].flatMap(([key, underWay]) => {
      const ticket = underWay.ticket === null ? undefined : changed.get(underWay.ticket);
      return ticket ? this.#due(key, underWay, ticket) : [];
    });
  }

  /** A host tries once more after a conflict. */
  issueAgain({ host, operation }: StoreStep, now: Tick): DueStep[] {
    const underWay = this.state.operations.get(keyOf(host, operation));
    if (underWay?.againAt !== now) return [];
    underWay.againAt = null;
    return this.#steps(host, operation, now);
  }

  /**
   * What takes effect now, or null. The reservation is met when the operation reaches the volume, not when it is
   * issued.
   */
  effect(step: StoreStep, now: Tick): Effect | null {
    const underWay = this.state.operations.get(keyOf(step.host, step.operation));
    if (underWay?.effectAt !== now) return null;
    underWay.effectAt = null;
    if (this.#meetsReservation())
      return { kind: "conflict", again: this.#afterConflict(underWay, step, now) };
    underWay.isEffective = true;
    return { kind: "done", what: underWay.what };
  }

  /** What is answered now, or null. An operation is answered only if it took effect. */
  answer({ host, operation }: StoreStep, now: Tick): StoreOperation | null {
    const key = keyOf(host, operation);
    const underWay = this.state.operations.get(key);
    if (!underWay?.isEffective || underWay.answerAt !== now) return null;
    this.state.operations.delete(key);
    return underWay.what;
  }

  #steps(host: HostName, operation: number, now: Tick): DueStep[] {
    const key = keyOf(host, operation);
    const underWay = this.state.operations.get(key)!;
    if (this.#isFree(underWay.what))
      return this.#due(key, underWay, { number: null, effectAt: now, answerAt: now });
    return this.#due(key, underWay, this.#service.issue(operationWay(underWay.what), underWay.bytes, now));
  }

  /** The steps of an operation that are to come, at the ticks of its ticket. */
  #due(key: string, underWay: UnderWay, { number, effectAt, answerAt }: DueTimes): DueStep[] {
    const [host, operation] = key.split(" ") as [HostName, string];
    const step = { host, operation: Number(operation) };
    // Only the answer of an operation that took effect already can be put off.
    const isToCome = underWay.ticket === null || underWay.effectAt !== null;
    underWay.ticket = number;
    underWay.effectAt = isToCome ? effectAt : null;
    underWay.answerAt = answerAt;
    const answer: DueStep = { at: answerAt, step: { ...step, kind: "storeAnswer" } };
    return isToCome ? [{ at: effectAt, step: { ...step, kind: "storeEffect" } }, answer] : [answer];
  }

  #meetsReservation(): boolean {
    const { conflicts } = this.#settings;
    return conflicts > 0 && new Random(this.state.dice).chance(conflicts);
  }

  #isFree({ kind }: StoreOperation): boolean {
    return !this.#settings.recordTakesTime() && (kind === "readOwner" || kind === "compareAndSetOwner");
  }

  /** An operation that was refused has left the queue. */
  #afterConflict(underWay: UnderWay, step: StoreStep, now: Tick): DueStep | null {
    underWay.isRefused = ++underWay.conflicts > CONFLICT_RETRIES;
    underWay.ticket = null;
    underWay.answerAt = null;
    underWay.againAt = underWay.isRefused ? null : now + CONFLICT_PAUSE;
    return underWay.againAt === null ? null : { at: underWay.againAt, step: { ...step, kind: "storeIssue" } };
  }
}

interface DueTimes {
  readonly number: number | null;
  readonly effectAt: Tick;
  readonly answerAt: Tick;
}

/** Whether it is in the datastore's queue and has not taken effect. */
function isAhead({ effectAt }: UnderWay): boolean {
  return effectAt !== null;
}

/** Whether the datastore has it in its queue, or its host is about to try it again. */
function isUnderWay({ answerAt, againAt }: UnderWay): boolean {
  return answerAt !== null || againAt !== null;
}

function keyOf(host: HostName, operation: number): string {
  return `${host} ${operation}`;
}

/**
 * When operations on the shared datastore take effect and are answered: a model of its time, without any of its
 * contents. The simulation asks it (`StoreScheduler`), and lets `StoreExecutor` (`src/host`) do the work at the tick
 * that it names. Whole numbers and plain data only, so every run of a scenario has the same times.
 */

import {
  bytesInTicks,
  fromMebibytesPerSecond,
  fromMilliseconds,
  type Tick,
  ticksOfBytes,
} from "../clock/tick.ts";

/** Later than any tick of a run. */
const NOT_YET: Tick = Number.MAX_SAFE_INTEGER;

/** Whether an operation's bytes come from the datastore or go to it. */
export type StoreWay = (typeof WAYS)[number];
const WAYS = ["read", "write"] as const;

/** The shared datastore of a scenario. */
export interface ServiceSettings {
  /** Of each way, shared by all operations of both hosts that go that way; 1 MiB is 2^20 bytes. */
  readonly bandwidthMiBps: number;
  /** Of one operation, from its issue to its answer, in milliseconds, beside the time that its bytes take. */
  readonly latencyMs: number;
}

/** When an operation happens. */
export interface ServiceTimes {
  /** From this tick on everybody reads what the operation wrote, and what it reads is from this tick. */
  readonly effectAt: Tick;
  /** When the host that issued it learns so; never before `effectAt`. */
  readonly answerAt: Tick;
}

/** An operation in the datastore's queue, with its present times: they change when the datastore's speed does. */
export interface Ticket extends ServiceTimes {
  /** Unique in a run. */
  readonly number: number;
  readonly issuedAt: Tick;
  readonly way: StoreWay;
  /** Where its last byte stands among the bytes of the present period of its way. */
  readonly upTo: number;
  /** When its last byte had passed, where that was before the present period; else null. */
  readonly passedAt: Tick | null;
}

/** Since when bytes are transferred one way without a pause at one bandwidth, and how many. */
interface Period {
  readonly begin: Tick;
  readonly bytes: number;
}

/** Everything the model knows, as plain data: copy it to make a checkpoint, hand it to a new one to go back. */
export interface ServiceState {
  /** Whether hosts reach it; bandwidth is that of each way, latency is in ticks. */
  reachable: boolean;
  bytesPerSecond: number;
  latency: Tick;
  periods: Readonly<Record<StoreWay, Period>>;
  /** Bytes that passed each way before its present period. */
  passedBefore: Readonly<Record<StoreWay, number>>;
  /** The latest effect so far; none comes before it any more. */
  lastEffect: Tick;
  /** The operations that are not answered yet, in the order of issue. */
  queue: readonly Ticket[];
  /** Number of the last ticket. */
  tickets: number;
}

/**
 * How long operations on the shared datastore take. The bytes that are written pass one after another, in the order of
 * issue, at the bandwidth, and beside them so do those that are read: storage is reached over a network that carries both
 * ways at once. Latency comes on top and overlaps. An operation takes effect half its duration after its issue, rounded
 * up, and effects never overtake each other: those of one tick happen in the order of issue. When the speed changes,
 * what is in the queue goes on at the new one: bytes that have passed have passed, the rest and the latency count anew.
 */
export class DatastoreService {
  readonly settings: ServiceSettings;
  state: ServiceState;

  constructor(settings: ServiceSettings, state: ServiceState = openState(settings)) {
    this.settings = settings;
    this.state = state;
  }

  /** Whether hosts reach the datastore. The caller asks before it issues; operations in progress are the caller's. */
  get reachable(): boolean {
    return this.state.reachable;
  }

  /** Puts an operation that moves `bytes` one way into the queue. Calls must come in the order of their ticks. */
  issue(way: StoreWay, bytes: number, now: Tick): Ticket {
    const { state } = this;
    const isBusy = this.#passes(way, state.periods[way].bytes) > now;
    // All bytes of a period that is over have passed: they are counted before a new one begins.
    if (!isBusy) this.#addPassed(way, state.periods[way].bytes);
    const { begin, bytes: before } = isBusy ? state.periods[way] : { begin: now, bytes: 0 };
    const upTo = before + bytes;
    state.periods = { ...state.periods, [way]: { begin, bytes: upTo } };
    const waiting = { number: ++state.tickets, issuedAt: now, way, upTo, passedAt: null };
    const ticket = this.#timed({ ...waiting, effectAt: NOT_YET, answerAt: NOT_YET }, now);
    state.queue = [...state.queue.filter(({ answerAt }) => answerAt > now), ticket];
    return ticket;
  }

  /**
   * Changes bandwidth, latency or both, at `now`. Returns the operations whose times have changed by that, in the order
   * of issue: an effect or an answer that was due before stays what it was.
   */
  slow(change: { readonly bandwidthMiBps?: number; readonly latencyMs?: number }, now: Tick): Ticket[] {
    const { state } = this;
    this.#beginPeriods(now);
    const { bandwidthMiBps, latencyMs } = change;
    if (bandwidthMiBps !== undefined) state.bytesPerSecond = fromMebibytesPerSecond(bandwidthMiBps);
    if (latencyMs !== undefined) state.latency = fromMilliseconds(latencyMs);
    return this.#retime(now);
  }

  /** Goes back to the bandwidth and latency of the settings; returns what that changes. */
  restore(now: Tick): Ticket[] {
    return this.slow(this.settings, now);
  }

  /** Cuts the datastore off both hosts. Effects due later are prevented, by the caller; no byte passes any more. */
  stop(now: Tick): void {
    for (const way of WAYS) this.#addPassed(way, this.#passed(way, now));
    this.state.periods = idleSince(now);
    this.state.reachable = false;
    this.state.queue = [];
  }

  /** Bytes that have passed one way by `now`; in no time do more of them pass than its bandwidth lets through. */
  bytesPassed(way: StoreWay, now: Tick): number {
    return this.state.passedBefore[way] + this.#passed(way, now);
  }

  /** Brings the datastore back, at the bandwidth and latency it has, idle. */
  heal(now: Tick): void {
    if (this.reachable) return;
    this.state.reachable = true;
    this.state.lastEffect = now;
  }

  #passes(way: StoreWay, bytes: number): Tick {
    return this.state.periods[way].begin + ticksOfBytes(bytes, this.state.bytesPerSecond);
  }

  /** Begins new periods at `now` with the bytes that have not passed. At most the byte that passes does so anew. */
  #beginPeriods(now: Tick): void {
    const { state } = this;
    const passed = { read: this.#passed("read", now), write: this.#passed("write", now) };
    state.queue = state.queue.map((ticket) => {
      const { way, upTo } = ticket;
      if (ticket.passedAt !== null) return ticket;
      if (upTo <= passed[way]) return { ...ticket, upTo: 0, passedAt: this.#passes(way, upTo) };
      return { ...ticket, upTo: upTo - passed[way] };
    });
    for (const way of WAYS) this.#addPassed(way, passed[way]);
    const rest = (way: StoreWay) => ({ begin: now, bytes: state.periods[way].bytes - passed[way] });
    state.periods = { read: rest("read"), write: rest("write") };
  }

  #addPassed(way: StoreWay, bytes: number): void {
    const { passedBefore } = this.state;
    this.state.passedBefore = { ...passedBefore, [way]: passedBefore[way] + bytes };
  }

  /** Bytes of the present period that have passed. */
  #passed(way: StoreWay, now: Tick): number {
    const { begin, bytes } = this.state.periods[way];
    return Math.min(bytes, bytesInTicks(Math.max(0, now - begin), this.state.bytesPerSecond));
  }

  #retime(now: Tick): Ticket[] {
    const { state } = this;
    const before = state.queue;
    // Effects may be brought forward, so that those due before no longer hold any back; nothing comes before now.
    state.lastEffect = now;
    state.queue = before.map((ticket) => this.#timed(ticket, now));
    return state.queue.filter((ticket, index) => !hasTimes(ticket, before[index]!));
  }

  /** The ticket with the times that it has at the present speed, behind the latest effect; what is past stays. */
  #timed(ticket: Ticket, now: Tick): Ticket {
    const { issuedAt, passedAt, way, upTo } = ticket;
    const { state } = this;
    // An operation cannot be answered before now, however much faster the datastore has become.
    const end = Math.max(now, (passedAt ?? this.#passes(way, upTo)) + state.latency);
    const half = issuedAt + Math.ceil((end - issuedAt) / 2);
    const effectAt = ticket.effectAt <= now ? ticket.effectAt : Math.max(state.lastEffect, half);
    const answerAt = ticket.answerAt <= now ? ticket.answerAt : Math.max(end, effectAt);
    state.lastEffect = Math.max(state.lastEffect, effectAt);
    return { ...ticket, effectAt, answerAt };
  }
}

function hasTimes(one: ServiceTimes, other: ServiceTimes): boolean {
  return one.effectAt === other.effectAt && one.answerAt === other.answerAt;
}

function idleSince(now: Tick): Record<StoreWay, Period> {
  const idle = { begin: now, bytes: 0 };
  return { read: idle, write: idle };
}

function openState(settings: ServiceSettings): ServiceState {
  return {
    reachable: true,
    bytesPerSecond: fromMebibytesPerSecond(settings.bandwidthMiBps),
    latency: fromMilliseconds(settings.latencyMs),
    periods: idleSince(0),
    passedBefore: { read: 0, write: 0 },
    lastEffect: 0,
    queue: [],
    tickets: 0,
  };
}

import { fromMebibytesPerSecond, fromMilliseconds, type Tick, ticksOfBytes } from "../clock/tick.ts";

/** The shared datastore of a scenario. */
export interface ServiceSettings {
  /** Shared by all operations of both hosts; 1 MiB is 2^20 bytes. */
  readonly bandwidthMiBps: number;
  readonly latencyMs: number;
}

/** When an operation happens. */
export interface ServiceTimes {
  /** From this tick on everybody reads what the operation wrote, and what it reads is from this tick. */
  readonly effectAt: Tick;
  /** When the host that issued it learns so; never before `effectAt`. */
  readonly answerAt: Tick;
}

/** Everything the model knows, as plain data: copy it to make a checkpoint, hand it to a new one to go back. */
export interface ServiceState {
  reachable: boolean;
  bytesPerSecond: number;
  latency: Tick;
  /** Since when bytes are transferred without a pause at one bandwidth, and how many. */
  period: { readonly begin: Tick; readonly bytes: number };
  /** The latest effect so far; none comes before it any more. */
  lastEffect: Tick;
}

/**
 * How long operations on the shared datastore take. Their bytes pass one after another, in the order of issue, at the
 * bandwidth; latency comes on top and overlaps. An operation takes effect half its duration after its issue, rounded
 * up, and effects never overtake each other: those of one tick happen in the order of issue.
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

  /** The times of an operation that moves `bytes`. Calls must come in the order of their ticks. */
  issue(bytes: number, now: Tick): ServiceTimes {
    const { state } = this;
    const period = this.#transferEnd() > now ? state.period : { begin: now, bytes: 0 };
    state.period = { begin: period.begin, bytes: period.bytes + bytes };
    const end = this.#transferEnd() + state.latency;
    const effectAt = Math.max(state.lastEffect, now + Math.ceil((end - now) / 2));
    state.lastEffect = effectAt;
    return { effectAt, answerAt: Math.max(end, effectAt) };
  }

  /** Changes bandwidth, latency or both for operations issued from now on. Those already issued keep their times. */
  slow(change: { readonly bandwidthMiBps?: number; readonly latencyMs?: number }): void {
    const { state } = this;
    state.period = { begin: this.#transferEnd(), bytes: 0 };
    const { bandwidthMiBps, latencyMs } = change;
    if (bandwidthMiBps !== undefined) state.bytesPerSecond = fromMebibytesPerSecond(bandwidthMiBps);
    if (latencyMs !== undefined) state.latency = fromMilliseconds(latencyMs);
  }

  /** Goes back to the bandwidth and latency of the settings. */
  restore(): void {
    this.slow(this.settings);
  }

  /** Cuts the datastore off both hosts. Effects due later are prevented, by the caller. */
  stop(): void {
    this.state.reachable = false;
  }

  /** Brings the datastore back, at the bandwidth and latency it has, idle. */
  heal(now: Tick): void {
    if (this.reachable) return;
    this.state.reachable = true;
    this.state.period = { begin: now, bytes: 0 };
    this.state.lastEffect = now;
  }

  #transferEnd(): Tick {
    const { period, bytesPerSecond } = this.state;
    return period.begin + ticksOfBytes(period.bytes, bytesPerSecond);
  }
}

function openState(settings: ServiceSettings): ServiceState {
  return {
    reachable: true,
    bytesPerSecond: fromMebibytesPerSecond(settings.bandwidthMiBps),
    latency: fromMilliseconds(settings.latencyMs),
    period: { begin: 0, bytes: 0 },
    lastEffect: 0,
  };
}

/**
 * The vMotion link between the two hosts. The simulation owns one, sends parcels into it and asks it what has come out;
 * the hosts keep the messages themselves. It reads no clock and draws from streams that it was given, so the same calls
 * give the same events.
 */

import { Random } from "../clock/random.ts";
import { fromMebibytesPerSecond, fromMilliseconds, type Tick } from "../clock/tick.ts";
import {
  type Conditions,
  copyOneWay,
  emptyOneWay,
  emptyQueue,
  inFlightOf,
  isWaiting,
  leftBytes,
  type OneWay,
  oldestOf,
  openOneWay,
  renewOneWay,
  takeArrived,
} from "./one-way.ts";
import type { Direction, InFlight, Parcel } from "./parcel.ts";
import { beginPeriod, enqueue, nextOfOneWay, settle } from "./wire.ts";

export type { Direction, InFlight, Parcel } from "./parcel.ts";

/** The link of a scenario. */
export interface LinkSettings {
  /** From source to destination of the first migration; 1 MiB is 2^20 bytes. */
  readonly bandwidthMiBps: number;
  /** From its destination to its source; the same where it is left out. */
  readonly backBandwidthMiBps?: number | undefined;
  readonly latencyMs: number;
  /** Up to so much is added to the latency of each parcel, evenly drawn in whole ticks. */
  readonly jitterMs: number;
  /** Probability, from 0 to 1, that a message has to be sent again; it may be lost again. */
  readonly loss: number;
  /** Unsent background bytes above which no room is granted. */
  readonly queueKiB: number;
  /** Whether urgent parcels go before background ones. */
  readonly urgentChannel: boolean;
}

/** How a link changes; what is left out stays. */
interface Change {
  readonly bandwidthMiBps?: number | undefined;
  readonly backBandwidthMiBps?: number | undefined;
  readonly latencyMs?: number | undefined;
  readonly loss?: number | undefined;
}

/** What the link hands out. */
export type LinkEvent =
  | { readonly kind: "arrived"; readonly tick: Tick; readonly parcel: Parcel }
  /** Answers `awaitRoom`; `bytes` is what is free in the background queue. */
  | { readonly kind: "room"; readonly tick: Tick; readonly direction: Direction; readonly bytes: number };

/** Everything a link knows, as plain data: copy it to make a checkpoint, hand it to a new link to go back. */
export interface LinkState {
  whole: boolean;
  /** The bandwidth of each direction. */
  readonly bytesPerSecond: Record<Direction, number>;
  latency: Tick;
  /** The probability that a message which leaves now has to be sent again. */
  loss: number;
  /** The ways have changed places: what the settings say of the way to the destination is so of the other one. */
  isTurned: boolean;
  /** So many messages are still to be lost for good. */
  toLose: number;
  toDestination: OneWay;
  toSource: OneWay;
}

const DIRECTIONS = ["toDestination", "toSource"] as const;

/**
 * The vMotion link: two directions, each of which sends bytes one after another at the bandwidth, in frames of at
 * most 4104 bytes. A parcel arrives when its last frame has left, plus latency, plus jitter; parcels of one class and
 * direction arrive in order. A message that is lost is sent again after 2 x latency + 10 ms and what is behind it in
 * its class waits; that takes no wire time. Only a cut and `loseNext` lose messages for good.
 *
 * Calls must come in the order of their ticks. When `advance` is called never changes what it hands out.
 */
export class Link {
  readonly settings: LinkSettings;
  state: LinkState;

  /** A fresh link whose loss and jitter are sub-streams of `start`, or one that goes on from a state. */
  constructor(settings: LinkSettings, start: Random | LinkState) {
    this.settings = settings;
    this.state = start instanceof Random ? openState(settings, start) : start;
  }

  /** Whether messages get through. */
  get whole(): boolean {
    return this.state.whole;
  }

  /** Messages that were sent again so far, both directions. */
  get retransmissions(): number {
    return this.state.toDestination.retransmissions + this.state.toSource.retransmissions;
  }

  /** A link that goes on independently from here. */
  clone(): Link {
    const { toDestination, toSource } = this.state;
    const ways = { toDestination: copyOneWay(toDestination), toSource: copyOneWay(toSource) };
    const bytesPerSecond = { ...this.state.bytesPerSecond };
    return new Link(this.settings, { ...this.state, bytesPerSecond, ...ways });
  }

  /**
   * Queues the parcel; returns whether nothing but a cut or a crash can lose it. While the link is cut it vanishes
   * without error, and does not count for `loseNext`.
   */
  send(parcel: Parcel, now: Tick): boolean {
    this.#settle(now);
    if (!this.whole) return false;
    const doomed = this.state.toLose > 0;
    if (doomed) this.state.toLose--;
    enqueue(this.state[parcel.direction], this.#conditions(parcel.direction), parcel, doomed, now);
    return !doomed;
  }

  /** Whether sending the parcel is of no use, because one of its name waits to leave. */
  spares({ direction, name }: Parcel, now: Tick): boolean {
    this.#settle(now);
    return name !== undefined && isWaiting(this.state[direction], name);
  }

  /** When the oldest parcel that is still on its way in a direction was sent; null where nothing can come any more. */
  oldestSent(direction: Direction, now: Tick): Tick | null {
    this.#settle(now);
    return oldestOf(this.state[direction]);
  }

  /**
   * Asks to be told when the background queue can take `bytes` more: when they and the unsent bytes, those of the
   * parcel being sent included, fit `queueKiB`, or nothing is unsent. One request stands in each direction; a new one
   * replaces it. It outlives a cut and is answered at the heal.
   */
  awaitRoom(direction: Direction, bytes: number, now: Tick): void {
    this.#settle(now);
    this.state[direction].request = { bytes, since: now };
  }

  /**
   * When `advance` should be called next; `null` when nothing will come out unless something is sent or changed.
   * Nothing comes out before this tick. At it there may be nothing yet, where jitter or urgent parcels delay it.
   */
  nextTick(): Tick | null {
    const ticks = DIRECTIONS.map((direction) =>
      nextOfOneWay(this.state[direction], this.#conditions(direction)),
    );
    const known = ticks.filter((tick) => tick !== null);
    return known.length > 0 ? Math.min(...known) : null;
  }

  /** Takes out everything due at or before `now`, by tick; at one tick arrivals first, then urgent before background. */
  advance(now: Tick): LinkEvent[] {
    this.#settle(now);
    const arrived = DIRECTIONS.flatMap((direction) => takeArrived(this.state[direction], now));
    const rooms = DIRECTIONS.flatMap((direction) =>
      this.state[direction].rooms.splice(0).map((room): LinkEvent => ({ kind: "room", direction, ...room })),
    );
    const arrivals = arrived.map(({ parcel, arrives }): LinkEvent => {
      return { kind: "arrived", tick: arrives, parcel };
    });
    return [...arrivals, ...rooms].sort((one, other) => one.tick - other.tick);
  }

  /**
   * Cuts the link and returns what that loses, both ways: everything that `advance` has not handed out, so a cut
   * comes before an arrival of the same tick unless that was handed out already.
   */
  cut(now: Tick): Parcel[] {
    // Not up to `now`: what would leave or be granted at the very tick of the cut does not happen any more.
    this.#settle(now - 1);
    for (const direction of DIRECTIONS) this.#keepLeft(direction, now);
    this.state.whole = false;
    return DIRECTIONS.flatMap((direction) => emptyOneWay(this.state[direction]));
  }

  /** Loses what the sender of a direction still had in its queue, because it crashed; what has left arrives. */
  loseQueue(direction: Direction, now: Tick): Parcel[] {
    this.#settle(now - 1);
    this.#keepLeft(direction, now);
    return emptyQueue(this.state[direction]);
  }

  /**
   * Another migration begins, whose connections are new ones: returns what is lost with the old ones. Where it leads
   * the other way (`isOther`), the two ways change places with all that they are; what was counted stays with the
   * direction.
   */
  renew(isOther: boolean, now: Tick): Parcel[] {
    this.#settle(now);
    for (const direction of DIRECTIONS) this.#keepLeft(direction, now);
    const lost = DIRECTIONS.flatMap((direction) => renewOneWay(this.state[direction]));
    if (isOther) this.#turn();
    return lost;
  }

  #turn(): void {
    const { state } = this;
    const { toDestination, toSource, bytesPerSecond } = state;
    state.isTurned = !state.isTurned;
    [state.toDestination, state.toSource] = [toSource, toDestination];
    [toSource.leftBefore, toDestination.leftBefore] = [toDestination.leftBefore, toSource.leftBefore];
    const { toDestination: there, toSource: back } = bytesPerSecond;
    Object.assign(bytesPerSecond, { toDestination: back, toSource: there });
  }

  /** Makes the link whole again, at the bandwidth and latency it has. Standing requests for room are answered. */
  heal(now: Tick): void {
    if (this.whole) return;
    this.state.whole = true;
    // Room is granted from now on, not for a tick at which the link was cut.
    for (const direction of DIRECTIONS) {
      const way = this.state[direction];
      if (way.request) way.request = { ...way.request, since: now };
    }
  }

  /**
   * Changes bandwidth, latency and loss from now on. What has left already keeps its arrival. The bandwidth is that of both
   * directions, unless the change or the settings give the way back one of its own: that of the settings stays.
   */
  slow(change: Change, now: Tick): void {
    this.#settle(now);
    for (const direction of DIRECTIONS) beginPeriod(this.state[direction], this.#conditions(direction), now);
    const { bandwidthMiBps, backBandwidthMiBps = this.#sharedBy(bandwidthMiBps), latencyMs, loss } = change;
    const { bytesPerSecond, isTurned } = this.state;
    const [there, back] = isTurned ? (["toSource", "toDestination"] as const) : DIRECTIONS;
    if (bandwidthMiBps !== undefined) bytesPerSecond[there] = fromMebibytesPerSecond(bandwidthMiBps);
    if (backBandwidthMiBps !== undefined) bytesPerSecond[back] = fromMebibytesPerSecond(backBandwidthMiBps);
    if (latencyMs !== undefined) this.state.latency = fromMilliseconds(latencyMs);
    if (loss !== undefined) this.state.loss = loss;
  }

  /** The bandwidth of the way back where it has none of its own: that of the way there. */
  #sharedBy(bandwidthMiBps: number | undefined): number | undefined {
    return this.settings.backBandwidthMiBps === undefined ? bandwidthMiBps : undefined;
  }

  /** Goes back to the bandwidth, latency and loss of the settings, and loses nothing any more, from now on. */
  restore(now: Tick): void {
    this.slow(this.settings, now);
    this.state.toLose = 0;
  }

  /** Loses the next `count` messages sent, in either direction, for good. They take their time on the wire. */
  loseNext(count: number): void {
    this.state.toLose += count;
  }

  /** Bytes that have left the sender of a direction on the wire by `now`, those that a cut lost among them. */
  bytesSent(direction: Direction, now: Tick): number {
    // On a copy, so that looking changes nothing.
    const { state } = this.clone().#settle(now);
    return leftBytes(state[direction], this.#conditions(direction), now);
  }

  /** Where everything is at `now`, without changing anything. */
  inFlight(now: Tick): InFlight[] {
    const { state } = this.clone().#settle(now);
    return DIRECTIONS.flatMap((direction) => inFlightOf(state[direction], this.#conditions(direction), now));
  }

  /** What has left of a parcel stays counted although its stretch does not end. */
  #keepLeft(direction: Direction, now: Tick): void {
    const way = this.state[direction];
    way.leftBefore = leftBytes(way, this.#conditions(direction), now);
  }

  #settle(now: Tick): this {
    for (const direction of DIRECTIONS) settle(this.state[direction], this.#conditions(direction), now);
    return this;
  }

  #conditions(direction: Direction): Conditions {
    const { whole, bytesPerSecond, latency, loss } = this.state;
    const { jitterMs, queueKiB, urgentChannel } = this.settings;
    const queueBytes = Math.floor(queueKiB * 1024);
    return {
      whole,
      bytesPerSecond: bytesPerSecond[direction],
      latency,
      jitter: fromMilliseconds(jitterMs),
      loss,
      queueBytes,
      urgentChannel,
    };
  }
}

function bandwidths(
  {
    bandwidthMiBps,
    backBandwidthMiBps = bandwidthMiBps,
  }: Pick<LinkSettings, "bandwidthMiBps" | "backBandwidthMiBps">,
  isTurned: boolean,
): Record<Direction, number> {
  const there = fromMebibytesPerSecond(bandwidthMiBps);
  const back = fromMebibytesPerSecond(backBandwidthMiBps);
  return isTurned ? { toDestination: back, toSource: there } : { toDestination: there, toSource: back };
}

function openState(settings: LinkSettings, random: Random): LinkState {
  return {
    whole: true,
    bytesPerSecond: bandwidths(settings, false),
    latency: fromMilliseconds(settings.latencyMs),
    loss: settings.loss,
    isTurned: false,
    toLose: 0,
    toDestination: openOneWay(random.fork("toDestination")),
    toSource: openOneWay(random.fork("toSource")),
  };
}

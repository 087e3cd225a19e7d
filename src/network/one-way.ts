/**
 * One direction of the link as plain data, and what can be read from it: `wire.ts` moves its bytes and `link.ts` has
 * two of them. Bytes and ticks only; what the parcels mean is the hosts' affair. A way is settled up to a tick before
 * it is read at that tick, and reading it changes nothing but what is handed out.
 */

import type { Random, RandomState } from "../clock/random.ts";
import { bytesInTicks, type Tick } from "../clock/tick.ts";
import type { InFlight, Parcel } from "./parcel.ts";

/** An arrival that does not come, because every retransmission was lost. Later than any tick of a run. */
export const NEVER: Tick = Number.MAX_SAFE_INTEGER;

/** What a way needs to know of the link, in bytes and ticks. */
export interface Conditions {
  readonly whole: boolean;
  readonly bytesPerSecond: number;
  readonly latency: Tick;
  /**
   * The most that is added to a parcel's latency, in ticks, and the probability that it has to be sent again, from 0 to
   * 1.
   */
  readonly jitter: Tick;
  readonly loss: number;
  /** Unsent background bytes that the sender keeps; urgent parcels are not counted. */
  readonly queueBytes: number;
  readonly urgentChannel: boolean;
}

/** A parcel of which bytes have not left. */
interface Waiting {
  readonly parcel: Parcel;
  readonly sentAt: Tick;
  /** Bytes of it that left before; not zero where an urgent parcel took the wire. */
  readonly sent: number;
  /** It leaves like any other and does not arrive. */
  readonly doomed: boolean;
}

/** The stretch of a parcel that has the wire, from byte `sent` to byte `until`. */
export interface Sending extends Waiting {
  readonly until: number;
}

/** A parcel whose last byte has left, and when it arrives; one that never does stays here until a cut. */
interface Travelling {
  readonly parcel: Parcel;
  readonly sentAt: Tick;
  readonly departed: Tick;
  readonly arrives: Tick;
}

/** One class of one direction. Its parcels arrive in the order in which they were sent. */
export interface Channel {
  readonly waiting: Waiting[];
  readonly travelling: Travelling[];
  /** When the last of them arrives: the next cannot come before it, as on one TCP connection. */
  lastArrival: Tick;
}

/** One direction of the link, as plain data. */
export interface OneWay {
  urgent: Channel;
  background: Channel;
  /** Bytes of the parcels in `background.waiting` that have not left. */
  backgroundBytes: number;
  sending: Sending | null;
  /**
   * The stretch of time since which the wire is busy at one bandwidth, and the bytes it carries up to the end of
   * `sending`. Every tick of sending is computed from these totals, so rounding never adds up.
   */
  period: { readonly begin: Tick; readonly bytes: number };
  /** Bytes that have left in stretches that are over; see {@link leftBytes}. */
  leftBefore: number;
  /** The standing request for room: it is answered at `since` or later. */
  request: { readonly bytes: number; readonly since: Tick } | null;
  /** Answers that were not handed out yet, with the bytes that were free. */
  readonly rooms: { readonly tick: Tick; readonly bytes: number }[];
  /** Streams of their own, so that a change of one does not shift the other. */
  readonly loss: RandomState;
  readonly jitter: RandomState;
  /** Messages that were sent again so far. */
  retransmissions: number;
}

/** An empty way whose dice are sub-streams of `random`. */
export function openOneWay(random: Random): OneWay {
  return {
    urgent: openChannel(),
    background: openChannel(),
    backgroundBytes: 0,
    sending: null,
    period: { begin: 0, bytes: 0 },
    leftBefore: 0,
    request: null,
    rooms: [],
    loss: random.fork("loss").state,
    jitter: random.fork("jitter").state,
    retransmissions: 0,
  };
}

function openChannel(): Channel {
  return { waiting: [], travelling: [], lastArrival: 0 };
}

/** A way that goes on independently. */
export function copyOneWay(way: OneWay): OneWay {
  return {
    ...way,
    urgent: copyChannel(way.urgent),
    background: copyChannel(way.background),
    rooms: [...way.rooms],
    loss: { origin: way.loss.origin, words: [...way.loss.words] },
    jitter: { origin: way.jitter.origin, words: [...way.jitter.words] },
  };
}

function copyChannel(channel: Channel): Channel {
  return { ...channel, waiting: [...channel.waiting], travelling: [...channel.travelling] };
}

/** Whether the parcel goes before background parcels; without the urgent channel none does. */
export function isUrgent(conditions: Conditions, parcel: Parcel): boolean {
  return conditions.urgentChannel && parcel.urgent;
}

/** The class of a parcel. */
export function channelOf(way: OneWay, conditions: Conditions, parcel: Parcel): Channel {
  return isUrgent(conditions, parcel) ? way.urgent : way.background;
}

/** How many bytes of the parcel that has the wire have left by `now`, a tick within its stretch. */
export function sentBytes(way: OneWay, sending: Sending, conditions: Conditions, now: Tick): number {
  const passed = bytesInTicks(now - way.period.begin, conditions.bytesPerSecond);
  return Math.max(sending.sent, Math.min(sending.until, sending.until - way.period.bytes + passed));
}

/** How many bytes have left on the wire by `now`, since the run began. The way must be settled up to `now`. */
export function leftBytes(way: OneWay, conditions: Conditions, now: Tick): number {
  const { leftBefore, sending } = way;
  return leftBefore + (sending ? sentBytes(way, sending, conditions, now) - sending.sent : 0);
}

/** Takes out what has arrived at or before `now`, each channel in its order. */
export function takeArrived(way: OneWay, now: Tick): Travelling[] {
  return [way.urgent, way.background].flatMap(({ travelling }) => {
    // They lie in the order of their arrivals, so the first that is still out ends the search.
    const stillOut = travelling.findIndex((each) => each.arrives > now);
    return travelling.splice(0, stillOut < 0 ? travelling.length : stillOut);
  });
}

/**
 * Whether a parcel of this name has not left yet. One that is being sent counts as waiting: its last byte is still
 * here.
 */
export function isWaiting({ sending, urgent, background }: OneWay, name: string): boolean {
  const waiting = [...urgent.waiting, ...background.waiting];
  return sending?.parcel.name === name || waiting.some(({ parcel }) => parcel.name === name);
}

/** When the oldest parcel that is on its way was sent; null where none is. One that never arrives is not. */
export function oldestOf({ sending, urgent, background }: OneWay): Tick | null {
  const travelling = [...urgent.travelling, ...background.travelling].filter(
    ({ arrives }) => arrives < NEVER,
  );
  const onTheWay = [...travelling, ...(sending ? [sending] : []), ...urgent.waiting, ...background.waiting];
  return onTheWay.length > 0 ? Math.min(...onTheWay.map(({ sentAt }) => sentAt)) : null;
}

/**
 * Empties the way and returns what was in it. A standing request for room stays. What has been counted stays, and so
 * do the streams of random numbers.
 */
export function emptyOneWay(way: OneWay): Parcel[] {
  const lost = [way.urgent, way.background].flatMap(({ travelling }) => travelling);
  const sending = way.sending ? [way.sending] : [];
  const waiting = [...way.urgent.waiting, ...way.background.waiting];
  way.urgent = openChannel();
  way.background = openChannel();
  way.backgroundBytes = 0;
  way.sending = null;
  return [...lost, ...sending, ...waiting].map(({ parcel }) => parcel);
}

/** Takes everything out, and with it whatever either end had asked for: the connection is a new one. */
export function renewOneWay(way: OneWay): Parcel[] {
  way.request = null;
  way.rooms.length = 0;
  return emptyOneWay(way);
}

/**
 * Takes out what has not left the sender, the parcel that is being sent included. The sender is no more, and so is its
 * request for room.
 */
export function emptyQueue(way: OneWay): Parcel[] {
  const sending = way.sending ? [way.sending] : [];
  const lost = [...sending, ...way.urgent.waiting.splice(0), ...way.background.waiting.splice(0)];
  way.backgroundBytes = 0;
  way.sending = null;
  way.request = null;
  return lost.map(({ parcel }) => parcel);
}

/** Where everything in the way is at `now`. The way must be settled up to `now`. */
export function inFlightOf(way: OneWay, conditions: Conditions, now: Tick): InFlight[] {
  const { sending } = way;
  const travelling = [...way.urgent.travelling, ...way.background.travelling].map(
    ({ parcel, departed, arrives }): InFlight => {
      const progress = arrives > departed ? Math.min(1, (now - departed) / (arrives - departed)) : 1;
      return { parcel, stage: "travelling", progress };
    },
  );
  const onWire = sending ? [{ parcel: sending.parcel, sent: sentBytes(way, sending, conditions, now) }] : [];
  const waiting = [...way.urgent.waiting, ...way.background.waiting];
  return [
    ...travelling,
    ...onWire.map(({ parcel, sent }): InFlight => sendingAt(parcel, sent)),
    ...waiting.map(({ parcel, sent }): InFlight => {
      return sent > 0 ? sendingAt(parcel, sent) : { parcel, stage: "queued", progress: 0 };
    }),
  ];
}

function sendingAt(parcel: Parcel, sent: number): InFlight {
  return { parcel, stage: "sending", progress: parcel.bytes > 0 ? sent / parcel.bytes : 0 };
}

/**
 * How the bytes of one way pass: which parcel has the wire, when it leaves and arrives, and when the sender hears of
 * room. `link.ts` calls it. Everything happens at the tick at which it would happen if nobody looked, so a run is the
 * same however often it is looked at. Ticks are computed from the totals of a busy period, never by adding up rounded
 * pieces.
 */

import { Random } from "../clock/random.ts";
import { MILLISECOND, type Tick, ticksOfBytes } from "../clock/tick.ts";
import {
  type Conditions,
  channelOf,
  isUrgent,
  NEVER,
  type OneWay,
  type Sending,
  sentBytes,
} from "./one-way.ts";
import type { Parcel } from "./parcel.ts";

/**
 * Bytes of the longest frame: a page and its header. A parcel gives the wire away only between its frames. The same as
 * `PAGE_ON_LINK_BYTES`, which this folder may not import.
 */
export const FRAME_BYTES = 4104;

/**
 * So many losses of one message are taken for a dead connection. Without a limit a loss of 100 % would be drawn for
 * ever.
 */
const RETRANSMISSIONS_MAX = 10_000;

/** Puts a parcel in. The way must be settled up to `now`. */
export function enqueue(
  way: OneWay,
  conditions: Conditions,
  parcel: Parcel,
  doomed: boolean,
  now: Tick,
): void {
  const urgent = isUrgent(conditions, parcel);
  channelOf(way, conditions, parcel).waiting.push({ parcel, sentAt: now, sent: 0, doomed });
  if (!urgent) way.backgroundBytes += parcel.bytes;
  // An idle wire begins a new period; on a busy one the bytes join the present period when their turn comes.
  if (!way.sending) {
    way.period = { begin: now, bytes: 0 };
    sendNext(way);
  } else if (urgent) {
    endAtFrame(way, conditions, now);
  }
}

/** Lets a background parcel have the wire only to the end of the frame that is on it. */
function endAtFrame(way: OneWay, conditions: Conditions, now: Tick): void {
  const { sending } = way;
  if (!sending || isUrgent(conditions, sending.parcel)) return;
  const frames = Math.floor(sentBytes(way, sending, conditions, now) / FRAME_BYTES) + 1;
  const until = Math.min(sending.until, frames * FRAME_BYTES);
  way.period = { begin: way.period.begin, bytes: way.period.bytes - (sending.until - until) };
  way.sending = { ...sending, until };
}

/** Begins a new period at `now`, before the bandwidth changes. At most the byte that is being sent is sent anew. */
export function beginPeriod(way: OneWay, conditions: Conditions, now: Tick): void {
  const { sending } = way;
  if (!sending) return;
  const sent = sentBytes(way, sending, conditions, now);
  way.leftBefore += sent - sending.sent;
  way.sending = { ...sending, sent };
  way.period = { begin: now, bytes: sending.until - sent };
}

/** Gives the wire to the next parcel, urgent ones first, at the end of what has it now. */
function sendNext(way: OneWay): void {
  const urgent = way.urgent.waiting.shift();
  const next = urgent ?? way.background.waiting.shift();
  if (!next) {
    way.sending = null;
    return;
  }
  const bytes = next.parcel.bytes - next.sent;
  if (!urgent) way.backgroundBytes -= bytes;
  way.sending = { ...next, until: next.parcel.bytes };
  way.period = { begin: way.period.begin, bytes: way.period.bytes + bytes };
}

/** Lets everything happen that happens by itself at or before `now`. */
export function settle(way: OneWay, conditions: Conditions, now: Tick): void {
  while (true) {
    const end = sendingEnd(way, conditions);
    const room = shortfall(way, conditions) <= 0 ? earliestRoom(way, conditions) : null;
    // At one tick room comes first: it belongs to the stretch that ends there.
    if (room !== null && room <= now && (end === null || room <= end)) {
      grantRoom(way, conditions, room);
    } else if (end !== null && end <= now) {
      endStretch(way, conditions, end);
    } else {
      return;
    }
  }
}

/** When the stretch that has the wire ends. */
function sendingEnd(way: OneWay, conditions: Conditions): Tick | null {
  if (!way.sending) return null;
  return way.period.begin + ticksOfBytes(way.period.bytes, conditions.bytesPerSecond);
}

/**
 * The stretch is over. A parcel that an urgent one has interrupted goes back to the front of its queue with what is
 * left of it; one that is to be lost vanishes only now, after taking its time on the wire.
 */
function endStretch(way: OneWay, conditions: Conditions, end: Tick): void {
  const { parcel, sentAt, sent, until, doomed } = way.sending!;
  way.leftBefore += until - sent;
  if (until < parcel.bytes) {
    way.background.waiting.unshift({ parcel, sentAt, sent: until, doomed });
    way.backgroundBytes += parcel.bytes - until;
  } else if (!doomed) {
    depart(way, conditions, way.sending!, end);
  }
  sendNext(way);
}

/** The last byte of a parcel has left. It arrives after what was sent before it in its class. */
function depart(way: OneWay, conditions: Conditions, { parcel, sentAt }: Sending, departed: Tick): void {
  const channel = channelOf(way, conditions, parcel);
  // Behind a message that never arrives nothing of its class does.
  if (channel.lastArrival < NEVER) {
    const arrives = departed + conditions.latency + drawDelay(way, conditions);
    channel.lastArrival = Math.max(channel.lastArrival, Math.min(arrives, NEVER));
  }
  channel.travelling.push({ parcel, sentAt, departed, arrives: channel.lastArrival });
}

/**
 * Jitter and losses of one message, in ticks. A loss shows as delay: the retransmission comes after 2 x latency +
 * 10 ms, may be lost as well, and takes no wire time, because the sender repeats beside what it sends.
 */
function drawDelay(way: OneWay, { latency, jitter, loss }: Conditions): Tick {
  const dice = new Random(way.loss);
  let losses = 0;
  while (losses < RETRANSMISSIONS_MAX && dice.chance(loss)) losses++;
  way.retransmissions += losses;
  const drawn = new Random(way.jitter).below(jitter + 1);
  return losses === RETRANSMISSIONS_MAX ? NEVER : drawn + losses * (2 * latency + 10 * MILLISECOND);
}

/** How many background bytes more than the standing request allows are still unsent when `sending` ends. */
function shortfall(way: OneWay, conditions: Conditions): number {
  const { sending, request } = way;
  const rest = sending && !isUrgent(conditions, sending.parcel) ? sending.parcel.bytes - sending.until : 0;
  return way.backgroundBytes + rest - Math.max(0, conditions.queueBytes - (request?.bytes ?? 0));
}

/**
 * When the standing request can be answered: exact where the shortfall is zero or less, else the tick before which it
 * cannot be, because urgent parcels may come in between.
 */
function earliestRoom(way: OneWay, conditions: Conditions): Tick | null {
  const { sending, request, period } = way;
  if (!request || !conditions.whole) return null;
  const short = shortfall(way, conditions);
  if (short <= 0 && !(sending && !isUrgent(conditions, sending.parcel))) return request.since;
  const bytes = Math.max(0, period.bytes + short);
  return Math.max(request.since, period.begin + ticksOfBytes(bytes, conditions.bytesPerSecond));
}

/** Answers the standing request with what is free at that tick, which may be more than was asked for. */
function grantRoom(way: OneWay, conditions: Conditions, tick: Tick): void {
  const { sending } = way;
  const unsent =
    sending && !isUrgent(conditions, sending.parcel)
      ? sending.parcel.bytes - sentBytes(way, sending, conditions, tick)
      : 0;
  way.rooms.push({ tick, bytes: Math.max(0, conditions.queueBytes - way.backgroundBytes - unsent) });
  way.request = null;
}

/** A tick before which nothing comes out of the way; `null` when nothing will. Exact but for jitter and urgency. */
export function nextOfOneWay(way: OneWay, conditions: Conditions): Tick | null {
  const end = sendingEnd(way, conditions);
  const ticks = [
    way.urgent.travelling[0]?.arrives ?? NEVER,
    way.background.travelling[0]?.arrives ?? NEVER,
    way.rooms[0]?.tick ?? NEVER,
    earliestRoom(way, conditions) ?? NEVER,
    end === null ? NEVER : end + conditions.latency,
  ];
  const first = Math.min(...ticks);
  return first === NEVER ? null : first;
}

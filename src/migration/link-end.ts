/**
 * The transport under both roles: what makes an unreliable link look like two ordered streams each way. `source.ts` and
 * `destination.ts` own one end each, hand it every message that comes, and send their bodies through `post`. Of what it
 * carries it knows no more than whether a body is pages. It must never decide anything of the migration: it tells a
 * role what came (`Arrival`), and that the link fell or opened.
 */

import type { Tick } from "../clock/tick.ts";
import type { Seen } from "./input.ts";
import { type Body, CHANNELS, type Channel, type Control, type Message } from "./message.ts";
import type { Output } from "./output.ts";
import type { PageSet } from "./page-set.ts";

interface Sent {
  readonly sequence: number;
  readonly body: Body;
}

/** A message that came too early, with the number under which the host keeps the bytes attached to it. */
interface Held extends Sent {
  readonly parcel: number;
}

/**
 * One channel as this end knows it: what it sent there, and what it takes from the other end's channel of the same
 * name. All numbers are sequence numbers of this generation.
 */
interface ChannelEnds {
  /** Sequence number of the last message sent; the first is 1. */
  sent: number;
  /** Messages that the other end has not acknowledged, in order. */
  unacknowledged: Sent[];
  /** Sequence number that must be delivered next. */
  expected: number;
  /** Messages that came before an earlier one, in order. */
  held: Held[];
  /** Messages up to here have been asked for again already. */
  askedUpTo: number;
  /** Number of the last request for missing messages. */
  asks: number;
  /** Number of the last request of the other end that this end answered. */
  answered: number;
}

/**
 * One end of the vMotion link: it delivers messages in order and once, asks for lost ones, notices by silence that
 * the link is down, and opens it again with a higher generation. A plain record; the functions below change it and
 * append what must be done to `out`.
 */
export interface LinkEnd {
  /** The source opens the link; the destination answers. */
  readonly opens: boolean;
  /** Silence after which the link is declared down, in ticks. */
  readonly heartbeat: Tick;
  /** The generation that is open, or was last; 0 before the first. Both ends agree on it while the link is up. */
  generation: number;
  /**
   * The generation with which the source tries to open the link. Always above `generation`, and the same for every
   * attempt: whichever of them is answered opens the link.
   */
  probe: number;
  /** Whether this end takes the link for open. For a while the other end may take it otherwise. */
  up: boolean;
  /** Whether this end has anything to do with the link at all. */
  active: boolean;
  /** When something came last, or could still have come. */
  heardAt: Tick;
  /** When the source first asked the destination to open the link. */
  openedAt: Tick;
  channels: Record<Channel, ChannelEnds>;
}

/** What came out of a message for the role. */
export type Arrival =
  | { readonly kind: "body"; readonly body: Body; readonly parcel: number }
  /** The link is open (again). `lost` are the page messages whose fate is unknown; `received` comes from the destination. */
  | { readonly kind: "opened"; readonly received: PageSet | null; readonly lost: readonly Body[] }
  /** The other end has declared the link down, so this end does too. */
  | { readonly kind: "down" }
  /** The source has given the migration up. */
  | { readonly kind: "cancelled" };

export function createLinkEnd(opens: boolean, heartbeat: Tick): LinkEnd {
  return {
    opens,
    heartbeat,
    generation: 0,
    probe: 1,
    up: false,
    active: false,
    heardAt: 0,
    openedAt: 0,
    channels: freshChannels(),
  };
}

/** The time from one sign of life to the next: a quarter of the silence after which a path is declared down. */
export function beatOf(heartbeat: Tick): Tick {
  return Math.ceil(heartbeat / 4);
}

/** The source begins to ask the destination to open the link, and repeats that until it is answered. */
export function openLink(link: LinkEnd, now: Tick, out: Output[]): void {
  link.active = true;
  link.openedAt = now;
  beat(link, now, out);
}

/** Sends a message in order. It is kept until acknowledged; while the link is down it is only kept. */
export function post(link: LinkEnd, channel: Channel, body: Body, out: Output[]): void {
  const ends = link.channels[channel];
  const sent: Sent = { sequence: ++ends.sent, body };
  ends.unacknowledged.push(sent);
  // While the link is down there is no generation to send it in; the next one does (`repost`).
  if (link.up) sendBody(link, channel, sent, false, out);
}

/**
 * Sends the signs of life that are due, or tries to open the link, and sets the timer for the next ones. A source
 * greets and a destination says that the link is down: either tells the other, if it hears it, that its view is out of
 * date.
 */
export function beat(link: LinkEnd, now: Tick, out: Output[]): void {
  if (!link.active) return;
  if (link.up) {
    for (const channel of CHANNELS) sendAlive(link, channel, out);
  } else if (link.opens) sendControl(link, { kind: "hello" }, out, link.probe);
  else sendControl(link, { kind: "down" }, out);
  out.push({ kind: "deadline", name: "alive", at: now + beatOf(link.heartbeat) });
}

/**
 * The silence timer ran out. Where something is still on its way to this end, it counts as heard: silence is counted
 * from when nothing could have come any more. Returns whether the link was declared down.
 */
export function checkSilence(link: LinkEnd, seen: Seen, now: Tick, out: Output[]): boolean {
  if (!link.active || !link.up) return false;
  // Only once the silence is due: set back earlier, it would be counted from now on, and a cut be noticed later than a
  // heartbeat after the last message that could have come.
  if (seen.coming && now >= link.heardAt + link.heartbeat) link.heardAt = now;
  const until = link.heardAt + link.heartbeat;
  if (now < until) {
    out.push({ kind: "deadline", name: "silence", at: until });
    return false;
  }
  declareDown(link, now, out);
  return true;
}

/** Whether an answer to the first attempt to open the link may still come: either it or what it led to is on its way. */
export function mayBeAnswered({ openedAt }: LinkEnd, { coming, oldestSent }: Seen): boolean {
  return coming || (oldestSent !== null && oldestSent <= openedAt);
}

/** The source tells that it has given the migration up, in whatever state the link is. */
export function tellCancelled(link: LinkEnd, out: Output[]): void {
  sendControl(link, { kind: "cancelled" }, out);
}

/** This end has nothing to do with the link any more. */
export function closeLink(link: LinkEnd, out: Output[]): void {
  link.active = false;
  link.up = false;
  out.push({ kind: "deadline", name: "alive", at: null }, { kind: "deadline", name: "silence", at: null });
}

/** Takes a message in. `received` is what the destination tells when the link is opened again. */
export function receive(
  link: LinkEnd,
  message: Message,
  parcel: number,
  received: PageSet | null,
  now: Tick,
  out: Output[],
): Arrival[] {
  const { content } = message;
  // These three are looked at before the generation is: a greeting and its answer bring a new one, and a cancellation
  // counts whatever generation the source had reached.
  if (content.channel === null && content.control.kind === "hello" && !link.opens)
    return answerHello(link, message.generation, received, now, out);
  if (content.channel === null && content.control.kind === "welcome" && link.opens && !link.up)
    return acceptWelcome(link, message.generation, content.control.received, now, out);
  if (content.channel === null && content.control.kind === "cancelled" && !link.opens) {
    // A destination that waits for its own write goes on hearing this, and the link that carries it is not silent.
    if (message.generation === link.generation) link.heardAt = now;
    return [{ kind: "cancelled" }];
  }
  if (content.channel === null && content.control.kind === "down") passBy(link, message.generation);
  if (message.generation !== link.generation || !link.active) return dropped(content.channel, parcel, out);
  if (content.channel === null && content.control.kind === "down") return agreeDown(link, now, out);
  if (!link.up) return dropped(content.channel, parcel, out);
  link.heardAt = now;
  // Every message acknowledges, signs of life too, so that a stream in one direction needs no messages of its own.
  acknowledge(link, message.expects);
  if (content.channel === null) return takeControl(link, content.control, out);
  return takeBody(link, content.channel, { ...content, parcel }, out);
}

/** The other end may have answered an opening that this end never heard of: only a higher generation is new to both. */
function passBy(link: LinkEnd, generation: number): void {
  link.probe = Math.max(link.probe, generation + 1);
}

/**
 * A greeting came to the destination. An older generation is a late copy. One of the present generation is answered
 * again, as the answer may have been lost, but not where this end has declared that generation down meanwhile: its
 * messages are given up, and only a higher one is new to both ends.
 */
function answerHello(
  link: LinkEnd,
  generation: number,
  received: PageSet | null,
  now: Tick,
  out: Output[],
): Arrival[] {
  if (generation < link.generation) return [];
  const isNew = generation > link.generation;
  if (!isNew && !link.up) return [];
  const lost = isNew ? restart(link, generation, now, out) : [];
  link.heardAt = now;
  // Before what is sent again: the source takes nothing of this generation until it has this answer.
  sendControl(link, { kind: "welcome", received }, out);
  if (!isNew) return [];
  repost(link, out);
  out.push({ kind: "deadline", name: "alive", at: now + beatOf(link.heartbeat) });
  return [{ kind: "opened", received: null, lost }];
}

/**
 * An answer to a greeting came to the source. Only the generation that it tries now counts: an answer to an earlier
 * attempt would open a link that the destination has left since.
 */
function acceptWelcome(
  link: LinkEnd,
  generation: number,
  received: PageSet | null,
  now: Tick,
  out: Output[],
): Arrival[] {
  if (!link.active || generation !== link.probe) return [];
  const lost = restart(link, generation, now, out);
  repost(link, out);
  return [{ kind: "opened", received, lost }];
}

/**
 * Begins a generation with fresh channels; returns the page messages of the old one that were not acknowledged. Those
 * are not sent again from here: before the stun the source owes them anew, and after it the received bitmap says which
 * of them have arrived. Everything else is kept, for `repost` to send once the ends have greeted each other.
 */
function restart(link: LinkEnd, generation: number, now: Tick, out: Output[]): Body[] {
  const old = link.channels;
  // What waits for an earlier message was never delivered, so its sender counts it as lost and sends it again.
  for (const channel of CHANNELS) dropHeld(old[channel], out);
  link.channels = freshChannels();
  link.generation = generation;
  link.probe = generation + 1;
  link.active = true;
  link.up = true;
  link.heardAt = now;
  out.push({ kind: "deadline", name: "silence", at: now + link.heartbeat });
  // The first opening is no return: nothing has fallen yet.
  if (generation > 1) out.push({ kind: "path", path: "link", up: true });
  const unanswered = CHANNELS.flatMap((channel) =>
    old[channel].unacknowledged.map((sent) => ({ channel, ...sent })),
  );
  for (const { channel, body } of unanswered) if (body.kind !== "pages") keep(link.channels[channel], body);
  return unanswered.map(({ body }) => body).filter((body) => body.kind === "pages");
}

function keep(ends: ChannelEnds, body: Body): void {
  ends.unacknowledged.push({ sequence: ++ends.sent, body });
}

/** Sends again, in the new generation, what is not about pages and was not acknowledged in the old one. */
function repost(link: LinkEnd, out: Output[]): void {
  for (const channel of CHANNELS)
    for (const sent of link.channels[channel].unacknowledged) sendBody(link, channel, sent, true, out);
}

function agreeDown(link: LinkEnd, now: Tick, out: Output[]): Arrival[] {
  if (!link.up) return [];
  declareDown(link, now, out);
  return [{ kind: "down" }];
}

function declareDown(link: LinkEnd, now: Tick, out: Output[]): void {
  link.up = false;
  out.push({ kind: "path", path: "link", up: false });
  // At once, and not at the next sign of life: the other end may still hear this one, and learns it so.
  beat(link, now, out);
}

function acknowledge(link: LinkEnd, expects: Message["expects"]): void {
  for (const channel of CHANNELS) {
    const ends = link.channels[channel];
    const kept = ends.unacknowledged.findIndex((sent) => sent.sequence >= expects[channel]);
    ends.unacknowledged.splice(0, kept < 0 ? ends.unacknowledged.length : kept);
  }
}

function takeControl(link: LinkEnd, control: Control, out: Output[]): Arrival[] {
  if (control.kind === "alive") askAgain(link, control, out);
  if (control.kind === "missing" && control.ask > link.channels[control.channel].answered) {
    // A request that is repeated, or comes twice, is answered once: else a slow link would fill with repetitions.
    link.channels[control.channel].answered = control.ask;
    for (const sent of link.channels[control.channel].unacknowledged)
      if (sent.sequence >= control.from && sent.sequence <= control.to)
        sendBody(link, control.channel, sent, true, out);
  }
  return [];
}

function takeBody(link: LinkEnd, channel: Channel, message: Held, out: Output[]): Arrival[] {
  const ends = link.channels[channel];
  const known =
    message.sequence < ends.expected || ends.held.some((held) => held.sequence === message.sequence);
  if (known) return dropped(channel, message.parcel, out);
  ends.held.push(message);
  ends.held.sort((a, b) => a.sequence - b.sequence);
  // Messages that were asked for already are left out; signs of life see to those that got lost again.
  askFor(
    link,
    channel,
    Math.max(ends.expected, ends.askedUpTo + 1),
    message.sequence - 1,
    ends.asks + 1,
    out,
  );
  const arrivals: Arrival[] = [];
  while (ends.held[0]?.sequence === ends.expected) {
    const { body, parcel } = ends.held.shift()!;
    ends.expected++;
    arrivals.push({ kind: "body", body, parcel });
  }
  return arrivals;
}

/**
 * A sign of life travels behind what was sent again before it. If that is still missing it was lost again, and is
 * asked for anew; as long as the last request may not have been answered, that request is repeated as it was.
 */
function askAgain(link: LinkEnd, alive: Control & { kind: "alive" }, out: Output[]): void {
  const { expected, asks } = link.channels[alive.channel];
  askFor(link, alive.channel, expected, alive.last, alive.answered < asks ? asks : asks + 1, out);
}

/**
 * Asks for the messages from `from` to `last` that have not come, up to the first that has. A gap behind that was asked
 * for when the message after it came, or is by a later sign of life.
 */
function askFor(
  link: LinkEnd,
  channel: Channel,
  from: number,
  last: number,
  ask: number,
  out: Output[],
): void {
  const ends = link.channels[channel];
  const firstHeld = ends.held.find((held) => held.sequence >= from)?.sequence ?? last + 1;
  const to = Math.min(last, firstHeld - 1);
  if (to < from) return;
  ends.askedUpTo = Math.max(ends.askedUpTo, to);
  ends.asks = ask;
  sendControl(link, { kind: "missing", channel, from, to, ask }, out);
}

function sendAlive(link: LinkEnd, channel: Channel, out: Output[]): void {
  const { sent, answered } = link.channels[channel];
  sendControl(link, { kind: "alive", channel, last: sent, answered }, out);
}

/** The host keeps the bytes that came with a body until it is told what to do with them. */
function dropped(channel: Channel | null, parcel: number, out: Output[]): Arrival[] {
  if (channel !== null) out.push({ kind: "drop", carrier: { path: "link", number: parcel } });
  return [];
}

function dropHeld(ends: ChannelEnds, out: Output[]): void {
  for (const { parcel } of ends.held) out.push({ kind: "drop", carrier: { path: "link", number: parcel } });
}

function sendBody(link: LinkEnd, channel: Channel, sent: Sent, again: boolean, out: Output[]): void {
  const message = envelope(link, link.generation, { channel, ...sent });
  out.push({ kind: "send", message, urgent: channel === "urgent", again });
}

/** Signs of life of the background channel travel behind its pages, so that they never announce what is on its way. */
function sendControl(link: LinkEnd, control: Control, out: Output[], generation = link.generation): void {
  const urgent = !(control.kind === "alive" && control.channel === "background");
  out.push({
    kind: "send",
    message: envelope(link, generation, { channel: null, control }),
    urgent,
    again: false,
  });
}

function envelope(link: LinkEnd, generation: number, content: Message["content"]): Message {
  const expects = {
    background: link.channels.background.expected,
    urgent: link.channels.urgent.expected,
  };
  return { generation, expects, content };
}

function freshChannels(): Record<Channel, ChannelEnds> {
  const fresh = (): ChannelEnds => ({
    sent: 0,
    unacknowledged: [],
    expected: 1,
    held: [],
    askedUpTo: 0,
    asks: 0,
    answered: 0,
  });
  return { background: fresh(), urgent: fresh() };
}

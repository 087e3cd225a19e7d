import type { Tick } from "../clock/tick.ts";
import type { Seen } from "./input.ts";
import type { Body, Channel, Control, Message } from "./message.ts";
import { CHANNELS } from "./message.ts";
import type { Output } from "./output.ts";
import type { PageSet } from "./page-set.ts";

interface Sent {
  readonly sequence: number;
  readonly body: Body;
}

interface Held extends Sent {
  readonly parcel: number;
}

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
  /** Number of the last request for missing messages, and of the last one that this end answered. */
  asks: number;
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
  readonly heartbeat: Tick;
  generation: number;
  /** The generation with which the source tries to open the link. */
  probe: number;
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
  if (link.up) sendBody(link, channel, sent, false, out);
}

/** Sends the signs of life that are due, or tries to open the link, and sets the timer for the next ones. */
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
  acknowledge(link, message.expects);
  if (content.channel === null) return takeControl(link, content.control, out);
  return takeBody(link, content.channel, { ...content, parcel }, out);
}

/** The other end may have answered an opening that this end never heard of: only a higher generation is new to both. */
function passBy(link: LinkEnd, generation: number): void {
  link.probe = Math.max(link.probe, generation + 1);
}

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
  sendControl(link, { kind: "welcome", received }, out);
  if (!isNew) return [];
  repost(link, out);
  out.push({ kind: "deadline", name: "alive", at: now + beatOf(link.heartbeat) });
  return [{ kind: "opened", received: null, lost }];
}

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

/** Begins a generation with fresh channels; returns the page messages of the old one that were not acknowledged. */
function restart(link: LinkEnd, generation: number, now: Tick, out: Output[]): Body[] {
  const old = link.channels;
  for (const channel of CHANNELS) dropHeld(old[channel], out);
  link.channels = freshChannels();
  link.generation = generation;
  link.probe = generation + 1;
  link.active = true;
  link.up = true;
  link.heardAt = now;
  out.push({ kind: "deadline", name: "silence", at: now + link.heartbeat });
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

/** Asks for the messages from `from` to `last` that have not come, up to the first that has. */
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

/**
 * The source's half of the protocol, from the order to migrate until its memory is free or the guest goes on here.
 * `Role` (`src/host`) and the explorer call it with one input at a time. This module only finds out whom an input
 * concerns: `source-copy.ts` has everything up to `go`, `source-serve.ts` everything after it. It reads no clock, sees
 * no page's bytes, and does nothing itself: all that follows is in the outputs, in the order in which it must be done.
 */

import type { Tick } from "../clock/tick.ts";
import { type DeadlineName, type Input, NOTHING_SEEN, type Seen } from "./input.ts";
import {
  type Arrival,
  beat,
  checkSilence,
  mayBeAnswered,
  openLink,
  receive,
  tellCancelled,
} from "./link-end.ts";
import type { Body } from "./message.ts";
import type { Output } from "./output.ts";
import { issue, retry, settle } from "./pending-operations.ts";
import * as copying from "./source-copy.ts";
import * as serving from "./source-serve.ts";
import { goOnHere, isBeforeStun, moveSource, type Source } from "./source-state.ts";
import type { StayReason } from "./stay-reason.ts";
import type { StoreAnswer } from "./store.ts";

export { createSource, type Source } from "./source-state.ts";

/** Takes one input at `now`; returns what must be done, in order. */
export function handleSource(source: Source, input: Input, now: Tick): Output[] {
  const out: Output[] = [];
  switch (input.kind) {
    case "migrate":
      begin(source, now, out);
      break;
    case "cancel":
      cancel(source, now, out);
      break;
    case "message":
      takeMessage(source, input, now, out);
      break;
    case "room":
      if (source.name === "serving") serving.pushPages(source, input.bytes, out);
      else copying.sendPages(source, input.bytes, input.bytesSent, now, out);
      break;
    case "deadline":
      takeDeadline(source, input.name, input.seen ?? NOTHING_SEEN, now, out);
      break;
    case "storeAnswered":
      takeAnswer(source, input.operation, input.answer, now, out);
      break;
    case "dirtyCollected":
      copying.takeDirty(source, input, now, out);
      break;
    case "guestFaulted":
      throw new Error(`The guest faulted on page ${input.page} at the source, where all its pages are.`);
  }
  return out;
}

/**
 * A destination that still speaks after the migration was given up has not heard of that. So each of its messages is
 * answered with that, however many get lost.
 */
function takeMessage(source: Source, input: Input & { kind: "message" }, now: Tick, out: Output[]): void {
  if (source.name === "continued") return tellCancelled(source.link, out);
  for (const arrival of receive(source.link, input.message, input.parcel, null, now, out))
    takeArrival(source, arrival, now, out);
}

/**
 * Reads the owner record and opens the link at the same time, so that setup lasts as long as the slower of the two. One
 * timer watches both.
 */
function begin(source: Source, now: Tick, out: Output[]): void {
  moveSource(source, "migrate", out);
  issue(source.pending, { kind: "readOwner" }, now, out);
  openLink(source.link, now, out);
  out.push({ kind: "deadline", name: "setup", at: now + source.settings.heartbeat });
}

/**
 * Up to `go` this host decides, and the guest goes on here. After it only the owner record can: the guest is taken back
 * by compare-and-set, unless the destination was first. Once the guest has gone there is nothing left to cancel.
 */
function cancel(source: Source, now: Tick, out: Output[]): void {
  if (source.name === "setup" || source.name === "stunned" || isBeforeStun(source))
    return goOnHere(source, "abort", { kind: "cancelled" }, out);
  if (source.name !== "committing") return;
  source.cancelled = true;
  serving.askOwner(source, now, out);
}

/** The migration starts once the link is open and the owner record is known. */
function startWhenReady(source: Source, now: Tick, out: Output[]): void {
  if (source.name !== "setup" || source.epoch === null || !source.link.up) return;
  out.push({ kind: "deadline", name: "setup", at: null });
  copying.start(source, now, out);
}

function takeArrival(source: Source, arrival: Arrival, now: Tick, out: Output[]): void {
  if (arrival.kind === "body") return takeBody(source, arrival.body, now, out);
  if (arrival.kind === "down") return linkFell(source, now, out);
  if (arrival.kind !== "opened") return;
  if (source.name === "setup") return startWhenReady(source, now, out);
  if (source.name === "serving") serving.linkReturned(source, arrival.received, now, out);
  else copying.linkReturned(source, arrival.lost, now, out);
}

/**
 * What the destination says. A body that only a source sends is a mistake in the protocol, not damage: damaged messages
 * never get here.
 */
function takeBody(source: Source, body: Body, now: Tick, out: Output[]): void {
  switch (body.kind) {
    case "prepared":
      return copying.destinationPrepared(source, out);
    case "resumed":
      return serving.start(source, now, out);
    case "request":
      return serving.takeRequest(source, body.pages, now, out);
    case "received":
      return serving.takeReceived(source, body.pages, now, out);
    case "complete":
      return serving.finish(source, now, out);
    default:
      throw new Error(`The destination sent "${body.kind}", which only a source sends.`);
  }
}

/**
 * Whatever was under way goes on over the file, waits for the link, or is given up, by the state it was in. Before the
 * stun nothing happens, as the guest runs here and the copy goes on when the link returns. Between the stun and `go`
 * this host is surely the owner, so the guest resumes. After `go` it may run at the destination, and only the owner
 * record can tell. Once it runs there, the file takes over.
 */
function linkFell(source: Source, now: Tick, out: Output[]): void {
  source.batchPages = Math.ceil(source.batchPages / 2);
  if (source.name === "stunned") goOnHere(source, "abort", { kind: "linkSilent" }, out);
  else if (source.name === "committing") serving.askOwner(source, now, out);
  else if (source.name === "serving") serving.turnToFile(source, now, out);
}

function takeDeadline(source: Source, name: DeadlineName, seen: Seen, now: Tick, out: Output[]): void {
  switch (name) {
    case "alive":
      copying.tendRecord(source, now, out);
      serving.lookIntoRecord(source, now, out);
      serving.tendFile(source, now, out);
      return beat(source.link, now, out);
    case "silence":
      if (checkSilence(source.link, seen, now, out)) linkFell(source, now, out);
      return;
    case "setup":
      return setupTooLong(source, seen, now, out);
    case "switchover":
      return copying.switchoverTooLong(source, now, out);
    case "poll":
      return serving.poll(source, now, out);
    case "store":
      return storeLate(source, seen, now, out);
  }
}

/** A destination or a datastore that is slow is not one that does not answer: what is on its way is awaited. */
function setupTooLong(source: Source, seen: Seen, now: Tick, out: Output[]): void {
  const isStoreDue = source.epoch !== null || seen.underWay.length > 0 || seen.refused.length > 0;
  const isLinkDue = source.link.up || mayBeAnswered(source.link, seen);
  if (isStoreDue && isLinkDue)
    out.push({ kind: "deadline", name: "setup", at: now + source.settings.heartbeat });
  else goOnHere(source, "abort", setupFailure(source), out);
}

function setupFailure({ epoch }: Source): StayReason {
  return { kind: epoch === null ? "noDatastore" : "noDestination" };
}

/**
 * Before the stun a silent datastore ends the migration after the retries; later nothing may be guessed. While the
 * guest is held the first operation that is not answered is enough: every further try would make it wait longer. After
 * `go` no number of tries is enough, because the destination may own the guest.
 */
function storeLate(source: Source, seen: Seen, now: Tick, out: Output[]): void {
  const wasReachable = source.pending.reachable;
  const tries = retry(source.pending, seen, now, out);
  // Asked once, when the datastore falls silent, not at every try after that.
  if (wasReachable && !source.pending.reachable) serving.fileFell(source, out);
  const mayGiveUp = ["creatingFile", "provingRecord", "stunned"].includes(source.name);
  const limit = source.name === "stunned" ? 1 : source.settings.datastoreRetries;
  if (mayGiveUp && tries > limit) goOnHere(source, "abort", { kind: "datastoreSilent" }, out);
}

/**
 * The datastore has answered. What was answered before, or was forgotten since, is no operation any more; the deletion
 * of the file needs no reaction.
 */
function takeAnswer(source: Source, operation: number, answer: StoreAnswer, now: Tick, out: Output[]): void {
  const asked = settle(source.pending, operation, now, out);
  if (!asked) return;
  switch (asked.kind) {
    case "readOwner":
      if (answer.kind === "owner") ownerRead(source, answer.record.epoch, now, out);
      return;
    case "createFile":
      return copying.fileCreated(source, answer, now, out);
    case "compareAndSetOwner":
      if (answer.kind === "owner") serving.ownerKnown(source, answer.record, now, out);
      return;
    case "writeChunk":
    case "readHeads":
    case "readNote":
      return serving.takeFileAnswer(source, asked, answer, now, out);
  }
}

/**
 * The owner record was read. In setup it gives the epoch from which ownership is handed over. While this host serves
 * pages the destination owns the guest at the next epoch; an epoch beyond that one is its word that every page has
 * come.
 */
function ownerRead(source: Source, epoch: number, now: Tick, out: Output[]): void {
  if (source.name === "serving")
    return epoch > source.epoch! + 1 ? serving.finish(source, now, out) : undefined;
  if (source.name !== "setup") return copying.recordRead(source, now, out);
  source.epoch = epoch;
  startWhenReady(source, now, out);
}

/**
 * The source before `go`: the rounds of copying, the decision to stun, and what is sent while the guest stands still.
 * Called by `source.ts` only. The rules that end the rounds are in `judgement.ts` for vSphere and in `qemu-rule.ts` for QEMU 7.2.
 * Until `go` is handed to the link this host owns the guest, so whatever fails here ends with the guest going on
 * (`goOnHere`). After `go` only `switchoverTooLong` has anything to do, and leaves it to `source-serve.ts`.
 */

import type { Tick } from "../clock/tick.ts";
import { account, beginAccounts } from "./auto-converge.ts";
import type { Input } from "./input.ts";
import { judgeRound } from "./judgement.ts";
import { post } from "./link-end.ts";
import { type Body, PAGE_ON_LINK_BYTES } from "./message.ts";
import type { Output } from "./output.ts";
import { add, addAll, copyOf, emptySet, fullSet, nextFrom, type PageSet, remove } from "./page-set.ts";
import { forget, isPending, issue } from "./pending-operations.ts";
import {
  batchIsOver,
  beginBatch,
  isFew,
  judgeByQemu,
  measureAnew,
  measureLink,
  takeInOrder,
} from "./qemu-rule.ts";
import { askOwner } from "./source-serve.ts";
import { goOnHere, isBeforeStun, moveSource, type Source } from "./source-state.ts";
import type { StoreAnswer } from "./store.ts";
import { hasNoRounds, resumesEarly, slowsGuest, usesFile } from "./strategy.ts";

/** ESXi lets SDPS make transmission exceed the dirty rate by this much. */
const SDPS_TARGET_PERCENT = 500;

/** The link is open: the dirty log begins here, and with it the first round or the stun. */
export function start(source: Source, now: Tick, out: Output[]): void {
  source.toSend = fullSet(source.settings.pages);
  if (hasNoRounds(source.settings)) return stun(source, "readyToStun", now, out);
  moveSource(source, "ready", out);
  collect(source, "start", out);
}

/** The dirty log, read and cleared. */
type DirtyLog = Input & { readonly kind: "dirtyCollected" };

/** The dirty log has come. What it is for was settled when it was asked for: the state may have changed since. */
export function takeDirty(source: Source, log: DirtyLog, now: Tick, out: Output[]): void {
  const { pages: dirty, bytesSent } = log;
  const purpose = source.copy.collecting;
  // Before anything else, because what follows may ask for the log again.
  source.copy.collecting = null;
  if (purpose === "stun") sendWhatIsLeft(source, dirty, now, out);
  else if (source.name === "provingRecord") copyOn(source, dirty, out);
  else if (purpose === "roundEnd") endRound(source, log, now, out);
  else if (source.settings.afterRounds === 0) leaveRounds(source, now, out);
  else {
    if (source.copy.qemu) beginAccounts(source.copy.qemu.auto, bytesSent, now);
    beginRound(source, source.toSend, bytesSent, now, out);
  }
}

/**
 * Sends batches while they fit into the link's queue. At the end of a round vSphere waits until the queue is empty;
 * QEMU does not. A batch counts as if no page of it were zero, since only the host sees what pages hold: so the queue
 * is never filled beyond its size.
 */
export function sendPages(source: Source, room: number, bytesSent: number, now: Tick, out: Output[]): void {
  if (source.name !== "preCopy" && source.name !== "provingRecord" && source.name !== "stunned") return;
  if (!source.link.up) return;
  // Room for as many bytes as the queue takes means that the queue is empty.
  if (source.copy.draining) return drained(source, out);
  if (source.name === "preCopy" && endsBatch(source, bytesSent, now, out)) return;
  // Room that was asked for before the stun may come now. Without a final copy, or behind the checkpoint, no pages are
  // sent.
  if (source.name === "stunned" && (!source.copy.finalCopy || source.copy.checkpointSent)) return;
  const batchBytes = source.batchPages * PAGE_ON_LINK_BYTES;
  let left = room;
  do {
    const pages = choosePages(source, source.batchPages);
    if (pages.length > 0) post(source.link, "background", pagesBody(source, pages), out);
    left -= batchBytes;
  } while (source.toSend.count > 0 && left >= batchBytes);
  if (source.name === "stunned" && source.toSend.count === 0) sendCheckpoint(source, now, out);
  else if (source.toSend.count > 0 || (source.copy.qemu && source.name === "preCopy"))
    out.push({ kind: "awaitRoom", bytes: batchOrQueue(source) });
  else if (source.name === "preCopy") drain(source, out);
}

/**
 * The link is open again: pages whose fate is unknown are sent once more, and the copy goes on. Some of them may have
 * arrived. Before the checkpoint a page that comes twice does no harm, and no bitmap is needed.
 */
export function linkReturned(source: Source, lost: readonly Body[], now: Tick, out: Output[]): void {
  if (!isBeforeStun(source)) return;
  let again = 0;
  for (const body of lost)
    if (body.kind === "pages") for (const page of body.pages) if (add(source.toSend, page)) again++;
  if (again > 0) out.push({ kind: "owedAgain", pages: again });
  if (source.name === "creatingFile") return stunWithFile(source, now, out);
  if (source.name === "provingRecord" && source.pending.reachable) return stun(source, "proven", now, out);
  // The cut has emptied the queue, and pages are owed that were in it: the round is not over.
  source.copy.draining = false;
  if (source.copy.qemu) measureAnew(source.copy.qemu);
  // Where the dirty log is on its way, its arrival decides how the copy goes on.
  if (source.copy.collecting === null) out.push({ kind: "awaitRoom", bytes: batchOrQueue(source) });
}

/** The file exists, or does not and the guest is not stunned. */
export function fileCreated(source: Source, answer: StoreAnswer, now: Tick, out: Output[]): void {
  if (source.name !== "creatingFile") return;
  if (answer.kind === "failed")
    return goOnHere(source, "abort", { kind: "fileNotCreated", detail: answer.reason }, out);
  source.fileExists = true;
  stunWithFile(source, now, out);
}

/**
 * A sign of life is due. Before the stun each of them asks for the owner record, so that the end of a round finds out
 * without waiting whether the datastore answers. While it does not, what the guest has written meanwhile is copied.
 */
export function tendRecord(source: Source, now: Tick, out: Output[]): void {
  if (source.name !== "preCopy" && source.name !== "provingRecord") return;
  // A strategy with a file proves by creating it that the datastore answers.
  if (!usesFile(source.settings) && !isPending(source.pending, "readOwner"))
    issue(source.pending, { kind: "readOwner" }, now, out);
  const isIdle = source.toSend.count === 0 && source.copy.collecting === null;
  if (source.name === "provingRecord" && isIdle && source.link.up) collect(source, "roundEnd", out);
}

/** The owner record was read, and so the datastore answers. The stun waits for the link as well. */
export function recordRead(source: Source, now: Tick, out: Output[]): void {
  if (source.name === "stunned") ownerConfirmed(source, out);
  else if (source.name === "provingRecord" && source.link.up) stun(source, "proven", now, out);
}

/** The stun waits for the link as well: what was on it when it fell may not have arrived, and is owed. */
function stunWithFile(source: Source, now: Tick, out: Output[]): void {
  if (source.fileExists && source.link.up) stun(source, "created", now, out);
}

export function destinationPrepared(source: Source, out: Output[]): void {
  source.copy.prepared = true;
  handGo(source, out);
}

function ownerConfirmed(source: Source, out: Output[]): void {
  source.copy.ownerConfirmed = true;
  handGo(source, out);
}

/** The guest has been held for as long as it may be: it goes on here, if that is still this host's to decide. */
export function switchoverTooLong(source: Source, now: Tick, out: Output[]): void {
  if (source.name === "stunned") goOnHere(source, "abort", { kind: "switchoverTooLong" }, out);
  else if (source.name === "committing") askOwner(source, now, out);
}

/**
 * Begins a round with the pages that it has to send. Their set is copied, for this one shrinks as they are sent, and
 * the other is part of an input. A round without pages ends like any other, by way of the dirty log.
 */
function beginRound(source: Source, pages: PageSet, bytesSent: number, now: Tick, out: Output[]): void {
  const { copy } = source;
  source.toSend = copyOf(pages);
  copy.round++;
  copy.roundPages = pages.count;
  copy.roundStart = now;
  copy.bytesAtStart = bytesSent;
  copy.draining = false;
  if (copy.qemu) beginBatch(copy.qemu, bytesSent, now);
  out.push({ kind: "round", round: copy.round, pages: pages.count });
  if (pages.count === 0) drain(source, out);
  else out.push({ kind: "awaitRoom", bytes: batchOrQueue(source) });
}

/** A round is over when its last byte has left the queue; then the guest's writes since its beginning are counted. */
function drain(source: Source, out: Output[]): void {
  source.copy.draining = true;
  out.push({ kind: "awaitRoom", bytes: source.settings.queueBytes });
}

function drained(source: Source, out: Output[]): void {
  source.copy.draining = false;
  collect(source, "roundEnd", out);
}

/** A round is over. A round of vSphere has sent all its pages, so nothing but what was dirtied meanwhile is left. */
function endRound(source: Source, log: DirtyLog, now: Tick, out: Output[]): void {
  const { settings, copy } = source;
  const { pages: dirty, cost, bytesSent } = log;
  if (copy.qemu) return endRoundByQemu(source, dirty, bytesSent, now, out);
  source.toSend = dirty;
  const found = { pages: dirty.count, cost, sent: bytesSent - copy.bytesAtStart };
  const judgement = judgeRound(settings, copy, found, now);
  out.push({ kind: "judged", ...judgement });
  switch (judgement.decision) {
    case "stun":
      return leaveRounds(source, now, out);
    case "givesUp":
      return goOnHere(source, "abort", { kind: "notConverged", rounds: copy.round, pages: dirty.count }, out);
    case "slowerRound":
      slowDown(source, found.sent, cost, out);
      return beginRound(source, dirty, bytesSent, now, out);
    case "anotherRound":
      return beginRound(source, dirty, bytesSent, now, out);
  }
}

/**
 * QEMU's stop rule. What is left of the round stays to be sent, with what the guest dirtied. Post-copy does not begin
 * here: whoever asks for it sees the round's end only while the next batch is under way.
 */
function endRoundByQemu(source: Source, dirty: PageSet, bytesSent: number, now: Tick, out: Output[]): void {
  const { settings, toSend, copy } = source;
  const qemu = copy.qemu!;
  // QEMU counts for auto-converge only pages that become dirty, not those that were waiting to be sent already.
  const left = toSend.count;
  addAll(toSend, dirty);
  const before = copy.throttle;
  if (slowsGuest(settings)) throttle(source, account(qemu.auto, toSend.count - left, bytesSent, now), out);
  const isSlower = copy.throttle > before;
  const judgement = judgeByQemu(settings, copy.round, qemu, toSend.count, isSlower);
  const sent = bytesSent - copy.bytesAtStart;
  out.push({ kind: "judged", ...judgement, sent, dirtied: dirty.count * PAGE_ON_LINK_BYTES });
  if (judgement.ground === "fitsGoal")
    return usesFile(settings) ? leaveRounds(source, now, out) : stunWhenProven(source, now, out);
  qemu.switchAsked = settings.afterRounds !== null && copy.round >= settings.afterRounds;
  if (judgement.decision === "stun") leaveRounds(source, now, out);
  else beginRound(source, toSend, bytesSent, now, out);
}

/** Between two batches QEMU's loop decides how to go on. Returns whether it does anything but send the next batch. */
function endsBatch(source: Source, bytesSent: number, now: Tick, out: Output[]): boolean {
  const { settings, toSend, copy } = source;
  if (!copy.qemu || !batchIsOver(copy.qemu, toSend.count, now)) return false;
  measureLink(copy.qemu, bytesSent, settings.switchoverGoal, now);
  const fetches = isFew(copy.qemu, toSend.count);
  if (fetches) collect(source, "roundEnd", out);
  else if (copy.qemu.switchAsked) leaveRounds(source, now, out);
  else beginBatch(copy.qemu, bytesSent, now);
  return fetches || copy.qemu.switchAsked;
}

/**
 * No round follows: the guest is stunned, and either all that is left is copied or the rest is fetched later. With a
 * file it is the file's creation that proves that the datastore answers; else the owner record must.
 */
function leaveRounds(source: Source, now: Tick, out: Output[]): void {
  source.copy.finalCopy = !resumesEarly(source.settings);
  if (usesFile(source.settings)) createFile(source, now, out);
  else stunWhenProven(source, now, out);
}

/** A datastore that has been silent for a heartbeat must answer first: without it the guest would be held in vain. */
function stunWhenProven(source: Source, now: Tick, out: Output[]): void {
  if (source.pending.reachable) return stun(source, "converged", now, out);
  moveSource(source, "needsProof", out);
  copyOn(source, source.toSend, out);
}

/** The copy goes on beside the rounds: what the guest has written is sent, and nothing is judged by it. */
function copyOn(source: Source, pages: PageSet, out: Output[]): void {
  source.toSend = pages;
  if (pages.count > 0) out.push({ kind: "awaitRoom", bytes: batchOrQueue(source) });
}

/** Stun during page send: judged by the round that ended, the guest is slowed, and never gets faster before the stun. */
function slowDown(source: Source, sent: number, dirtied: number, out: Output[]): void {
  throttle(source, 100 - sdpsSpeed(100 - source.copy.throttle, sent, dirtied), out);
}

/**
 * The share of the time, in percent, that a guest of a `speed` in percent runs after a round that sent so much while so
 * much was dirtied: the link would then have sent five times what it dirties, ESXi's target. Pages are dirtied in
 * proportion to the time that the guest runs. It keeps at least 1 %, as a guest that stands still would be a stun
 * without an end.
 */
export function sdpsSpeed(speed: number, sent: number, dirtied: number): number {
  const wanted = Math.floor((speed * sent * 100) / (dirtied * SDPS_TARGET_PERCENT));
  return Math.max(1, Math.min(speed, wanted));
}

/** The guest sleeps this share of the time, in percent. Said only where it changes. */
function throttle(source: Source, percent: number, out: Output[]): void {
  if (source.copy.throttle === percent) return;
  source.copy.throttle = percent;
  out.push({ kind: "throttle", percent });
}

function createFile(source: Source, now: Tick, out: Output[]): void {
  moveSource(source, "needsFile", out);
  issue(source.pending, { kind: "createFile", epoch: source.epoch! }, now, out);
}

/** Holds the guest. Meanwhile the datastore must prove that it answers: the owner record decides what follows. */
function stun(
  source: Source,
  event: "converged" | "readyToStun" | "created" | "proven",
  now: Tick,
  out: Output[],
): void {
  // A guest that was slowed down must not go on sleeping where it resumes.
  throttle(source, 0, out);
  moveSource(source, event, out);
  out.push({ kind: "stun" });
  out.push({ kind: "deadline", name: "switchover", at: now + source.settings.maxSwitchover });
  // A read from before the stun would prove nothing of the time after it, so it is replaced by one of the stun.
  forget(source.pending, "readOwner", out);
  issue(source.pending, { kind: "readOwner" }, now, out);
  // After the stun, and so complete: the guest writes nothing any more.
  collect(source, "stun", out);
}

/**
 * The guest stands still, and its last writes are known. They join what the last round has left, and are either sent
 * before the resume or owed after it.
 */
function sendWhatIsLeft(source: Source, dirty: PageSet, now: Tick, out: Output[]): void {
  addAll(source.toSend, dirty);
  if (source.copy.finalCopy && source.toSend.count > 0)
    out.push({ kind: "awaitRoom", bytes: batchOrQueue(source) });
  else sendCheckpoint(source, now, out);
}

/**
 * The checkpoint names the pages still owed: none after a final copy. It goes behind the pages in their channel, so the
 * destination has them all when it comes. The set is copied because the message is kept until it is acknowledged, and
 * what is owed shrinks before that.
 */
function sendCheckpoint(source: Source, now: Tick, out: Output[]): void {
  source.copy.checkpointSent = true;
  const owed = source.copy.finalCopy ? emptySet(source.settings.pages) : copyOf(source.toSend);
  post(source.link, "background", { kind: "checkpoint", owed }, out);
  proveAgain(source, now, out);
}

/** A datastore that answered when the stun began may be gone after a long copy: before `go` it answers once more. */
function proveAgain(source: Source, now: Tick, out: Output[]): void {
  if (!source.copy.ownerConfirmed) return;
  source.copy.ownerConfirmed = false;
  issue(source.pending, { kind: "readOwner" }, now, out);
}

/**
 * `go` is the last record of the checkpoint. From here on only the owner record decides. It waits for the destination
 * to be prepared and for the datastore to answer, in either order: a destination without the checkpoint could not run
 * the guest, and without the record neither host could tell afterwards which of them may.
 */
function handGo(source: Source, out: Output[]): void {
  if (source.name !== "stunned" || !source.copy.prepared || !source.copy.ownerConfirmed) return;
  post(source.link, "background", { kind: "go", epoch: source.epoch! }, out);
  moveSource(source, "go", out);
}

/** Asks the host for the dirty log, which clears it: what is written from now on belongs to the next one. */
function collect(source: Source, purpose: "start" | "roundEnd" | "stun", out: Output[]): void {
  source.copy.collecting = purpose;
  out.push({ kind: "collectDirty" });
}

function pagesBody(source: Source, pages: readonly number[]): Body {
  return { kind: "pages", pages, cause: source.name === "stunned" ? "finalCopy" : "preCopy" };
}

function choosePages({ copy, toSend }: Source, count: number): number[] {
  return copy.qemu ? takeInOrder(copy.qemu, toSend, count) : takeAscending(toSend, count);
}

function takeAscending(set: PageSet, count: number): number[] {
  const pages = [];
  for (let page = nextFrom(set, 0); page >= 0 && pages.length < count; page = nextFrom(set, page + 1)) {
    remove(set, page);
    pages.push(page);
  }
  return pages;
}

/** A queue smaller than a batch must at least be empty. */
function batchOrQueue({ settings, batchPages }: Source): number {
  return Math.min(batchPages * PAGE_ON_LINK_BYTES, settings.queueBytes);
}

/**
 * The source after `go`: it finds out who owns the guest and, once the destination runs it, gives it the pages that are
 * owed, over the link, the Quick Resume file, or both, until every page has arrived. Called by `source.ts`, and by
 * `source-copy.ts` where a stun has lasted too long. A page is given to one path at a time (`Claim`), and comes back to
 * what is owed only by word of the destination. Once the destination owns the guest it must never run here again, nor
 * may its memory be freed before the destination has confirmed the last page.
 */

import type { Tick } from "../clock/tick.ts";
import {
  chunkWritten,
  ignoreNotes,
  readNextNote,
  repairChunk,
  takeNote,
  takeOwnHeads,
  tendChunks,
  watchNotes,
  writeChunks,
} from "./file-writer.ts";
import { closeLink, post } from "./link-end.ts";
import { PAGE_ON_LINK_BYTES } from "./message.ts";
import type { Output } from "./output.ts";
import { add, has, type PageSet, previousFrom, remove } from "./page-set.ts";
import { isPending, issue } from "./pending-operations.ts";
import { nextPush, turnToFault } from "./push-order.ts";
import { Claim, goOnHere, moveSource, type Source } from "./source-state.ts";
import type { BitmapPart, FoundNote, OwnerOnRecord, StoreAnswer, StoreOperation } from "./store.ts";
import { isConcurrent } from "./strategy.ts";

/** Neighbours of a faulting page travel so many together: few enough for signs of life to get through between them. */
const DEMAND_BATCH_PAGES = 8;

/**
 * After `go` a source that hears nothing takes the guest back by compare-and-set, and so learns who owns it. If the
 * destination was first, the record has another epoch, nothing is changed, and the answer names the destination.
 */
export function askOwner(source: Source, now: Tick, out: Output[]): void {
  if (isPending(source.pending, "compareAndSetOwner")) return;
  const epoch = source.epoch!;
  const next: OwnerOnRecord = { owner: "source", epoch: epoch + 1 };
  issue(source.pending, { kind: "compareAndSetOwner", expectedEpoch: epoch, next }, now, out);
}

/** The owner record is known: it says where the guest runs. A `resumed` that came first has settled it already. */
export function ownerKnown(source: Source, record: OwnerOnRecord, now: Tick, out: Output[]): void {
  if (source.name !== "committing") return;
  if (record.owner === "source") {
    const kind = source.cancelled ? "cancelled" : "takenBack";
    return goOnHere(source, "sourceOwns", { kind }, out);
  }
  start(source, now, out);
}

/**
 * The guest runs at the destination. Where nothing is owed, that it runs confirms the last page; else what is owed is
 * pushed there, over the link or, where it is down, the file.
 */
export function start(source: Source, now: Tick, out: Output[]): void {
  if (source.name !== "committing") return;
  moveSource(source, "destinationOwns", out);
  out.push({ kind: "deadline", name: "switchover", at: null });
  // What was not owed at the checkpoint is at the destination, which would not run the guest otherwise.
  source.claims.fill(Claim.arrived);
  for (let page = 0; page < source.settings.pages; page++)
    if (has(source.toSend, page)) source.claims[page] = Claim.none;
  if (source.toSend.count === 0) finish(source, now, out);
  else if (!source.link.up) turnToFile(source, now, out);
  else {
    if (isConcurrent(source.settings)) turnToFile(source, now, out);
    askRoom(source, out);
  }
}

/** The link's queue takes `room` bytes: owed pages fill it in the order of the push. */
export function pushPages(source: Source, room: number, out: Output[]): void {
  if (!source.link.up) return;
  const batch = source.batchPages;
  let left = room;
  do {
    const pages = takePush(source, batch, Claim.link);
    if (pages.length > 0) post(source.link, "background", { kind: "pages", pages, cause: "push" }, out);
    left -= batch * PAGE_ON_LINK_BYTES;
  } while (source.toSend.count > 0 && left >= batch * PAGE_ON_LINK_BYTES);
  askRoom(source, out);
}

/**
 * The guest waits for the first of these pages. One that is under way already is awaited, not sent twice. It is
 * remembered as wanted: if its path fails it is the first to be sent on the next one.
 */
export function takeRequest(source: Source, pages: readonly number[], now: Tick, out: Output[]): void {
  if (source.name !== "serving") return;
  // Even where the page is under way already: the guest is there now, and its neighbours come next.
  turnToFault(source.cursor, pages[0]!);
  const owed = source.link.up ? pages.filter((page) => has(source.toSend, page)) : [];
  for (const page of owed) claim(source, page, Claim.link);
  answer(source, owed, out);
  for (const page of pages)
    if (source.claims[page] !== Claim.arrived && !owed.includes(page) && !source.wanted.includes(page))
      source.wanted.push(page);
  fillFile(source, now, out);
}

/**
 * The page that the guest waits for goes alone, so that its neighbours do not keep it waiting. Both go on the urgent
 * channel, which overtakes the push between two frames.
 */
function answer(source: Source, pages: readonly number[], out: Output[]): void {
  const size = Math.min(source.batchPages, DEMAND_BATCH_PAGES);
  for (let from = 0; from < pages.length; from = from === 0 ? 1 : from + size) {
    const batch = pages.slice(from, from === 0 ? 1 : from + size);
    post(source.link, "urgent", { kind: "pages", pages: batch, cause: "demand" }, out);
  }
}

/** The link is down: owed pages go through the file, and the destination's notes are read. */
export function turnToFile(source: Source, now: Tick, out: Output[]): void {
  // A bitmap may have come in notes before this end noticed that the link is down.
  reconcileByBitmap(source, out);
  if (!source.fileExists) return;
  watchNotes(source.file, source.pending, now, out);
  fillFile(source, now, out);
}

/**
 * The link is open again: pages that it lost are owed, and no new page goes into the file. What is in the file already
 * is still read there, unless the datastore is silent: then it is owed again as well.
 */
export function linkReturned(source: Source, received: PageSet | null, now: Tick, out: Output[]): void {
  // It was about a generation of the link that is over.
  source.bitmap = null;
  if (received) {
    reconcile(source, Claim.link, (page) => has(received, page), out);
    if (!source.pending.reachable) takeReceived(source, received, now, out);
  }
  if (source.fileExists && !isConcurrent(source.settings))
    // Without this word the destination would look for further chunks for ever.
    post(source.link, "urgent", { kind: "fileEnd", lastChunk: source.file.lastChunk }, out);
  serveWanted(source, now, out);
  askRoom(source, out);
}

/** Pages that the guest waits for and that are owed now go out at once. */
function serveWanted(source: Source, now: Tick, out: Output[]): void {
  const wanted = source.wanted.filter((page) => has(source.toSend, page));
  // They leave the list first, since the request puts those back that cannot be sent now.
  source.wanted = source.wanted.filter((page) => !has(source.toSend, page));
  if (wanted.length > 0) takeRequest(source, wanted, now, out);
}

/**
 * The datastore does not answer while the link carries: what is stuck in the file may have to go over the link. The
 * destination is asked what it has, because chunks without an acknowledgement may have been read.
 */
export function fileFell(source: Source, out: Output[]): void {
  if (source.name === "serving" && source.link.up && source.file.inRing.length > 0)
    post(source.link, "urgent", { kind: "fileDown" }, out);
}

/**
 * What has come, told while the datastore does not answer: the rest of what the file was given is owed again. A
 * datastore that is back meanwhile delivers its chunks, so nothing is owed again then.
 */
export function takeReceived(source: Source, received: PageSet, now: Tick, out: Output[]): void {
  if (source.name !== "serving" || source.pending.reachable) return;
  reconcile(source, Claim.file, (page) => has(received, page), out);
  serveWanted(source, now, out);
  askRoom(source, out);
}

/**
 * Without a file the owner record is where a destination that is out of reach says that it has every page. It says so
 * by owning the guest once more, at the next epoch (`recordComplete` in `destination.ts`).
 */
export function lookIntoRecord(source: Source, now: Tick, out: Output[]): void {
  if (source.name !== "serving" || source.link.up || source.fileExists) return;
  if (!isPending(source.pending, "readOwner")) issue(source.pending, { kind: "readOwner" }, now, out);
}

/** A sign of life is due, and with it whatever the other end of the file may not be able to ask for. */
export function tendFile(source: Source, now: Tick, out: Output[]): void {
  const { file, pending } = source;
  if (source.name === "serving" && file.reading && pending.reachable) tendChunks(file, pending, now, out);
}

/** The polling interval has passed. */
export function poll(source: Source, now: Tick, out: Output[]): void {
  if (source.name === "serving") readNextNote(source.file, source.pending, now, out);
}

/** An operation on the file was answered. */
export function takeFileAnswer(
  source: Source,
  asked: StoreOperation,
  answer: StoreAnswer,
  now: Tick,
  out: Output[],
): void {
  if (source.name !== "serving") return;
  const { pending } = source;
  if (asked.kind === "writeChunk") chunkWritten(source.file, asked.head.sequence, pending, now, out);
  if (answer.kind === "note") noteRead(source, answer.note, now, out);
  if (asked.kind === "readHeads" && answer.kind === "heads")
    takeOwnHeads(source.file, asked.sequences, answer.heads, source.pending, now, out);
  // A note may have ended it all. Otherwise the answer may have made room: a slot, or a write under way less.
  if (source.name === "serving") fillFile(source, now, out);
}

/**
 * The destination has every page: this host's memory is given back and the file goes. Where `freed` is lost with the
 * link, a destination with a file learns it from the file's absence, and one without by its own write of the owner
 * record.
 */
export function finish(source: Source, now: Tick, out: Output[]): void {
  if (source.name !== "serving") return;
  moveSource(source, "lastPage", out);
  out.push({ kind: "free" });
  ignoreNotes(source.file, out);
  // Nothing that is under way matters any more. The deletion is issued after this, so that it alone is seen through.
  source.pending.pending = [];
  if (source.fileExists) issue(source.pending, { kind: "deleteFile" }, now, out);
  if (source.link.up) post(source.link, "urgent", { kind: "freed" }, out);
  closeLink(source.link, out);
  out.push({ kind: "deadline", name: "switchover", at: null });
  out.push({ kind: "ended", how: "moved", reason: null });
}

/**
 * A note was read, or the slot held none. The pages of acknowledged chunks have arrived before anything else in the
 * note is looked at, and the word that all is complete comes last, because nothing is served after it.
 */
function noteRead(source: Source, note: FoundNote, now: Tick, out: Output[]): void {
  for (const page of takeNote(source.file, note, source.pending, now, out))
    source.claims[page] = Claim.arrived;
  if (note === null || note === "damaged") return stopWhenDrained(source, out);
  if (note.damaged > 0) repairChunk(source.file, note.damaged, source.pending, now, out);
  if (note.bitmap) takeBitmap(source, note.bitmap, out);
  if (note.requests.length > 0)
    takeRequest(
      source,
      note.requests.map(({ page }) => page),
      now,
      out,
    );
  if (note.complete) finish(source, now, out);
}

/** Once the link carries again and every chunk is acknowledged, the notes need no reader. */
function stopWhenDrained(source: Source, out: Output[]): void {
  const isDone = source.link.up && source.file.inRing.length === 0 && !isConcurrent(source.settings);
  if (isDone) ignoreNotes(source.file, out);
}

/**
 * A part of the received bitmap. It may come before this end notices that the link is down, so it is kept. One of an
 * older generation is of a link that has been opened again since, with an answer that said more.
 */
function takeBitmap(source: Source, part: BitmapPart, out: Output[]): void {
  if (part.generation < source.link.generation) return;
  if (source.bitmap?.generation !== part.generation)
    source.bitmap = { generation: part.generation, parts: new Array(part.parts).fill(null) };
  source.bitmap.parts[part.part - 1] = part.bits;
  reconcileByBitmap(source, out);
}

/** Once the bitmap is complete and the link down at this end too, the pages that it lost are owed again. */
function reconcileByBitmap(source: Source, out: Output[]): void {
  if (source.link.up || !source.bitmap || source.bitmap.parts.some((bits) => bits === null)) return;
  // The parts are cut at byte borders; bit i of byte j is page 8j + i.
  const bytes = source.bitmap.parts.flatMap((bits) => [...bits!]);
  reconcile(source, Claim.link, (page) => ((bytes[page >>> 3]! >>> (page & 7)) & 1) === 1, out);
}

/**
 * Pages given to a path that failed come back to `owed` only here, by what the destination says it has. Until the path
 * is declared down at this end, a page given to it may still arrive, and owing it would send it twice.
 */
function reconcile(source: Source, path: number, isReceived: (page: number) => boolean, out: Output[]): void {
  let again = 0;
  for (let page = 0; page < source.settings.pages; page++) {
    if (source.claims[page] !== path) continue;
    if (isReceived(page)) source.claims[page] = Claim.arrived;
    else {
      source.claims[page] = Claim.none;
      if (add(source.toSend, page)) again++;
    }
  }
  if (again > 0) out.push({ kind: "owedAgain", pages: again });
}

/** Beside a link that carries, the file takes pages only in concurrent mode, and only while the datastore answers. */
function fillFile(source: Source, now: Tick, out: Output[]): void {
  if (!source.fileExists || !source.file.reading) return;
  const { link, pending, settings } = source;
  const beside = isConcurrent(settings) && pending.reachable;
  // With the link down the file is the only path, and serves the guest's wants; beside the link it takes what comes
  // last.
  const take = (count: number) => {
    if (!link.up) return takePush(source, count, Claim.file);
    return beside ? takeReverse(source, count) : [];
  };
  writeChunks(source.file, take, pending, now, out);
}

/**
 * The file's stream runs against the link's, as claim 2 of US patent 8,671,238 has it: from the last page down. Where
 * their claims meet, both end, and no page is sent twice.
 */
function takeReverse(source: Source, count: number): number[] {
  const pages: number[] = [];
  while (pages.length < count && source.toSend.count > 0) {
    const page = previousFrom(source.toSend, source.settings.pages - 1);
    claim(source, page, Claim.file);
    pages.push(page);
  }
  return pages;
}

/** Up to `count` owed pages for a path: those the guest waits for first, then in the order of the push. */
function takePush(source: Source, count: number, path: number): number[] {
  const pages: number[] = [];
  while (pages.length < count && source.toSend.count > 0) {
    const wanted = source.wanted.findIndex((page) => has(source.toSend, page));
    const page = wanted >= 0 ? source.wanted.splice(wanted, 1)[0]! : nextPush(source.cursor, source.toSend);
    claim(source, page, path);
    pages.push(page);
  }
  return pages;
}

function claim(source: Source, page: number, path: number): void {
  remove(source.toSend, page);
  source.claims[page] = path;
}

function askRoom(source: Source, out: Output[]): void {
  if (source.toSend.count === 0) return;
  const bytes = Math.min(source.batchPages * PAGE_ON_LINK_BYTES, source.settings.queueBytes);
  out.push({ kind: "awaitRoom", bytes });
}

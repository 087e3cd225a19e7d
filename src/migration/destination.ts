/**
 * The destination's half of the protocol, from the first greeting until it has every page and the source knows. `Role`
 * (`src/host`) and the explorer call it with one input at a time. It takes pages from link and file alike, and the
 * guest only by a compare-and-set of the owner record: no message, and no silence, makes it run the guest. It asks for
 * no page before the guest runs here, as until then the source alone knows which versions are newest.
 */

import type { Tick } from "../clock/tick.ts";
import {
  createFileReader,
  type FileReader,
  ignoreChunks,
  isDrained,
  lookIntoFile,
  takeChunk,
  takeHeads,
  tendFile,
  watchChunks,
} from "./file-reader.ts";
import { type DeadlineName, type Input, NOTHING_SEEN, type Seen } from "./input.ts";
import {
  type Arrival,
  beat,
  beatOf,
  checkSilence,
  closeLink,
  createLinkEnd,
  type LinkEnd,
  post,
  receive,
} from "./link-end.ts";
import type { Body } from "./message.ts";
import { bitmapParts, noteWritten, writeNote } from "./note-writer.ts";
import type { Carrier, Output } from "./output.ts";
import { add, complementOf, copyOf, emptySet, has, type PageSet } from "./page-set.ts";
import {
  abandon,
  createPendingOperations,
  isPending,
  issue,
  type PendingOperations,
  retry,
  settle,
} from "./pending-operations.ts";
import type { MigrationSettings } from "./settings.ts";
import type { StoreAnswer } from "./store.ts";
import { isConcurrent, usesFile } from "./strategy.ts";
import { type DestinationEvent, type DestinationName, nextDestination } from "./transitions.ts";

/** Pages asked for in one note: at 8 bytes each they fit beside the largest part of a bitmap. */
const REQUESTS_PER_NOTE = 100;

/** Everything the destination remembers. A plain record: a checkpoint copies it. */
export interface Destination {
  readonly settings: MigrationSettings;
  name: DestinationName;
  link: LinkEnd;
  pending: PendingOperations;
  file: FileReader;
  /** Pages that are here, in their newest version once the checkpoint has come. */
  received: PageSet;
  /** The request that the guest waits for, or null. */
  request: { readonly id: number; readonly pages: readonly number[] } | null;
  /** Number of requests so far, which is the id of the last one. */
  requests: number;
  /** Pages that the source owed when it handed the guest over. */
  owedAtResume: number;
  /** Epoch of the owner record that names this host; 0 before `go`. */
  epoch: number;
}

export function createDestination(settings: MigrationSettings): Destination {
  return {
    settings,
    name: "empty",
    link: createLinkEnd(false, settings.heartbeat),
    pending: createPendingOperations(settings.heartbeat),
    file: createFileReader(settings.poll, beatOf(settings.heartbeat)),
    received: emptySet(settings.pages),
    request: null,
    requests: 0,
    owedAtResume: 0,
    epoch: 0,
  };
}

/** Takes one input at `now`; returns what must be done, in order. */
export function handleDestination(destination: Destination, input: Input, now: Tick): Output[] {
  const out: Output[] = [];
  switch (input.kind) {
    case "message":
      takeMessage(destination, input, now, out);
      break;
    case "deadline":
      takeDeadline(destination, input.name, input.seen ?? NOTHING_SEEN, now, out);
      break;
    case "storeAnswered":
      takeAnswer(destination, input.operation, input.answer, now, out);
      break;
    case "guestFaulted":
      requestPage(destination, input.page, now, out);
      break;
    default:
      throw new Error(`The destination takes no "${input.kind}".`);
  }
  // Whatever the input made due goes into one note here, instead of one from every place that has something to say.
  if (destination.file.reading) write(destination, now, out);
  return out;
}

/** Moves through the transition table. The source announces all other phases. */
function move(destination: Destination, event: DestinationEvent, out: Output[]): void {
  destination.name = nextDestination(destination.name, event);
  if (destination.name === "running") out.push({ kind: "phase", phase: "pageIn" });
}

/**
 * A message came. Should it open the link again, the answer has to say which pages are here: so that is put together
 * first, and as a copy, because the message may travel while more pages come in.
 */
function takeMessage(
  destination: Destination,
  input: Input & { kind: "message" },
  now: Tick,
  out: Output[],
): void {
  const told = guestIsHere(destination) ? copyOf(destination.received) : null;
  const arrivals = receive(destination.link, input.message, input.parcel, told, now, out);
  for (const arrival of arrivals) takeArrival(destination, arrival, now, out);
}

/**
 * Whether the guest is here or may be, so that the source must learn which pages have come. It may be from the
 * compare-and-set on: the record may name this host before the answer says so.
 */
function guestIsHere({ name }: Destination): boolean {
  return name === "committing" || name === "running" || name === "complete";
}

/**
 * What the link says. A request that was under way when the link fell may never have arrived, so it is sent again
 * whenever the link opens.
 */
function takeArrival(destination: Destination, arrival: Arrival, now: Tick, out: Output[]): void {
  if (arrival.kind === "body") return takeBody(destination, arrival.body, arrival.parcel, now, out);
  if (arrival.kind === "down") return linkFell(destination, now, out);
  if (arrival.kind === "cancelled") return discard(destination, "cancelled", out);
  if (destination.name === "empty") move(destination, "hello", out);
  if (destination.request) sendRequest(destination, now, out);
}

function takeBody(destination: Destination, body: Body, parcel: number, now: Tick, out: Output[]): void {
  switch (body.kind) {
    case "pages":
      return receivePages(destination, body.pages, { path: "link", number: parcel }, out);
    case "checkpoint":
      return takeCheckpoint(destination, body.owed, parcel, out);
    case "go":
      return takeGo(destination, body.epoch, now, out);
    case "fileEnd":
      return drainFile(destination, body.lastChunk, now, out);
    case "fileDown":
      post(destination.link, "urgent", { kind: "received", pages: copyOf(destination.received) }, out);
      return;
    case "freed":
      return confirmed(destination, out);
    default:
      throw new Error(`The source sent "${body.kind}", which only a destination sends.`);
  }
}

/**
 * Until the checkpoint every page replaces what was here; afterwards only a page that has not come is taken. The guest
 * may have written it since: a copy that comes late, over the other path or a second time, must not undo that.
 */
function receivePages(
  destination: Destination,
  pages: readonly number[],
  carrier: Carrier,
  out: Output[],
): void {
  const replaces = destination.name === "receiving";
  const taken = replaces ? pages : pages.filter((page) => !has(destination.received, page));
  for (const page of taken) add(destination.received, page);
  out.push({ kind: "apply", carrier, pages: taken });
  // Only the first page of a request is waited for; its neighbours come or are asked for when they are touched.
  if (destination.request?.pages[0] !== undefined && has(destination.received, destination.request.pages[0]))
    destination.request = null;
  completeWhenWhole(destination, out);
}

/**
 * Stale pages, sent in pre-copy and dirtied since, are discarded before the guest can see them. All others are here:
 * the checkpoint travels behind the pages in the same ordered channel. So what is received is the complement of what is
 * owed, whatever came before.
 */
function takeCheckpoint(destination: Destination, owed: PageSet, parcel: number, out: Output[]): void {
  if (destination.name !== "receiving") return;
  out.push({ kind: "loadCheckpoint", parcel }, { kind: "discardPages", pages: owed });
  destination.received = complementOf(owed);
  destination.owedAtResume = owed.count;
  move(destination, "checkpoint", out);
  post(destination.link, "urgent", { kind: "prepared" }, out);
}

/**
 * The source offers the guest. It may have taken it back since, after a silence: both then write the record with the
 * same expected epoch, and the datastore lets one of them win.
 */
function takeGo(destination: Destination, epoch: number, now: Tick, out: Output[]): void {
  if (destination.name !== "prepared") return;
  move(destination, "go", out);
  destination.epoch = epoch + 1;
  const next = { owner: "destination", epoch: epoch + 1 } as const;
  issue(destination.pending, { kind: "compareAndSetOwner", expectedEpoch: epoch, next }, now, out);
}

/** The commit point: the guest runs here if, and only if, the record names this host. */
function ownerKnown(
  destination: Destination,
  owner: "source" | "destination",
  now: Tick,
  out: Output[],
): void {
  // The answer to `recordComplete`: the record now says that every page has come, where the source finds it.
  if (destination.name === "complete") return confirmed(destination, out);
  if (destination.name !== "committing") return;
  if (owner === "source") return discard(destination, "sourceOwns", out);
  move(destination, "owns", out);
  out.push({ kind: "resume" });
  post(destination.link, "urgent", { kind: "resumed" }, out);
  // The link may have fallen while the record was written. Only an owner turns to the file, so that is done now.
  if (!destination.link.up) turnToFile(destination, now, out);
  else if (isConcurrent(destination.settings)) watchChunks(destination.file, destination.pending, now, out);
  // After stop-and-copy or a final copy nothing is owed, and no page will come that would notice it.
  completeWhenWhole(destination, out);
}

/** A destination that has asked for the guest does not heed a word: it goes by the owner record. */
function discard(destination: Destination, event: "cancelled" | "sourceOwns", out: Output[]): void {
  const { name, link } = destination;
  // A greeting that came late may have opened the link of a destination that was discarded already.
  if (name === "discarded") return closeLink(link, out);
  const waits = event === "cancelled" ? name === "receiving" || name === "prepared" : name === "committing";
  if (!waits) return;
  move(destination, event, out);
  out.push({ kind: "free" });
  closeLink(link, out);
  abandon(destination.pending, out);
}

/**
 * The guest touched a page that is not here. It stands still until the page comes. Of the pages behind it those that
 * are missing too are asked for with it, up to ESXi's `RemotePageFaultPages` in all.
 */
function requestPage(destination: Destination, page: number, now: Tick, out: Output[]): void {
  const pages = [page];
  for (let next = page + 1; pages.length < destination.settings.pagesPerFault; next++) {
    if (next >= destination.settings.pages) break;
    if (!has(destination.received, next)) pages.push(next);
  }
  destination.request = { id: ++destination.requests, pages };
  sendRequest(destination, now, out);
}

/** Over the link, or in a note, or later when a path returns; always with the same id. */
function sendRequest(destination: Destination, now: Tick, out: Output[]): void {
  const { request, link, file } = destination;
  if (!request) return;
  if (link.up) post(link, "urgent", { kind: "request", ...request }, out);
  else if (file.reading) {
    file.due.requests = request.pages.slice(0, REQUESTS_PER_NOTE).map((page) => ({ id: request.id, page }));
    write(destination, now, out);
  }
}

function write({ file, pending }: Destination, now: Tick, out: Output[]): void {
  writeNote(file, file.lastChunk, pending, now, out);
}

/** A source that owes nothing finds the owner record by itself; one that owes pages reads the file. */
function linkFell(destination: Destination, now: Tick, out: Output[]): void {
  if (destination.name === "complete" && destination.owedAtResume === 0) confirmed(destination, out);
  else if (destination.name === "complete" && !usesFile(destination.settings))
    recordComplete(destination, now, out);
  else if (destination.name === "running" || destination.name === "complete")
    turnToFile(destination, now, out);
}

/** Without a file the owner record says that every page has come: the destination owns it once more. */
function recordComplete(destination: Destination, now: Tick, out: Output[]): void {
  if (isPending(destination.pending, "compareAndSetOwner")) return;
  const next = { owner: "destination", epoch: destination.epoch + 1 } as const;
  issue(
    destination.pending,
    { kind: "compareAndSetOwner", expectedEpoch: destination.epoch, next },
    now,
    out,
  );
}

/** The link is down: chunks are looked for, and the source is told what has come and what the guest waits for. */
function turnToFile(destination: Destination, now: Tick, out: Output[]): void {
  if (!usesFile(destination.settings)) return;
  const { file, received, link, settings } = destination;
  // Without it the source could not tell which pages of the fallen link have arrived, and would owe none of them.
  file.due.bitmap = bitmapParts(received, link.generation, settings.bitmapBytesPerNote);
  file.due.complete = destination.name === "complete";
  // A last chunk that was announced earlier is no longer the last: the source writes on.
  file.endsAfter = null;
  watchChunks(file, destination.pending, now, out);
  sendRequest(destination, now, out);
}

/**
 * Every page is here. The source is told over the link, which keeps repeating it, and in a note where the link is down:
 * it must not keep its memory for nothing, nor free it before.
 */
function completeWhenWhole(destination: Destination, out: Output[]): void {
  if (destination.name !== "running" || destination.received.count < destination.settings.pages) return;
  move(destination, "lastPage", out);
  out.push({ kind: "whole" });
  post(destination.link, "urgent", { kind: "complete" }, out);
  destination.file.due.complete = !destination.link.up;
}

/** The source has freed its memory, or will: nothing more is owed either way. */
function confirmed(destination: Destination, out: Output[]): void {
  if (destination.name !== "complete") return;
  move(destination, "confirmed", out);
  closeLink(destination.link, out);
  ignoreChunks(destination.file, out);
  abandon(destination.pending, out);
}

/** The link carries again: what is in the file is still read, up to its last chunk. */
function drainFile(destination: Destination, lastChunk: number, now: Tick, out: Output[]): void {
  destination.file.endsAfter = lastChunk;
  if (isDrained(destination.file)) ignoreChunks(destination.file, out);
  else watchChunks(destination.file, destination.pending, now, out);
}

function stopWhenDrained(destination: Destination, out: Output[]): void {
  if (destination.link.up && isDrained(destination.file)) ignoreChunks(destination.file, out);
}

function takeDeadline(
  destination: Destination,
  name: DeadlineName,
  seen: Seen,
  now: Tick,
  out: Output[],
): void {
  if (name === "alive") {
    beat(destination.link, now, out);
    destination.file.due.alive = !destination.link.up;
    tendFile(destination.file, destination.pending, now, out);
  }
  if (name === "silence" && checkSilence(destination.link, seen, now, out)) linkFell(destination, now, out);
  if (name === "poll") lookIntoFile(destination.file, destination.pending, now, out);
  if (name === "store") retry(destination.pending, seen, now, out);
}

/**
 * The datastore has answered. A chunk that cannot be read because there is no file tells that the source has finished,
 * as a note does that cannot be written.
 */
function takeAnswer(
  destination: Destination,
  operation: number,
  answer: StoreAnswer,
  now: Tick,
  out: Output[],
): void {
  const asked = settle(destination.pending, operation, now, out);
  if (!asked) return;
  const { file, pending } = destination;
  if (answer.kind === "owner") ownerKnown(destination, answer.record.owner, now, out);
  else if (answer.kind === "chunk") applyChunks(destination, operation, answer, now, out);
  else if (asked.kind === "writeNote") noteAnswered(destination, answer, out);
  else if (asked.kind === "readChunk") confirmed(destination, out);
  else if (asked.kind === "readHeads" && answer.kind === "heads")
    takeHeads(file, asked.sequences, answer.heads, pending, now, out);
}

function applyChunks(
  destination: Destination,
  operation: number,
  answer: StoreAnswer & { kind: "chunk" },
  now: Tick,
  out: Output[],
): void {
  for (const chunk of takeChunk(destination.file, operation, answer, destination.pending, now, out))
    receivePages(destination, chunk.pages, { path: "file", number: chunk.operation }, out);
  stopWhenDrained(destination, out);
}

/** A file that is gone tells that the source has finished. A note in it may still be damaged before it is read. */
function noteAnswered(destination: Destination, answer: StoreAnswer, out: Output[]): void {
  noteWritten(destination.file);
  if (answer.kind === "failed") confirmed(destination, out);
}

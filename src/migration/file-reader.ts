/**
 * The destination's end of the Quick Resume file: it looks for chunks, reads them ahead, applies them in their order,
 * and writes notes (`note-writer.ts`). `destination.ts` calls it and applies the pages. The heads are read first,
 * because they are small and say whether there is a chunk at all. A chunk must never be applied before those in front
 * of it, nor with bytes that do not match their checksum.
 */

import type { Tick } from "../clock/tick.ts";
import { createNoteWriter, type NoteWriter, notesRead, quietBeats, tendNotes } from "./note-writer.ts";
import type { Output } from "./output.ts";
import { issue, type PendingOperations } from "./pending-operations.ts";
import type { ChunkHead, FoundHead, StoreAnswer } from "./store.ts";

/** Heads read in one operation, and chunks read ahead of the one that must be applied next. */
const HEADS_AT_ONCE = 4;
const CHUNKS_AHEAD = 8;

/**
 * Looks in a row that find the next head damaged until that counts. The first may have been damaged on its way to this
 * host; the second says that it is damaged where it lies.
 */
const LOOKS_AT_DAMAGE = 2;

interface ChunkUnderWay {
  readonly head: ChunkHead;
  operation: number;
  /** Bytes that came damaged are read again at once, and from then on whenever the file is looked into. */
  state: "reading" | "readingAgain" | "damaged" | "read";
}

/** The destination's end of the Quick Resume file: it reads chunks and writes notes. A plain record. */
export interface FileReader extends NoteWriter {
  /** Whether chunks are looked for. */
  reading: boolean;
  /** Whether a look ahead is under way, and whether the polling interval runs: its end is not put off once it is set. */
  looking: boolean;
  polling: boolean;
  /** Last chunk whose head was found, and last one applied. */
  lastHead: number;
  lastChunk: number;
  underWay: ChunkUnderWay[];
  /** How many looks in a row found the head after the last one damaged. */
  damagedHeads: number;
  /** Last chunk of which the source was told that it cannot be read, and signs of life since. */
  reported: number;
  quietDamage: number;
  /** The source announced that no chunk follows this one. */
  endsAfter: number | null;
}

/** A chunk that can be applied, with the number of the operation that read it. */
export interface ReadyChunk {
  readonly operation: number;
  readonly pages: readonly number[];
}

export function createFileReader(poll: Tick, beat: Tick): FileReader {
  return {
    ...createNoteWriter(poll, beat),
    reading: false,
    looking: false,
    polling: false,
    lastHead: 0,
    lastChunk: 0,
    underWay: [],
    damagedHeads: 0,
    reported: 0,
    quietDamage: 0,
    endsAfter: null,
  };
}

/** Begins to look for chunks, if that is not done already. */
export function watchChunks(reader: FileReader, pending: PendingOperations, now: Tick, out: Output[]): void {
  if (reader.reading) return;
  reader.reading = true;
  lookIntoFile(reader, pending, now, out);
}

/** Stops looking for chunks. */
export function ignoreChunks(reader: FileReader, out: Output[]): void {
  reader.reading = false;
  reader.polling = false;
  out.push({ kind: "deadline", name: "poll", at: null });
}

/** Whether every chunk that the source announced has been applied. */
export function isDrained(reader: FileReader): boolean {
  return reader.endsAfter !== null && reader.lastChunk >= reader.endsAfter;
}

/** The polling interval is over: looks for further chunks, and whether a damaged one has been written again. */
export function lookIntoFile(reader: FileReader, pending: PendingOperations, now: Tick, out: Output[]): void {
  reader.polling = false;
  const [next] = reader.underWay;
  if (reader.reading && next?.state === "damaged") readAgain(next, pending, now, out);
  readHeads(reader, pending, now, out);
}

/** Looks ahead for the next heads, as far as chunks may be read ahead. One such look is under way at a time. */
function readHeads(reader: FileReader, pending: PendingOperations, now: Tick, out: Output[]): void {
  const room = CHUNKS_AHEAD - (reader.lastHead - reader.lastChunk);
  if (!reader.reading || reader.looking || room <= 0) return;
  reader.looking = true;
  const count = Math.min(HEADS_AT_ONCE, room);
  const sequences = Array.from({ length: count }, (_, index) => reader.lastHead + 1 + index);
  issue(pending, { kind: "readHeads", sequences }, now, out);
}

/** Lets the polling interval begin, unless it runs. */
function waitToLook(reader: FileReader, now: Tick, out: Output[]): void {
  if (!reader.reading || reader.polling) return;
  reader.polling = true;
  out.push({ kind: "deadline", name: "poll", at: now + reader.poll });
}

function readAgain(chunk: ChunkUnderWay, pending: PendingOperations, now: Tick, out: Output[]): void {
  chunk.operation = issue(pending, { kind: "readChunk", head: chunk.head }, now, out);
  chunk.state = "readingAgain";
}

/**
 * Heads were read. A look ahead fetches the chunks that are there and is followed by the next one, at once or after
 * the polling interval. A look at a chunk that was applied only tells which notes were read.
 */
export function takeHeads(
  reader: FileReader,
  sequences: readonly number[],
  heads: readonly FoundHead[],
  pending: PendingOperations,
  now: Tick,
  out: Output[],
): void {
  for (const head of heads) if (isThere(head)) notesRead(reader, head.noteAck);
  // A look at a chunk that was applied ends here; a look ahead goes on.
  if (sequences[0] !== reader.lastHead + 1) return;
  reader.looking = false;
  const before = reader.lastHead;
  for (const head of heads) {
    // What comes after a gap is left for a later look: nothing behind the gap can be applied before it is closed.
    if (!isThere(head) || head.sequence !== reader.lastHead + 1) break;
    reader.lastHead = head.sequence;
    const operation = issue(pending, { kind: "readChunk", head }, now, out);
    reader.underWay.push({ head, operation, state: "reading" });
  }
  countDamage(reader, heads[reader.lastHead - before] ?? null, before);
  if (reader.lastHead > before) readHeads(reader, pending, now, out);
  else waitToLook(reader, now, out);
  tellDamage(reader, now, out);
}

function isThere(head: FoundHead): head is ChunkHead {
  return head !== null && head !== "damaged";
}

/** Counts looks in a row that found the next head damaged. A look that found a chunk, or an empty slot, begins anew. */
function countDamage(reader: FileReader, next: FoundHead, before: number): void {
  const counted = reader.lastHead > before ? 0 : reader.damagedHeads;
  reader.damagedHeads = next === "damaged" ? Math.min(counted + 1, LOOKS_AT_DAMAGE) : 0;
}

/** A chunk's bytes have come, or came damaged. Returns the chunks that can be applied now, in order. */
export function takeChunk(
  reader: FileReader,
  operation: number,
  { whole, noteAck }: StoreAnswer & { kind: "chunk" },
  pending: PendingOperations,
  now: Tick,
  out: Output[],
): ReadyChunk[] {
  const chunk = reader.underWay.find((each) => each.operation === operation);
  if (!chunk) return [];
  if (!whole) {
    // The first time it may be the way that damaged it. After that it is read as often as the file is looked into.
    if (chunk.state === "reading") readAgain(chunk, pending, now, out);
    else chunk.state = "damaged";
    tellDamage(reader, now, out);
    return [];
  }
  chunk.state = "read";
  notesRead(reader, noteAck);
  // With as many chunks ahead as may be, nobody looked for heads; whoever makes room has to begin again.
  const wasFull = reader.lastHead - reader.lastChunk >= CHUNKS_AHEAD;
  const ready = takeReady(reader);
  if (wasFull && ready.length > 0) readHeads(reader, pending, now, out);
  tellDamage(reader, now, out);
  return ready;
}

function takeReady(reader: FileReader): ReadyChunk[] {
  const ready = [];
  while (reader.underWay[0]?.state === "read") {
    const { head, operation } = reader.underWay.shift()!;
    reader.lastChunk = head.sequence;
    // A chunk without pages only acknowledges notes. To acknowledge it in turn would go on for ever.
    if (head.pages.length > 0) reader.due.acknowledgement = true;
    ready.push({ operation, pages: head.pages });
  }
  return ready;
}

/** Where the chunk that must be applied next cannot be read, the source is told; it is looked for on. */
function tellDamage(reader: FileReader, now: Tick, out: Output[]): void {
  const sequence = damagedChunk(reader);
  if (sequence === 0) return;
  // Once for each chunk; `tendFile` repeats it where nothing comes of it.
  if (sequence > reader.reported) reader.due.damaged = sequence;
  reader.reported = Math.max(reader.reported, sequence);
  waitToLook(reader, now, out);
}

/**
 * A sign of life is due. A source that wrote a damaged chunk just then did not heed the word on it: now and then it is
 * repeated. Where no note is acknowledged, the last chunk may have been written again to do so.
 */
export function tendFile(reader: FileReader, pending: PendingOperations, now: Tick, out: Output[]): void {
  if (tendNotes(reader, pending) && reader.reading && reader.lastChunk > 0 && !isLookedAt(reader, pending))
    issue(pending, { kind: "readHeads", sequences: [reader.lastChunk] }, now, out);
  const sequence = damagedChunk(reader);
  reader.quietDamage = sequence > 0 ? reader.quietDamage + 1 : 0;
  if (reader.quietDamage < quietBeats(reader, pending)) return;
  reader.quietDamage = 0;
  reader.due.damaged = sequence;
}

/** Whether a look at a chunk that was applied is under way. */
function isLookedAt({ lastHead }: FileReader, { pending }: PendingOperations): boolean {
  return pending.some(({ what }) => what.kind === "readHeads" && what.sequences[0]! <= lastHead);
}

/** The chunk that must be applied next, where it was found damaged more than once; else 0. */
function damagedChunk({ underWay, damagedHeads, lastHead }: FileReader): number {
  const [next] = underWay;
  if (next) return next.state === "damaged" ? next.head.sequence : 0;
  return damagedHeads >= LOOKS_AT_DAMAGE ? lastHead + 1 : 0;
}

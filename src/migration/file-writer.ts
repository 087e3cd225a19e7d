/**
 * The source's end of the Quick Resume file: chunks of pages go forward in a ring of slots, and the destination's notes
 * are read from the ring back. `source-serve.ts` calls it and says which pages a chunk takes. The file never holds the
 * guest's memory as a whole, only what is under way: 40 chunks of 32 pages are ESXi's default, 5 MiB. A slot must not
 * take another chunk before its own was acknowledged, and while a write into it may still take effect.
 */

import type { Tick } from "../clock/tick.ts";
import { BACK_SLOTS } from "../datastore/datastore.ts";
import { quietBeats } from "./note-writer.ts";
import type { Output } from "./output.ts";
import { isPending, issue, type PendingOperations } from "./pending-operations.ts";
import type { FoundHead, FoundNote } from "./store.ts";

/** Chunk writes under way at a time: enough to hide the datastore's latency, few enough to leave faults a short queue. */
const WRITES_AT_ONCE = 4;

/** A chunk whose slot is taken. Its number and pages stay what they are, however often it is written. */
interface ChunkInRing {
  readonly sequence: number;
  readonly pages: readonly number[];
  /** Whether a write of it is under way: until that is answered it may still take effect, so its slot is taken. */
  writing: boolean;
  /** Whether it is to be written again, once fewer writes are under way. */
  again: boolean;
  acknowledged: boolean;
}

/** The source's end of the Quick Resume file: it writes chunks and reads notes. A plain record. */
export interface FileWriter {
  /** Slots of the ring forward, pages of a chunk, and the pause between two looks for a note, in ticks. */
  readonly slots: number;
  readonly pagesPerChunk: number;
  readonly poll: Tick;
  /** From one sign of life to the next, in ticks. */
  readonly beat: Tick;
  /** Whether the notes are read. */
  reading: boolean;
  /** Whether a look for the next note is under way: another one begins only after it, at once or after an interval. */
  looking: boolean;
  /** Sequence number of the last chunk written; the first is 1. */
  lastChunk: number;
  /** Chunks whose slots are not free, in order. */
  inRing: ChunkInRing[];
  /** The last chunk that the destination could not read. */
  reported: number;
  /** Signs of life since a chunk was acknowledged, where any waits for that. */
  quietChunks: number;
  /** Sequence number of the last note read, and of the last one acknowledged in a new chunk. */
  lastNote: number;
  notesAcknowledged: number;
}

export function createFileWriter(slots: number, pagesPerChunk: number, poll: Tick, beat: Tick): FileWriter {
  return {
    slots,
    pagesPerChunk,
    poll,
    beat,
    reading: false,
    looking: false,
    lastChunk: 0,
    inRing: [],
    reported: 0,
    quietChunks: 0,
    lastNote: 0,
    notesAcknowledged: 0,
  };
}

/** Begins to read the notes, if that is not done already. */
export function watchNotes(writer: FileWriter, pending: PendingOperations, now: Tick, out: Output[]): void {
  if (writer.reading) return;
  writer.reading = true;
  readNextNote(writer, pending, now, out);
}

/** Stops reading notes. */
export function ignoreNotes(writer: FileWriter, out: Output[]): void {
  writer.reading = false;
  out.push({ kind: "deadline", name: "poll", at: null });
}

/** Looks for the note after the last one, unless a look is under way: two would only read the same slot twice. */
export function readNextNote(writer: FileWriter, pending: PendingOperations, now: Tick, out: Output[]): void {
  if (!writer.reading || writer.looking) return;
  writer.looking = true;
  issue(pending, { kind: "readNote", sequence: writer.lastNote + 1 }, now, out);
}

/**
 * A note was read, or none was there, or a damaged one, which the destination will write again. Returns the pages of
 * the chunks that it acknowledges; looks for the next note at once after a hit, after the polling interval otherwise.
 */
export function takeNote(
  writer: FileWriter,
  note: FoundNote,
  pending: PendingOperations,
  now: Tick,
  out: Output[],
): number[] {
  writer.looking = false;
  // No note is passed over: one that cannot be read, or is not the next, is looked for until it is.
  if (note === null || note === "damaged" || note.sequence !== writer.lastNote + 1) {
    if (writer.reading) out.push({ kind: "deadline", name: "poll", at: now + writer.poll });
    return [];
  }
  writer.lastNote = note.sequence;
  readNextNote(writer, pending, now, out);
  return acknowledge(writer, note.chunkAck);
}

/** Acknowledgements are cumulative. Returns the pages of chunks that were not acknowledged before. */
function acknowledge(writer: FileWriter, upTo: number): number[] {
  const come = writer.inRing.filter(({ sequence, acknowledged }) => sequence <= upTo && !acknowledged);
  for (const chunk of come) chunk.acknowledged = true;
  if (come.length > 0) writer.quietChunks = 0;
  freeSlots(writer);
  return come.flatMap(({ pages }) => pages);
}

/**
 * Writes chunks while slots are free and pages are there. `take` gives up to so many pages and claims them for the
 * file. Notes are acknowledged on the way, if need be by a chunk without pages. Such a chunk costs a slot, so it is
 * written only once half of the ring of notes waits for an acknowledgement; less than that the next chunk with pages
 * brings.
 */
export function writeChunks(
  writer: FileWriter,
  take: (count: number) => number[],
  pending: PendingOperations,
  now: Tick,
  out: Output[],
): void {
  while (canWrite(writer)) {
    const pages = take(writer.pagesPerChunk);
    const unacknowledged = writer.lastNote - writer.notesAcknowledged;
    if (pages.length === 0 && unacknowledged < BACK_SLOTS / 2) return;
    append(writer, pages, pending, now, out);
  }
}

/**
 * The destination cannot read this chunk: it is written again, into the same slot and with the same pages, until it is
 * acknowledged. One that is being written anyway may just not have been there yet.
 */
export function repairChunk(
  writer: FileWriter,
  damaged: number,
  pending: PendingOperations,
  now: Tick,
  out: Output[],
): void {
  const chunk = writer.inRing.find(({ sequence, writing }) => sequence === damaged && !writing);
  if (!chunk) return;
  // It may be damaged again on its way: every sign of life repeats the repair until an acknowledgement comes.
  writer.reported = damaged;
  chunk.again = true;
  writeAgain(writer, pending, now, out);
}

/**
 * A sign of life is due. What was reported is repaired until it is acknowledged. A destination that acknowledges
 * nothing for long may miss chunks without knowing it, where their slots hold what was there before them, or have no
 * note left to say so: this end looks whether they are there. Writing them again unasked would overload a datastore
 * that is only slow.
 */
export function tendChunks(writer: FileWriter, pending: PendingOperations, now: Tick, out: Output[]): void {
  repairChunk(writer, writer.reported, pending, now, out);
  const isThere = ({ acknowledged, writing }: ChunkInRing) => !acknowledged && !writing;
  const waiting = writer.inRing.filter(isThere);
  if (isPending(pending, "readHeads")) return;
  writer.quietChunks = waiting.length > 0 ? writer.quietChunks + 1 : 0;
  if (writer.quietChunks < quietBeats(writer, pending)) return;
  writer.quietChunks = 0;
  issue(pending, { kind: "readHeads", sequences: waiting.map(({ sequence }) => sequence) }, now, out);
}

/**
 * This end has looked for the heads of its own chunks. Those that are not there are written again, and those that
 * acknowledge so few notes that the destination may not be able to acknowledge them: it looks for that in the last one.
 */
export function takeOwnHeads(
  writer: FileWriter,
  sequences: readonly number[],
  heads: readonly FoundHead[],
  pending: PendingOperations,
  now: Tick,
  out: Output[],
): void {
  for (const chunk of writer.inRing) {
    const found = heads[sequences.indexOf(chunk.sequence)];
    if (found === undefined) continue;
    const isRead = found !== null && found !== "damaged";
    // To a destination that knows of no later acknowledgement at most one slot for notes is free then, too few to
    // acknowledge chunks.
    if (!isRead || writer.lastNote - found.noteAck >= BACK_SLOTS - 1) chunk.again = true;
  }
  writeAgain(writer, pending, now, out);
}

/** A chunk is in the file. */
export function chunkWritten(
  writer: FileWriter,
  written: number,
  pending: PendingOperations,
  now: Tick,
  out: Output[],
): void {
  for (const chunk of writer.inRing) if (chunk.sequence === written) chunk.writing = false;
  freeSlots(writer);
  writeAgain(writer, pending, now, out);
}

function append(
  writer: FileWriter,
  pages: number[],
  pending: PendingOperations,
  now: Tick,
  out: Output[],
): void {
  const chunk = { sequence: ++writer.lastChunk, pages, writing: false, again: false, acknowledged: false };
  writer.inRing.push(chunk);
  writer.notesAcknowledged = writer.lastNote;
  write(writer, chunk, pending, now, out);
}

/** Writes again what is to be, in order and as far as the writes under way leave room. */
function writeAgain(writer: FileWriter, pending: PendingOperations, now: Tick, out: Output[]): void {
  for (const chunk of writer.inRing) {
    if (!hasRoom(writer)) return;
    if (chunk.again && !chunk.writing && !chunk.acknowledged) write(writer, chunk, pending, now, out);
  }
}

function write(
  writer: FileWriter,
  chunk: ChunkInRing,
  pending: PendingOperations,
  now: Tick,
  out: Output[],
): void {
  const { sequence, pages } = chunk;
  chunk.writing = true;
  chunk.again = false;
  issue(pending, { kind: "writeChunk", head: { sequence, noteAck: writer.lastNote, pages } }, now, out);
}

/** Slots are freed in the order of the ring, so that the next number always goes to the slot that is free. */
function freeSlots(writer: FileWriter): void {
  while (writer.inRing[0]?.acknowledged && !writer.inRing[0].writing) writer.inRing.shift();
}

/** A slot is written again only after its chunk was acknowledged. */
function canWrite(writer: FileWriter): boolean {
  return hasRoom(writer) && writer.inRing.length < writer.slots;
}

function hasRoom({ inRing }: FileWriter): boolean {
  return inRing.filter(({ writing }) => writing).length < WRITES_AT_ONCE;
}

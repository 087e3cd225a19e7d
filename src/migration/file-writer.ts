import type { Tick } from "../clock/tick.ts";
import { BACK_SLOTS } from "../datastore/datastore.ts";
import type { Output } from "./output.ts";
import type { NoteContent } from "./store.ts";
import { issue, type StoreDesk } from "./store-desk.ts";

/** Chunk writes under way at a time: enough to hide the datastore's latency, few enough to leave faults a short queue. */
const WRITES_AT_ONCE = 4;

/** The source's end of the Quick Resume file: it writes chunks and reads notes. A plain record. */
export interface FileWriter {
  readonly slots: number;
  readonly pagesPerChunk: number;
  readonly poll: Tick;
  /** Whether the notes are read. */
  reading: boolean;
  /** Sequence number of the last chunk written; the first is 1. */
  lastChunk: number;
  /** Chunks that the destination has not acknowledged, in order. */
  inRing: { readonly sequence: number; readonly pages: readonly number[] }[];
  /** Writes under way. */
  writing: number;
  /** Sequence number of the last note read, and of the last one acknowledged in a chunk. */
  lastNote: number;
  notesAcknowledged: number;
}

export function createFileWriter(slots: number, pagesPerChunk: number, poll: Tick): FileWriter {
  return {
    slots,
    pagesPerChunk,
    poll,
    reading: false,
    lastChunk: 0,
    inRing: [],
    writing: 0,
    lastNote: 0,
    notesAcknowledged: 0,
  };
}

/** Begins to read the notes, if that is not done already. */
export function watchNotes(writer: FileWriter, desk: StoreDesk, now: Tick, out: Output[]): void {
  if (writer.reading) return;
  writer.reading = true;
  readNextNote(writer, desk, now, out);
}

/** Stops reading notes. */
export function ignoreNotes(writer: FileWriter, out: Output[]): void {
  writer.reading = false;
  out.push({ kind: "deadline", name: "poll", at: null });
}

export function readNextNote(writer: FileWriter, desk: StoreDesk, now: Tick, out: Output[]): void {
  if (writer.reading) issue(desk, { kind: "readNote", sequence: writer.lastNote + 1 }, now, out);
}

/**
 * A note was read, or none was there. Returns the pages of the chunks that it acknowledges; looks for the next note
 * at once after a hit, after the polling interval otherwise.
 */
export function takeNote(
  writer: FileWriter,
  note: NoteContent | null,
  desk: StoreDesk,
  now: Tick,
  out: Output[],
): number[] {
  if (!note || note.sequence !== writer.lastNote + 1) {
    if (writer.reading) out.push({ kind: "deadline", name: "poll", at: now + writer.poll });
    return [];
  }
  writer.lastNote = note.sequence;
  const acknowledged = writer.inRing.filter(({ sequence }) => sequence <= note.chunkAck);
  writer.inRing = writer.inRing.filter(({ sequence }) => sequence > note.chunkAck);
  readNextNote(writer, desk, now, out);
  return acknowledged.flatMap(({ pages }) => pages);
}

/**
 * Writes chunks while slots are free and pages are there. `take` gives up to so many pages and claims them for the
 * file. Notes are acknowledged on the way, if need be by a chunk without pages.
 */
export function writeChunks(
  writer: FileWriter,
  take: (count: number) => number[],
  desk: StoreDesk,
  now: Tick,
  out: Output[],
): void {
  while (canWrite(writer)) {
    const pages = take(writer.pagesPerChunk);
    const unacknowledged = writer.lastNote - writer.notesAcknowledged;
    if (pages.length === 0 && unacknowledged < BACK_SLOTS / 2) return;
    const sequence = ++writer.lastChunk;
    writer.inRing.push({ sequence, pages });
    writer.writing++;
    writer.notesAcknowledged = writer.lastNote;
    issue(desk, { kind: "writeChunk", head: { sequence, noteAck: writer.lastNote, pages } }, now, out);
  }
}

/** A chunk is in the file. */
export function chunkWritten(writer: FileWriter): void {
  writer.writing--;
}

/** A slot is written again only after its chunk was acknowledged. */
function canWrite(writer: FileWriter): boolean {
  return writer.writing < WRITES_AT_ONCE && writer.inRing.length < writer.slots;
}

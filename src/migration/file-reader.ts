import type { Tick } from "../clock/tick.ts";
import { BACK_SLOTS } from "../datastore/datastore.ts";
import type { Output } from "./output.ts";
import type { PageSet } from "./page-set.ts";
import type { BitmapPart, ChunkHead, PageRequest } from "./store.ts";
import { issue, type StoreDesk } from "./store-desk.ts";

/** Heads read in one operation, and chunks read ahead of the one that must be applied next. */
const HEADS_AT_ONCE = 4;
const CHUNKS_AHEAD = 8;

/** Bytes of a bitmap that one note takes beside everything else. */
const BITMAP_BYTES_PER_NOTE = 3072;

interface ChunkUnderWay {
  readonly head: ChunkHead;
  readonly operation: number;
  /** Whether its bytes have come. */
  read: boolean;
}

/** The destination's end of the Quick Resume file: it reads chunks and writes notes. A plain record. */
export interface FileReader {
  readonly poll: Tick;
  /** Whether chunks are looked for. */
  reading: boolean;
  /** Last chunk whose head was found, and last one applied. */
  lastHead: number;
  lastChunk: number;
  underWay: ChunkUnderWay[];
  /** The source announced that no chunk follows this one. */
  endsAfter: number | null;
  lastNote: number;
  notesAcknowledged: number;
  writingNote: boolean;
  /** What the next note must say. */
  due: {
    acknowledgement: boolean;
    alive: boolean;
    requests: PageRequest[];
    bitmap: BitmapPart[];
    complete: boolean;
  };
}

export function createFileReader(poll: Tick): FileReader {
  const due = { acknowledgement: false, alive: false, requests: [], bitmap: [], complete: false };
  return {
    poll,
    reading: false,
    lastHead: 0,
    lastChunk: 0,
    underWay: [],
    endsAfter: null,
    lastNote: 0,
    notesAcknowledged: 0,
    writingNote: false,
    due,
  };
}

/** Begins to look for chunks, if that is not done already. */
export function watchChunks(reader: FileReader, desk: StoreDesk, now: Tick, out: Output[]): void {
  if (reader.reading) return;
  reader.reading = true;
  readHeads(reader, desk, now, out);
}

/** Stops looking for chunks. */
export function ignoreChunks(reader: FileReader, out: Output[]): void {
  reader.reading = false;
  out.push({ kind: "deadline", name: "poll", at: null });
}

/** Whether every chunk that the source announced has been applied. */
export function isDrained(reader: FileReader): boolean {
  return reader.endsAfter !== null && reader.lastChunk >= reader.endsAfter;
}

export function readHeads(reader: FileReader, desk: StoreDesk, now: Tick, out: Output[]): void {
  const room = CHUNKS_AHEAD - (reader.lastHead - reader.lastChunk);
  if (!reader.reading || room <= 0) return;
  const count = Math.min(HEADS_AT_ONCE, room);
  const sequences = Array.from({ length: count }, (_, index) => reader.lastHead + 1 + index);
  issue(desk, { kind: "readHeads", sequences }, now, out);
}

/** Heads were read: fetches the chunks that are there, then looks further, at once or after the polling interval. */
export function takeHeads(
  reader: FileReader,
  heads: readonly (ChunkHead | null)[],
  desk: StoreDesk,
  now: Tick,
  out: Output[],
): void {
  const before = reader.lastHead;
  for (const head of heads) {
    if (head?.sequence !== reader.lastHead + 1) break;
    reader.lastHead = head.sequence;
    reader.notesAcknowledged = Math.max(reader.notesAcknowledged, head.noteAck);
    reader.underWay.push({
      head,
      operation: issue(desk, { kind: "readChunk", head }, now, out),
      read: false,
    });
  }
  if (reader.lastHead > before) readHeads(reader, desk, now, out);
  else if (reader.reading) out.push({ kind: "deadline", name: "poll", at: now + reader.poll });
}

/** A chunk's bytes have come, or came damaged and are read once more. Returns the chunks that can be applied now, in order. */
export function takeChunk(
  reader: FileReader,
  operation: number,
  whole: boolean,
  desk: StoreDesk,
  now: Tick,
  out: Output[],
): { operation: number; pages: readonly number[] }[] {
  const index = reader.underWay.findIndex((chunk) => chunk.operation === operation);
  if (index < 0) return [];
  const { head } = reader.underWay[index]!;
  if (!whole) {
    reader.underWay[index] = {
      head,
      operation: issue(desk, { kind: "readChunk", head }, now, out),
      read: false,
    };
    return [];
  }
  reader.underWay[index]!.read = true;
  const wasFull = reader.lastHead - reader.lastChunk >= CHUNKS_AHEAD;
  const ready = takeReady(reader);
  if (wasFull && ready.length > 0) readHeads(reader, desk, now, out);
  return ready;
}

function takeReady(reader: FileReader): { operation: number; pages: readonly number[] }[] {
  const ready = [];
  while (reader.underWay[0]?.read) {
    const { head, operation } = reader.underWay.shift()!;
    reader.lastChunk = head.sequence;
    if (head.pages.length > 0) reader.due.acknowledgement = true;
    ready.push({ operation, pages: head.pages });
  }
  return ready;
}

/** The parts of the received bitmap, ready for notes. */
export function bitmapParts(received: PageSet, generation: number): BitmapPart[] {
  const bytes = new Uint8Array(received.words.buffer, received.words.byteOffset, received.words.byteLength);
  const parts = Math.ceil(bytes.length / BITMAP_BYTES_PER_NOTE);
  return Array.from({ length: parts }, (_, index) => {
    const from = index * BITMAP_BYTES_PER_NOTE;
    const bits = bytes.slice(from, from + BITMAP_BYTES_PER_NOTE);
    return { generation, part: index + 1, parts, firstPage: from * 8, bits };
  });
}

/** Writes a note if one is due, none is under way and a slot is free. */
export function writeNote(reader: FileReader, desk: StoreDesk, now: Tick, out: Output[]): void {
  if (reader.writingNote || !mayWriteNote(reader)) return;
  const { due } = reader;
  const sequence = ++reader.lastNote;
  const bitmap = due.bitmap.shift() ?? null;
  const note = {
    sequence,
    chunkAck: reader.lastChunk,
    requests: due.requests,
    bitmap,
    complete: due.complete,
  };
  reader.due = { ...due, acknowledgement: false, alive: false, requests: [], complete: false };
  reader.writingNote = true;
  issue(desk, { kind: "writeNote", note }, now, out);
}

/**
 * The last free slot is kept for an acknowledgement of chunks: it lets the source write again, and what the source
 * writes acknowledges the notes. So full rings never wait for each other.
 */
function mayWriteNote({ due, lastNote, notesAcknowledged }: FileReader): boolean {
  const free = BACK_SLOTS - (lastNote - notesAcknowledged);
  if (due.acknowledgement) return free >= 1;
  return free >= 2 && (due.alive || due.complete || due.requests.length > 0 || due.bitmap.length > 0);
}

/** A note is in the file. */
export function noteWritten(reader: FileReader): void {
  reader.writingNote = false;
}

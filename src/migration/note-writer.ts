/**
 * The ring back of the Quick Resume file as the destination fills it: notes of one block each, which say which chunks
 * were applied, which pages the guest waits for, what has been received, and what cannot be read. A part of
 * `file-reader.ts`. What must be said is collected in `due`, and the next note takes all of it at once. A note that was
 * written is never changed: the source may have read it.
 */

import type { Tick } from "../clock/tick.ts";
import { BACK_SLOTS } from "../datastore/datastore.ts";
import type { Output } from "./output.ts";
import type { PageSet } from "./page-set.ts";
import { issue, type PendingOperations } from "./pending-operations.ts";
import type { BitmapPart, NoteContent, PageRequest } from "./store.ts";

/**
 * Bytes of a bitmap that one note takes beside everything else. They stand for 24,576 pages, which is 96 MiB of a
 * guest.
 */
export const BITMAP_BYTES_PER_NOTE = 3072;

/** Signs of life, a quarter of a heartbeat apart, without progress after which either end of the file does its part again. */
export const QUIET_BEATS = 8;

/**
 * Until the other end has answered through the file both have looked into it, and so many operations have followed each
 * other. One turn is a write and its being read, there and back: four operations, with a wait for the next look at
 * either end.
 */
const LOOKS_PER_TURN = 2;
const OPERATIONS_PER_TURN = 4;

/** The same beyond the time that one turn through the file takes: before it is over there can be no progress. */
export function quietBeats(
  { poll, beat }: { readonly poll: Tick; readonly beat: Tick },
  { roundTrip }: Pick<PendingOperations, "roundTrip">,
): number {
  const turn = LOOKS_PER_TURN * poll + OPERATIONS_PER_TURN * roundTrip;
  return QUIET_BEATS + (beat > 0 ? Math.floor(turn / beat) : 0);
}

/** The ring back as the destination knows it. A part of its end of the Quick Resume file. */
export interface NoteWriter {
  /** How often the file is looked into, and from one sign of life to the next. */
  readonly poll: Tick;
  readonly beat: Tick;
  /** Number of the last note written, and of the last one that the source has acknowledged. */
  lastNote: number;
  notesAcknowledged: number;
  /**
   * Whether a note is on its way to the file. One at a time is, so that what comes due meanwhile shares the next one.
   */
  writingNote: boolean;
  /** Notes that the source has not acknowledged, in order. */
  unread: NoteContent[];
  /** Signs of life since the source acknowledged a note, where it has any to read. */
  quietNotes: number;
  /** The first of the unread notes that are being written again, or 0. */
  noteAgain: number;
  /** What the next note must say. */
  due: {
    acknowledgement: boolean;
    alive: boolean;
    requests: PageRequest[];
    bitmap: BitmapPart[];
    /** The chunk that cannot be read; 0 for none. */
    damaged: number;
    complete: boolean;
  };
}

export function createNoteWriter(poll: Tick, beat: Tick): NoteWriter {
  const due = { acknowledgement: false, alive: false, requests: [], bitmap: [], damaged: 0, complete: false };
  return {
    poll,
    beat,
    lastNote: 0,
    notesAcknowledged: 0,
    writingNote: false,
    unread: [],
    quietNotes: 0,
    noteAgain: 0,
    due,
  };
}

/**
 * The parts of the received bitmap, of so many bytes each, ready for notes. They are copied, because the set grows
 * before the last of them is written. Words are little-endian, so bit i of byte j is page 8j + i.
 */
export function bitmapParts(received: PageSet, generation: number, bytesPerNote: number): BitmapPart[] {
  const bytes = new Uint8Array(received.words.buffer, received.words.byteOffset, received.words.byteLength);
  const parts = Math.ceil(bytes.length / bytesPerNote);
  return Array.from({ length: parts }, (_, index) => {
    const from = index * bytesPerNote;
    const bits = bytes.slice(from, from + bytesPerNote);
    return { generation, part: index + 1, parts, firstPage: from * 8, bits };
  });
}

/** Writes a note, a new one or one again, if one is due, none is under way and a slot is free. */
export function writeNote(
  writer: NoteWriter,
  chunkAck: number,
  pending: PendingOperations,
  now: Tick,
  out: Output[],
): void {
  if (writer.writingNote) return;
  // Again comes before new: the source reads notes in their order and may be stuck at an old one.
  const note = takeAgain(writer) ?? (mayWriteNote(writer) ? nextNote(writer, chunkAck) : null);
  if (!note) return;
  writer.writingNote = true;
  issue(pending, { kind: "writeNote", note }, now, out);
}

/** A note is in the file. */
export function noteWritten(writer: NoteWriter): void {
  writer.writingNote = false;
}

/** The source has read all notes up to this one. */
export function notesRead(writer: NoteWriter, noteAck: number): void {
  if (noteAck <= writer.notesAcknowledged) return;
  writer.notesAcknowledged = noteAck;
  writer.unread = writer.unread.filter(({ sequence }) => sequence > noteAck);
  writer.quietNotes = 0;
}

/**
 * A sign of life is due. A source that acknowledges nothing for long may be unable to read its next note, which it can
 * not say: all that it has not acknowledged is written again, as it was. What it had read already does no harm.
 * Returns whether that is so.
 */
export function tendNotes(writer: NoteWriter, pending: PendingOperations): boolean {
  if (writer.writingNote || writer.noteAgain > 0) return false;
  writer.quietNotes = writer.unread.length > 0 ? writer.quietNotes + 1 : 0;
  if (writer.quietNotes < quietBeats(writer, pending)) return false;
  writer.quietNotes = 0;
  writer.noteAgain = writer.unread[0]!.sequence;
  return true;
}

/** The next unread note that is to be written again, or null after the last of them. */
function takeAgain(writer: NoteWriter): NoteContent | null {
  if (writer.noteAgain === 0) return null;
  const note = writer.unread.find(({ sequence }) => sequence >= writer.noteAgain) ?? null;
  writer.noteAgain = note ? note.sequence + 1 : 0;
  return note;
}

/** A new note of all that is due. A bitmap in parts takes as many notes as it has parts. */
function nextNote(writer: NoteWriter, chunkAck: number): NoteContent {
  const { due } = writer;
  const { requests, damaged, complete } = due;
  const sequence = ++writer.lastNote;
  const bitmap = due.bitmap.shift() ?? null;
  const note = { sequence, chunkAck, requests, bitmap, damaged, complete };
  writer.due = { ...due, acknowledgement: false, alive: false, requests: [], damaged: 0, complete: false };
  writer.unread.push(note);
  return note;
}

/**
 * The last free slot is kept for a word on damage, and the one before for an acknowledgement of chunks: either lets
 * the source write again, and what the source writes acknowledges the notes. So full rings never wait for each other.
 */
function mayWriteNote({ due, lastNote, notesAcknowledged }: NoteWriter): boolean {
  const free = BACK_SLOTS - (lastNote - notesAcknowledged);
  if (due.damaged > 0) return free >= 1;
  if (due.acknowledgement) return free >= 2;
  return free >= 3 && (due.alive || due.complete || due.requests.length > 0 || due.bitmap.length > 0);
}

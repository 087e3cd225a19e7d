import { beforeEach, describe, expect, it } from "vitest";
import { BACK_SLOTS } from "../../src/datastore/datastore.ts";
import {
  chunkWritten,
  createFileWriter,
  type FileWriter,
  ignoreNotes,
  readNextNote,
  repairChunk,
  takeNote,
  takeOwnHeads,
  tendChunks,
  watchNotes,
  writeChunks,
} from "../../src/migration/file-writer.ts";
import { QUIET_BEATS } from "../../src/migration/note-writer.ts";
import { createPendingOperations, type PendingOperations } from "../../src/migration/pending-operations.ts";
import type { NoteContent, StoreOperation } from "../../src/migration/store.ts";

const SLOTS = 2;
let writer: FileWriter;
let pending: PendingOperations;
let owed: number[];

/** What a step asks of the datastore. */
function asked(step: (out: []) => void): StoreOperation[] {
  const before = pending.pending.length;
  step([]);
  return pending.pending.slice(before).map(({ what }) => what);
}

const write = () => asked((out) => writeChunks(writer, (count) => owed.splice(0, count), pending, 0, out));
const written = (sequence: number) => asked((out) => chunkWritten(writer, sequence, pending, 0, out));
const repair = (sequence: number) => asked((out) => repairChunk(writer, sequence, pending, 0, out));
const beats = (count: number) =>
  asked((out) => {
    for (let beat = 0; beat < count; beat++) tendChunks(writer, pending, 0, out);
  });

function note(sequence: number, chunkAck: number): NoteContent {
  return { sequence, chunkAck, requests: [], bitmap: null, damaged: 0, complete: false };
}

beforeEach(() => {
  writer = createFileWriter(SLOTS, 1, 0, 0);
  pending = createPendingOperations(1);
  owed = [10, 11, 12, 13];
});

describe("the source's end of the file", () => {
  it("writes a damaged chunk again under its number, with its pages, until it is acknowledged", () => {
    const [first] = write();
    for (const sequence of [1, 2]) written(sequence);
    expect(repair(1)).toEqual([first]);
    expect(beats(1)).toEqual([]);
    written(1);
    expect(beats(1)).toEqual([first]);
    written(1);
    takeNote(writer, note(1, 1), pending, 0, []);
    expect(beats(1)).toEqual([]);
  });

  it("does not heed a word on a chunk that is being written, was acknowledged, or was never written", () => {
    write();
    expect(repair(1)).toEqual([]);
    for (const sequence of [1, 2]) written(sequence);
    takeNote(writer, note(1, 1), pending, 0, []);
    expect([repair(1), repair(7)]).toEqual([[], []]);
    expect(beats(1)).toEqual([]);
  });

  it("leaves a slot alone while a write into it may still take effect", () => {
    write();
    written(2);
    takeNote(writer, note(1, 2), pending, 0, []);
    expect(write()).toEqual([]);
    written(1);
    expect(write()).toMatchObject([{ head: { sequence: 3 } }, { head: { sequence: 4 } }]);
  });

  it("looks after chunks that nobody acknowledges, and writes again those that are not there", () => {
    const [first, second] = write();
    for (const sequence of [1, 2]) written(sequence);
    const [look] = beats(QUIET_BEATS);
    expect(look).toEqual({ kind: "readHeads", sequences: [1, 2] });
    const head = (first as StoreOperation & { kind: "writeChunk" }).head;
    expect(asked((out) => takeOwnHeads(writer, [1, 2], [head, null], pending, 0, out))).toEqual([second]);
  });

  it("writes again chunks that acknowledge so few notes that the other end can write no more of them", () => {
    const [first] = write();
    for (const sequence of [1, 2]) written(sequence);
    for (let sequence = 1; sequence <= BACK_SLOTS; sequence++)
      takeNote(writer, note(sequence, 0), pending, 0, []);
    const { head } = first as StoreOperation & { kind: "writeChunk" };
    const again = asked((out) => takeOwnHeads(writer, [1], [head], pending, 0, out));
    expect(again).toEqual([{ kind: "writeChunk", head: { ...head, noteAck: BACK_SLOTS } }]);
  });

  it("has at most four writes under way, however many chunks are to be written again", () => {
    writer = createFileWriter(40, 1, 0, 0);
    owed = Array.from({ length: 9 }, (_, page) => page);
    const all = [...write(), ...[1, 2, 3, 4, 5].flatMap((each) => [...written(each), ...write()])];
    expect(all).toHaveLength(9);
    for (const sequence of [6, 7, 8, 9]) written(sequence);
    const lost = all.map(() => null);
    const sequences = all.map((_, index) => index + 1);
    const again = asked((out) => takeOwnHeads(writer, sequences, lost, pending, 0, out));
    expect(again).toEqual(all.slice(0, 4));
    expect(repair(9)).toEqual([]);
    const rest = sequences.flatMap((each) => written(each));
    expect(rest).toEqual(all.slice(4));
  });

  it.each([
    ["its polling interval", { poll: 100, roundTrip: 0 }, 20],
    ["the datastore's round trips", { poll: 0, roundTrip: 30 }, 12],
    ["both", { poll: 100, roundTrip: 30 }, 32],
  ])("gives the other end the time for a turn, beside two heartbeats: %s", (_, { poll, roundTrip }, turn) => {
    writer = createFileWriter(SLOTS, 1, poll, 10);
    write();
    for (const sequence of [1, 2]) written(sequence);
    pending.roundTrip = roundTrip;
    expect(beats(QUIET_BEATS + turn - 1)).toEqual([]);
    expect(beats(1)).toMatchObject([{ kind: "readHeads" }]);
  });

  it("passes no damaged note over", () => {
    takeNote(writer, "damaged", pending, 0, []);
    expect(writer.lastNote).toBe(0);
    takeNote(writer, note(1, 0), pending, 0, []);
    expect(writer.lastNote).toBe(1);
  });

  it("has one look for the next note under way, however often reading them begins anew", () => {
    const looks = () => pending.pending.filter(({ what }) => what.kind === "readNote").length;
    for (let times = 0; times < 3; times++) {
      watchNotes(writer, pending, 0, []);
      ignoreNotes(writer, []);
    }
    watchNotes(writer, pending, 0, []);
    expect(looks()).toBe(1);
    takeNote(writer, null, pending, 0, []);
    readNextNote(writer, pending, 0, []);
    expect(looks()).toBe(2);
  });
});

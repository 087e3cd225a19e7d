import { beforeEach, describe, expect, it } from "vitest";
import { BACK_SLOTS } from "../../src/datastore/datastore.ts";
import {
  createNoteWriter,
  type NoteWriter,
  notesRead,
  noteWritten,
  QUIET_BEATS,
  tendNotes,
  writeNote,
} from "../../src/migration/note-writer.ts";
import { createPendingOperations } from "../../src/migration/pending-operations.ts";
import type { NoteContent } from "../../src/migration/store.ts";

let writer: NoteWriter;

/** The note that is written now, if one is. */
function next(): NoteContent | null {
  const pending = createPendingOperations(1);
  writeNote(writer, 3, pending, 0, []);
  noteWritten(writer);
  const [written] = pending.pending;
  return written?.what.kind === "writeNote" ? written.what.note : null;
}

function fill(): number {
  let notes = 0;
  for (writer.due.alive = true; next(); writer.due.alive = true) notes++;
  return notes;
}

const beats = (count: number) => {
  for (let beat = 0; beat < count; beat++) tendNotes(writer, createPendingOperations(1));
};

beforeEach(() => {
  writer = createNoteWriter(0, 0);
});

describe("the notes", () => {
  it("leave a slot for an acknowledgement, and one for a word on damage", () => {
    expect(fill()).toBe(BACK_SLOTS - 2);
    writer.due = { ...writer.due, alive: false, acknowledgement: true };
    expect(next()).toMatchObject({ sequence: BACK_SLOTS - 1, chunkAck: 3 });
    writer.due.acknowledgement = true;
    expect(next()).toBeNull();
    writer.due.damaged = 4;
    expect(next()).toMatchObject({ sequence: BACK_SLOTS, damaged: 4 });
    writer.due.damaged = 5;
    expect(next()).toBeNull();
    notesRead(writer, BACK_SLOTS);
    expect(next()).toMatchObject({ sequence: BACK_SLOTS + 1, damaged: 5 });
  });

  it("are written again as they were when the source acknowledges none for long", () => {
    writer.due.requests = [{ id: 1, page: 7 }];
    const first = next();
    writer.due.acknowledgement = true;
    const second = next();
    beats(QUIET_BEATS - 1);
    expect(next()).toBeNull();
    beats(1);
    expect([next(), next(), next()]).toEqual([first, second, null]);
  });

  it("are not written again once they were acknowledged", () => {
    writer.due.alive = true;
    next();
    beats(QUIET_BEATS - 1);
    notesRead(writer, 1);
    beats(QUIET_BEATS);
    expect(next()).toBeNull();
  });
});

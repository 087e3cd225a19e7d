import { beforeEach, describe, expect, it } from "vitest";
import {
  createFileReader,
  type FileReader,
  lookIntoFile,
  takeChunk,
  takeHeads,
  tendFile,
  watchChunks,
} from "../../src/migration/file-reader.ts";
import { QUIET_BEATS } from "../../src/migration/note-writer.ts";
import type { Output } from "../../src/migration/output.ts";
import {
  createPendingOperations,
  type PendingOperations,
  settle,
} from "../../src/migration/pending-operations.ts";
import type { FoundHead, StoreOperation } from "../../src/migration/store.ts";

let reader: FileReader;
let pending: PendingOperations;

const head = (sequence: number, noteAck = 0) => ({ sequence, noteAck, pages: [10 + sequence] });

/** The number of the oldest operation of this kind that is not answered, taken out. */
function take(kind: StoreOperation["kind"]): { operation: number; sequences: readonly number[] } {
  const { operation, what } = pending.pending.find((pending) => pending.what.kind === kind)!;
  settle(pending, operation, 0, []);
  return { operation, sequences: what.kind === "readHeads" ? what.sequences : [] };
}

function heads(...found: FoundHead[]): void {
  const { sequences } = take("readHeads");
  takeHeads(reader, sequences, found, pending, 0, []);
}

function chunk(whole: boolean, noteAck = 0) {
  const { operation } = take("readChunk");
  return takeChunk(reader, operation, { kind: "chunk", whole, noteAck }, pending, 0, []);
}

const reads = () => pending.pending.filter(({ what }) => what.kind === "readChunk").length;
const look = () => lookIntoFile(reader, pending, 0, []);

beforeEach(() => {
  reader = createFileReader(0, 0);
  pending = createPendingOperations(1);
  watchChunks(reader, pending, 0, []);
});

describe("the destination's end of the file", () => {
  it("reads a damaged chunk once more, then tells the source, and applies it when it is whole", () => {
    heads(head(1), null, null, null);
    expect(chunk(false)).toEqual([]);
    expect([reads(), reader.due.damaged]).toEqual([1, 0]);
    chunk(false);
    expect([reads(), reader.due.damaged]).toEqual([0, 1]);
    look();
    expect(chunk(true)).toMatchObject([{ pages: [11] }]);
    expect(reader.lastChunk).toBe(1);
  });

  it("keeps what comes behind a damaged chunk until that is whole", () => {
    heads(head(1), head(2), null, null);
    chunk(false);
    expect(chunk(true)).toEqual([]);
    chunk(false);
    look();
    expect(chunk(true).map(({ pages }) => pages)).toEqual([[11], [12]]);
  });

  it("tells of a damaged head when a second look finds it damaged too", () => {
    heads("damaged", null, null, null);
    expect(reader.due.damaged).toBe(0);
    look();
    heads("damaged", null, null, null);
    expect(reader.due.damaged).toBe(1);
    look();
    heads(head(1), null, null, null);
    expect(chunk(true)).toHaveLength(1);
  });

  it("takes a head that is not there yet for no damage, also before a later one", () => {
    for (let looks = 0; looks < 3; looks++) {
      heads(null, head(2), null, null);
      look();
    }
    expect(reader.due.damaged).toBe(0);
  });

  it("tells of the same chunk again only after a while", () => {
    for (let looks = 0; looks < 4; looks++) {
      heads("damaged", null, null, null);
      look();
      reader.due.damaged = 0;
    }
    for (let beat = 1; beat <= QUIET_BEATS; beat++) {
      expect(reader.due.damaged).toBe(0);
      tendFile(reader, pending, 0, []);
    }
    expect(reader.due.damaged).toBe(1);
  });

  it("learns from a chunk that was written again which notes were read", () => {
    heads(head(1), null, null, null);
    chunk(false);
    chunk(false);
    look();
    chunk(true, 5);
    expect(reader.notesAcknowledged).toBe(5);
  });

  it("keeps one look ahead under way, and does not put its next one off for whatever else comes", () => {
    const due: (number | null)[] = [];
    const polls = (step: (out: Output[]) => void) => {
      const out: Output[] = [];
      step(out);
      for (const each of out) if (each.kind === "deadline" && each.name === "poll") due.push(each.at);
    };
    reader = createFileReader(3000, 0);
    pending = createPendingOperations(1);
    watchChunks(reader, pending, 0, []);
    const looksAhead = () => pending.pending.filter(({ what }) => what.kind === "readHeads").length;
    lookIntoFile(reader, pending, 0, []);
    expect(looksAhead()).toBe(1);
    const first = take("readHeads");
    polls((out) => takeHeads(reader, first.sequences, [null, null, null, null], pending, 10, out));
    for (let now = 20; now < 3010; now += 10)
      polls((out) => takeHeads(reader, [0], [head(0)], pending, now, out));
    expect(due).toEqual([3010]);
    lookIntoFile(reader, pending, 3010, []);
    expect(looksAhead()).toBe(1);
  });

  it("does not put off the look at a damaged chunk for the chunks that come behind it", () => {
    reader = createFileReader(3000, 0);
    pending = createPendingOperations(1);
    watchChunks(reader, pending, 0, []);
    heads(head(1), head(2), head(3), head(4));
    const due: (number | null)[] = [];
    const come = (whole: boolean, now: number) => {
      const out: Output[] = [];
      const { operation } = take("readChunk");
      takeChunk(reader, operation, { kind: "chunk", whole, noteAck: 0 }, pending, now, out);
      for (const each of out) if (each.kind === "deadline" && each.name === "poll") due.push(each.at);
    };
    come(false, 10);
    for (let now = 20; now <= 40; now += 10) come(true, now);
    come(false, 50);
    takeHeads(reader, take("readHeads").sequences, [null, null, null, null], pending, 60, []);
    expect(due).toEqual([3050]);
  });
});

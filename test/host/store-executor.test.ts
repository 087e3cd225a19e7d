import { beforeEach, describe, expect, it } from "vitest";
import { MemoryDatastore } from "../../src/datastore/memory.ts";
import { StoreExecutor } from "../../src/host/store-executor.ts";
import { PAGE_BYTES } from "../../src/machine/layout.ts";
import type { NoteContent, StoreAnswer, StoreOperation } from "../../src/migration/store.ts";
import { WEST_TO_EAST } from "../../src/place/place.ts";
import { SETTINGS } from "../support/pair.ts";
import { ECHO_FIRST, echoMachine } from "./echo.ts";

const HEAD = { sequence: 1, noteAck: 0, pages: [ECHO_FIRST, ECHO_FIRST + 1] };
const NOTE: NoteContent = {
  sequence: 1,
  chunkAck: 0,
  requests: [{ id: 4, page: 9 }],
  bitmap: null,
  damaged: 0,
  complete: false,
};

let store: MemoryDatastore;
let executor: StoreExecutor;
let operations = 0;

beforeEach(async () => {
  store = new MemoryDatastore();
  await store.format({ owner: "West", epoch: 1 });
  const machine = echoMachine();
  machine.run(20);
  executor = new StoreExecutor(store, SETTINGS, machine, () => WEST_TO_EAST);
});

/** Has an operation carried out and takes its answer. */
async function carryOut(what: StoreOperation): Promise<{ operation: number; answer: StoreAnswer | null }> {
  const operation = ++operations;
  executor.ask(operation, what);
  await executor.perform(operation);
  return { operation, answer: executor.takeAnswer(operation) };
}

const createFile = () => carryOut({ kind: "createFile", epoch: 1 });

/** Flips one bit of what lies in a slot. */
function damage(ring: "forward" | "back", slot: number, at: number): void {
  store.contents[ring].get(slot)![at]! ^= 1;
}

describe("the executor", () => {
  it("brings a chunk's pages through the file, zero pages without bytes", async () => {
    await createFile();
    expect((await carryOut({ kind: "writeChunk", head: HEAD })).answer).toEqual({ kind: "done" });
    expect((await carryOut({ kind: "readHeads", sequences: [1, 2] })).answer).toEqual({
      kind: "heads",
      heads: [HEAD, null],
    });
    const { operation, answer } = await carryOut({ kind: "readChunk", head: HEAD });
    expect(answer).toEqual({ kind: "chunk", whole: true, noteAck: 0 });
    const pages = executor.takeChunk(operation);
    expect([...pages.keys()]).toEqual(HEAD.pages);
    expect(pages.get(ECHO_FIRST)).toBeNull();
    expect(pages.get(ECHO_FIRST + 1)).toHaveLength(PAGE_BYTES);
    expect(executor.takeChunk(operation).size).toBe(0);
  });

  it("takes a chunk with a damaged payload for one that is not whole", async () => {
    await createFile();
    await carryOut({ kind: "writeChunk", head: HEAD });
    damage("forward", 0, PAGE_BYTES + 100);
    const { operation, answer } = await carryOut({ kind: "readChunk", head: HEAD });
    expect(answer).toEqual({ kind: "chunk", whole: false, noteAck: 0 });
    expect(executor.takeChunk(operation).size).toBe(0);
  });

  it("tells a damaged head, a misplaced one and a slot that was emptied from one that is not written yet", async () => {
    await createFile();
    const headsOf = async (...sequences: number[]) =>
      (await carryOut({ kind: "readHeads", sequences })).answer as StoreAnswer & { kind: "heads" };
    for (const sequence of [1, 2, 3]) await carryOut({ kind: "writeChunk", head: { ...HEAD, sequence } });
    expect((await headsOf(3, 4, 5)).heads).toEqual([{ ...HEAD, sequence: 3 }, null, null]);
    const { forward } = store.contents;
    const [third, second] = [forward.get(0)!, forward.get(1)!];
    forward.set(0, second);
    expect((await headsOf(3)).heads).toEqual(["damaged"]);
    forward.set(0, third.subarray(0, 100));
    expect((await headsOf(3)).heads).toEqual(["damaged"]);
    forward.delete(0);
    expect((await headsOf(3)).heads).toEqual(["damaged"]);
    forward.set(0, third);
    damage("forward", 0, 40);
    expect((await headsOf(3)).heads).toEqual(["damaged"]);
  });

  it("takes the chunk that another round left in the slot for none", async () => {
    await createFile();
    await carryOut({ kind: "writeChunk", head: HEAD });
    const next = HEAD.sequence + SETTINGS.fileSlots;
    const { answer } = await carryOut({ kind: "readHeads", sequences: [next] });
    expect(answer).toEqual({ kind: "heads", heads: [null] });
    const again = await carryOut({ kind: "readChunk", head: { ...HEAD, sequence: next } });
    expect(again.answer).toEqual({ kind: "chunk", whole: false, noteAck: 0 });
  });

  it("brings notes back, tells damaged ones, and takes older ones for none", async () => {
    await createFile();
    await carryOut({ kind: "writeNote", note: NOTE });
    expect((await carryOut({ kind: "readNote", sequence: 1 })).answer).toMatchObject({ note: NOTE });
    const older = await carryOut({ kind: "readNote", sequence: 9 });
    expect(older.answer).toEqual({ kind: "note", note: null });
    damage("back", 0, 70);
    const damaged = await carryOut({ kind: "readNote", sequence: 1 });
    expect(damaged.answer).toEqual({ kind: "note", note: "damaged" });
    store.contents.back.delete(0);
    const emptied = await carryOut({ kind: "readNote", sequence: 9 });
    expect(emptied.answer).toEqual({ kind: "note", note: "damaged" });
  });

  it("fails what is written into a file that is gone, and finds nothing there", async () => {
    await createFile();
    await carryOut({ kind: "writeChunk", head: HEAD });
    await carryOut({ kind: "deleteFile" });
    const failed = { kind: "failed", reason: "The Quick Resume file does not exist." };
    expect((await carryOut({ kind: "writeChunk", head: HEAD })).answer).toEqual(failed);
    expect((await carryOut({ kind: "writeNote", note: NOTE })).answer).toEqual(failed);
    // Nothing is damaged where nothing is.
    expect((await carryOut({ kind: "readChunk", head: HEAD })).answer).toEqual(failed);
    const { answer } = await carryOut({ kind: "readHeads", sequences: [1] });
    expect(answer).toEqual({ kind: "heads", heads: [null] });
  });

  it("hands the owner record over once", async () => {
    const next = { owner: "destination", epoch: 2 } as const;
    const take = { kind: "compareAndSetOwner", expectedEpoch: 1, next } as const;
    expect((await carryOut(take)).answer).toEqual({ kind: "owner", record: next });
    const late = { ...take, next: { owner: "source", epoch: 2 } as const };
    expect((await carryOut(late)).answer).toEqual({ kind: "owner", record: next });
  });

  it("answers an operation once", async () => {
    const { operation } = await carryOut({ kind: "readOwner" });
    expect(executor.takeAnswer(operation)).toBeNull();
  });
});

import { afterEach, describe, expect, it } from "vitest";
import { BACK_SLOTS, BLOCK_BYTES, type Datastore } from "../../src/datastore/datastore.ts";

/** Opens users of one storage that is empty at first; they are closed after the test. */
export type OpenDatastores = () => Promise<{ one: Datastore; other: Datastore }>;

const SHAPE = { epoch: 3, chunks: 40, chunkBytes: 128 * 1024 };
const bytes = (length: number, first: number) => Uint8Array.from({ length }, (_, index) => first + index);

/** What every datastore promises, for two users of one storage. */
export function describeDatastore(name: string, openBoth: OpenDatastores): void {
  describe(name, () => {
    const opened: Datastore[] = [];
    const open = async () => {
      const both = await openBoth();
      opened.push(both.one, both.other);
      return both;
    };
    const openFile = async () => {
      const both = await open();
      await both.one.format({ owner: "West", epoch: 3 });
      await both.one.createFile(SHAPE);
      return both;
    };
    afterEach(() => {
      for (const store of opened.splice(0)) store.close();
    });

    it("refuses to tell an owner before it is formatted", async () => {
      const { one } = await open();
      await expect(one.readOwner()).rejects.toMatchObject({ name: "DatastoreRefusal" });
      await expect(one.compareAndSetOwner(0, { owner: "West", epoch: 1 })).rejects.toThrow(/never formatted/);
      expect(await one.readFileShape()).toBeNull();
    });

    it("keeps the guest's image, for everybody, until it is formatted", async () => {
      const { one, other } = await open();
      expect(await other.readImage()).toBeNull();
      const image = { kind: "program", bytes: bytes(5000, 3), settingsWords: [1, 2] };
      await one.writeImage(image);
      expect(await other.readImage()).toEqual(image);
      await one.format({ owner: "West", epoch: 1 });
      expect(await other.readImage()).toBeNull();
    });

    it("gives all its contents, and takes them back in the place of what it has then", async () => {
      const { one, other } = await openFile();
      await one.writeSlot("forward", 3, bytes(100, 1));
      await one.writeSlot("back", 7, bytes(10, 2));
      await one.writeImage({ kind: "image", bytes: bytes(9, 9) });
      const contents = await other.readContents();
      await one.compareAndSetOwner(3, { owner: "East", epoch: 4 });
      await one.writeSlot("forward", 4, bytes(100, 1));
      await one.writeSlot("back", 7, bytes(10, 5));
      await other.writeContents(contents);
      expect(await one.readContents()).toEqual(contents);
      expect(await one.readOwner()).toEqual({ owner: "West", epoch: 3 });
      expect(await one.readSlots("forward", [3, 4])).toEqual([bytes(100, 1), null]);
      await other.writeContents({ ...contents, shape: undefined, forward: new Map(), back: new Map() });
      expect(await one.readFileShape()).toBeNull();
    });

    it("formats: a fresh record and no file", async () => {
      const { one, other } = await openFile();
      await one.writeSlot("forward", 0, bytes(10, 1));
      await other.format({ owner: "East", epoch: 9 });
      expect(await one.readOwner()).toEqual({ owner: "East", epoch: 9 });
      expect(await one.readFileShape()).toBeNull();
      expect(await one.readSlots("forward", [0])).toEqual([null]);
    });

    it("changes the owner only from the expected epoch, and tells the record as it stands", async () => {
      const { one, other } = await openFile();
      const next = { owner: "East", epoch: 4 } as const;
      expect(await one.compareAndSetOwner(2, next)).toEqual({
        changed: false,
        record: { owner: "West", epoch: 3 },
      });
      expect(await one.compareAndSetOwner(3, next)).toEqual({ changed: true, record: next });
      expect(await other.compareAndSetOwner(3, { owner: "West", epoch: 4 })).toEqual({
        changed: false,
        record: next,
      });
      expect(await other.readOwner()).toEqual(next);
    });

    it("lets exactly one of two concurrent compare-and-sets win", async () => {
      const { one, other } = await openFile();
      for (let epoch = 3; epoch < 23; epoch++) {
        const results = await Promise.all([
          one.compareAndSetOwner(epoch, { owner: "West", epoch: epoch + 1 }),
          other.compareAndSetOwner(epoch, { owner: "East", epoch: epoch + 1 }),
        ]);
        expect(results.filter(({ changed }) => changed)).toHaveLength(1);
        expect(results[0]!.record).toEqual(results[1]!.record);
        expect(await one.readOwner()).toEqual(results[0]!.record);
      }
    });

    it("reads slots in the order asked for, and null where nobody wrote", async () => {
      const { one, other } = await openFile();
      await one.writeSlot("forward", 1, bytes(5000, 7));
      await one.writeSlot("forward", 39, bytes(3, 9));
      await one.writeSlot("back", 1, bytes(4, 20));
      expect(await other.readSlots("forward", [39, 0, 1])).toEqual([bytes(3, 9), null, bytes(5000, 7)]);
      expect(await other.readSlots("back", [1])).toEqual([bytes(4, 20)]);
      expect(await other.readSlots("back", [])).toEqual([]);
    });

    it("reads heads", async () => {
      const { one, other } = await openFile();
      await one.writeSlot("forward", 0, bytes(5000, 7));
      await one.writeSlot("forward", 1, bytes(3, 9));
      const heads = await other.readSlots("forward", [0, 1, 2], 16);
      expect(heads).toEqual([bytes(16, 7), bytes(3, 9), null]);
      expect(heads[0]!.buffer.byteLength).toBe(16);
    });

    it("keeps copies: neither what was written nor what was read is shared", async () => {
      const { one } = await openFile();
      const memory = bytes(64, 0);
      await one.writeSlot("back", 0, memory.subarray(8, 12));
      memory.fill(255);
      const [read] = await one.readSlots("back", [0]);
      expect(read).toEqual(Uint8Array.of(8, 9, 10, 11));
      read!.fill(255);
      expect(await one.readSlots("back", [0])).toEqual([Uint8Array.of(8, 9, 10, 11)]);
    });

    it("writes in the order of the calls", async () => {
      const { one, other } = await openFile();
      await Promise.all([1, 2, 3].map((first) => one.writeSlot("back", 0, bytes(2, first))));
      expect(await other.readSlots("back", [0])).toEqual([bytes(2, 3)]);
    });

    it("replaces a file of the same or an older epoch by an empty one, and no newer one", async () => {
      const { one, other } = await openFile();
      for (const epoch of [3, 4]) {
        await one.writeSlot("forward", 0, bytes(2, 1));
        await one.writeSlot("back", 0, bytes(2, 1));
        await other.createFile({ epoch, chunks: 2, chunkBytes: 16384 });
        expect(await one.readFileShape()).toEqual({ epoch, chunks: 2, chunkBytes: 16384 });
        expect(await one.readSlots("forward", [0])).toEqual([null]);
        expect(await one.readSlots("back", [0])).toEqual([null]);
      }
      await expect(one.createFile(SHAPE)).rejects.toThrow(/of epoch 4; one of epoch 3/);
      expect(await one.readFileShape()).toMatchObject({ epoch: 4 });
    });

    it("deletes the file, also twice, and then takes no slots", async () => {
      const { one, other } = await openFile();
      await one.writeSlot("forward", 0, bytes(2, 1));
      await one.deleteFile();
      await other.deleteFile();
      expect(await other.readFileShape()).toBeNull();
      expect(await other.readSlots("forward", [0])).toEqual([null]);
      await expect(one.writeSlot("forward", 0, bytes(2, 1))).rejects.toMatchObject({
        name: "DatastoreRefusal",
        message: "There is no Quick Resume file to write to.",
      });
    });

    it("refuses slots outside of the rings and bytes beyond a slot", async () => {
      const { one } = await openFile();
      const full = new Uint8Array(BLOCK_BYTES + SHAPE.chunkBytes);
      await one.writeSlot("forward", 39, full);
      await one.writeSlot("back", BACK_SLOTS - 1, new Uint8Array(BLOCK_BYTES));
      await expect(one.writeSlot("forward", 40, bytes(1, 1))).rejects.toThrow(/slots 0 to 39, not 40/);
      await expect(one.writeSlot("back", 8, bytes(1, 1))).rejects.toThrow(/slots 0 to 7, not 8/);
      await expect(one.writeSlot("back", -1, bytes(1, 1))).rejects.toThrow(/not -1/);
      await expect(one.writeSlot("back", 0, new Uint8Array(4097))).rejects.toThrow(/4096 bytes, not 4097/);
      await expect(one.writeSlot("forward", 0, new Uint8Array(full.length + 1))).rejects.toThrow(
        /135168 bytes/,
      );
    });

    it("rejects after it was closed, and leaves the contents to others", async () => {
      const { one, other } = await openFile();
      one.close();
      await expect(one.readOwner()).rejects.toMatchObject({
        name: "DatastoreUnavailableError",
        message: expect.stringMatching(/^closed: /),
      });
      await expect(one.writeSlot("back", 0, bytes(1, 1))).rejects.toThrow(/^closed: /);
      expect(await other.readOwner()).toEqual({ owner: "West", epoch: 3 });
    });
  });
}

/**
 * The shared datastore on plain maps: for runs without a page, and for a page without storage. It holds to the contract
 * of `datastore.ts`. Every method does all of its work before it gives control back, so operations take effect in the
 * order of the calls, and a compare-and-set is atomic.
 */

import {
  type CompareAndSetResult,
  checkFormatted,
  checkReplaceable,
  checkSlot,
  type Datastore,
  DatastoreUnavailableError,
  type FileShape,
  type OwnerRecord,
  type Ring,
  type StoreContents,
} from "./datastore.ts";

/** What a memory store holds. Several stores of one thread can share it, as hosts share a disk. */
export interface MemoryContents {
  owner: OwnerRecord | undefined;
  shape: FileShape | undefined;
  image: object | undefined;
  readonly forward: Map<number, Uint8Array>;
  readonly back: Map<number, Uint8Array>;
}

/** A datastore in memory: for Node, for tests, and where a page has no storage. */
export class MemoryDatastore implements Datastore {
  readonly contents: MemoryContents;
  #isOpen = true;

  /** A store on `contents`, of its own unless they are given. */
  constructor(contents: MemoryContents = emptyContents()) {
    this.contents = contents;
  }

  async format(record: OwnerRecord): Promise<void> {
    const contents = this.#open();
    contents.owner = { ...record };
    contents.image = undefined;
    this.#clearFile();
  }

  async readOwner(): Promise<OwnerRecord> {
    const { owner } = this.#open();
    checkFormatted(owner);
    return { ...owner };
  }

  async compareAndSetOwner(expectedEpoch: number, next: OwnerRecord): Promise<CompareAndSetResult> {
    const contents = this.#open();
    checkFormatted(contents.owner);
    // Nothing is awaited between this look and the write: that makes it atomic.
    const changed = contents.owner.epoch === expectedEpoch;
    if (changed) contents.owner = { ...next };
    return { changed, record: { ...contents.owner } };
  }

  async createFile(shape: FileShape): Promise<void> {
    const contents = this.#open();
    checkReplaceable(contents.shape, shape);
    this.#clearFile();
    contents.shape = { ...shape };
  }

  async readFileShape(): Promise<FileShape | null> {
    const { shape } = this.#open();
    return shape ? { ...shape } : null;
  }

  async deleteFile(): Promise<void> {
    this.#open();
    this.#clearFile();
  }

  async writeSlot(ring: Ring, slot: number, bytes: Uint8Array): Promise<void> {
    const contents = this.#open();
    checkSlot(contents.shape, ring, slot, bytes.length);
    // A copy, as a disk would have: the caller's buffer may be used again.
    contents[ring].set(slot, bytes.slice());
  }

  async readSlots(ring: Ring, slots: readonly number[], headBytes?: number): Promise<(Uint8Array | null)[]> {
    const contents = this.#open();
    return slots.map((slot) => contents[ring].get(slot)?.slice(0, headBytes) ?? null);
  }

  async writeImage(image: object): Promise<void> {
    this.#open().image = image;
  }

  async readImage(): Promise<object | null> {
    return this.#open().image ?? null;
  }

  async readContents(): Promise<StoreContents> {
    const contents = this.#open();
    // The maps are copied, the slots' bytes are not: they are replaced when a slot is written, never changed.
    return { ...contents, forward: new Map(contents.forward), back: new Map(contents.back) };
  }

  async writeContents({ owner, shape, image, forward, back }: StoreContents): Promise<void> {
    const contents = this.#open();
    Object.assign(contents, { owner, shape, image });
    for (const [ring, slots] of [
      ["forward", forward],
      ["back", back],
    ] as const) {
      contents[ring].clear();
      for (const [slot, bytes] of slots) contents[ring].set(slot, bytes);
    }
  }

  close(): void {
    this.#isOpen = false;
  }

  #open(): MemoryContents {
    if (!this.#isOpen) throw new DatastoreUnavailableError("closed", "This datastore was closed.");
    return this.contents;
  }

  #clearFile(): void {
    this.contents.shape = undefined;
    this.contents.forward.clear();
    this.contents.back.clear();
  }
}

function emptyContents(): MemoryContents {
  return { owner: undefined, shape: undefined, image: undefined, forward: new Map(), back: new Map() };
}

import type { Place } from "../place/place.ts";

/** Who may run the guest. The record on the shared datastore is the truth; every message is a hint. */
export interface OwnerRecord {
  readonly owner: Place;
  /** Grows by one with every change of owner. */
  readonly epoch: number;
}

/** What a compare-and-set found: whether it changed the record, and the record as it stands now. */
export interface CompareAndSetResult {
  readonly changed: boolean;
  readonly record: OwnerRecord;
}

/** The two rings of the Quick Resume file: source to destination, and back. */
export type Ring = "forward" | "back";

/** Bytes of the header of a forward slot, and of a whole back slot. */
export const BLOCK_BYTES = 4096;

/** Slots of the back ring. */
export const BACK_SLOTS = 8;

/** The shape of a Quick Resume file. */
export interface FileShape {
  /** Epoch of the migration that created it. */
  readonly epoch: number;
  /** Slots of the forward ring (source to destination). */
  readonly chunks: number;
  /** Payload bytes of one forward slot, without its 4 KiB header. */
  readonly chunkBytes: number;
}

/** Everything that a datastore holds, as plain data. */
export interface StoreContents {
  readonly owner: OwnerRecord | undefined;
  readonly shape: FileShape | undefined;
  readonly image: object | undefined;
  /** The slots that somebody wrote, by number. Their bytes are not changed any more. */
  readonly forward: ReadonlyMap<number, Uint8Array>;
  readonly back: ReadonlyMap<number, Uint8Array>;
}

/**
 * The storage that both hosts share: the owner record and the Quick Resume file, of one lab.
 *
 * Every promise settles when the effect is really there (or the answer really read); operations that one user calls
 * without waiting take effect in the order of the calls. Slots are plain bytes; their formats are in `chunk.ts` and
 * `note.ts`. Bytes are copied on the way in and on the way out. A slot that nobody wrote, or a file that is not there,
 * reads as `null`.
 *
 * Any operation rejects with a {@link DatastoreUnavailableError} when the storage cannot be used, and with a
 * {@link DatastoreRefusal} when what it asks for contradicts what is stored; then nothing has changed.
 */
export interface Datastore {
  /** Forgets everything and writes a fresh owner record. */
  format(record: OwnerRecord): Promise<void>;
  /** Refused where nobody has formatted the datastore, as is `compareAndSetOwner`. */
  readOwner(): Promise<OwnerRecord>;
  /** Replaces the owner record if its epoch is `expectedEpoch`; one atomic transaction. */
  compareAndSetOwner(expectedEpoch: number, next: OwnerRecord): Promise<CompareAndSetResult>;
  /** Creates the file with empty slots, replacing one of the same or an older epoch; refused where a newer one is. */
  createFile(shape: FileShape): Promise<void>;
  readFileShape(): Promise<FileShape | null>;
  /** Deletes the file and its slots; no error where there is none. */
  deleteFile(): Promise<void>;
  /** Refused where there is no file, no such slot, or the bytes do not fit into the slot. */
  writeSlot(ring: Ring, slot: number, bytes: Uint8Array): Promise<void>;
  /** The bytes of slots, in the order asked for; only their first `headBytes` when that is given. */
  readSlots(ring: Ring, slots: readonly number[], headBytes?: number): Promise<(Uint8Array | null)[]>;
  /** Keeps the guest's image: what an HA-style restart boots. It is a structure of plain data and bytes. */
  writeImage(image: object): Promise<void>;
  /** The image as it was written, or null. */
  readImage(): Promise<object | null>;
  /** All contents; one atomic transaction. */
  readContents(): Promise<StoreContents>;
  /** Replaces all contents; one atomic transaction. */
  writeContents(contents: StoreContents): Promise<void>;
  /** Lets go of connections: everything after it rejects. The contents stay. */
  close(): void;
}

/** Why storage cannot be used: there is none, it is full, somebody holds it, this user closed it, or it broke. */
export type UnavailableReason = "missing" | "full" | "blocked" | "closed" | "broken";

/** The storage cannot be used. The message begins with the reason, because threads pass on nothing else of an error. */
export class DatastoreUnavailableError extends Error {
  override readonly name = "DatastoreUnavailableError";
  readonly reason: UnavailableReason;

  constructor(reason: UnavailableReason, detail: string, cause?: unknown) {
    super(`${reason}: ${detail}`, { cause });
    this.reason = reason;
  }
}

/** What was asked for contradicts what is stored. */
export class DatastoreRefusal extends Error {
  override readonly name = "DatastoreRefusal";
}

/** Throws a {@link DatastoreRefusal} unless somebody has written an owner record. */
export function checkFormatted(record: OwnerRecord | undefined): asserts record is OwnerRecord {
  if (!record) throw new DatastoreRefusal("The datastore has no owner record; it was never formatted.");
}

/** Throws a {@link DatastoreRefusal} where a file of `stored` shape must not give way to one of `next`. */
export function checkReplaceable(stored: FileShape | undefined, next: FileShape): void {
  if (!stored || stored.epoch <= next.epoch) return;
  throw new DatastoreRefusal(
    `The Quick Resume file is of epoch ${stored.epoch}; one of epoch ${next.epoch} cannot replace it.`,
  );
}

/** Throws a {@link DatastoreRefusal} unless a file of this shape takes so many bytes into that slot. */
export function checkSlot(shape: FileShape | undefined, ring: Ring, slot: number, bytes: number): void {
  if (!shape) throw new DatastoreRefusal("There is no Quick Resume file to write to.");
  const slots = ring === "forward" ? shape.chunks : BACK_SLOTS;
  const room = ring === "forward" ? BLOCK_BYTES + shape.chunkBytes : BLOCK_BYTES;
  if (!Number.isInteger(slot) || slot < 0 || slot >= slots) {
    throw new DatastoreRefusal(`The ${ring} ring has the slots 0 to ${slots - 1}, not ${slot}.`);
  }
  if (bytes > room) throw new DatastoreRefusal(`A ${ring} slot takes ${room} bytes, not ${bytes}.`);
}

/** Who may run the guest. The record on the shared datastore is the truth; every message is a hint. */
export interface OwnerRecord {
  readonly owner: "source" | "destination";
  /** Grows by one with every change of owner. */
  readonly epoch: number;
}

/** What a compare-and-set found: whether it changed the record, and the record as it stands now. */
export interface CompareAndSetResult {
  readonly changed: boolean;
  readonly record: OwnerRecord;
}

/** The two rings of the Quick Resume file. */
export type Ring = "forward" | "back";

/** The shape of a Quick Resume file. */
export interface FileShape {
  /** Epoch of the migration that created it. */
  readonly epoch: number;
  /** Slots of the forward ring (source to destination). */
  readonly chunks: number;
  /** Payload bytes of one forward slot, without its 4 KiB header. */
  readonly chunkBytes: number;
}

/**
 * The storage that both hosts share: the owner record and the Quick Resume file, of one lab.
 *
 * Every promise settles when the effect is really there (or the answer really read). Slots are plain bytes; their
 * formats are in `chunk.ts` and `note.ts`. A slot that nobody wrote, or a file that is not there, reads as `null`;
 * writing to a file that is not there rejects.
 */
export interface Datastore {
  /** Forgets everything and writes a fresh owner record. */
  format(record: OwnerRecord): Promise<void>;
  readOwner(): Promise<OwnerRecord>;
  /** Replaces the owner record if its epoch is `expectedEpoch`; one atomic transaction. */
  compareAndSetOwner(expectedEpoch: number, next: OwnerRecord): Promise<CompareAndSetResult>;
  /** Creates the file, or replaces one of an older epoch. */
  createFile(shape: FileShape): Promise<void>;
  readFileShape(): Promise<FileShape | null>;
  deleteFile(): Promise<void>;
  writeSlot(ring: Ring, slot: number, bytes: Uint8Array): Promise<void>;
  /** The bytes of consecutive slots, in the order asked for; only their first `headBytes` when that is given. */
  readSlots(ring: Ring, slots: readonly number[], headBytes?: number): Promise<(Uint8Array | null)[]>;
  /** Lets go of connections. The contents stay. */
  close(): void;
}

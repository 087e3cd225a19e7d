/**
 * The Quick Resume file as it is drawn: a ring of chunks towards the destination and a ring of notes back. Slots are
 * in the order of the file.
 */

/** One slot of the forward ring. */
export interface SlotFrame {
  readonly state: "free" | "writing" | "full" | "reading" | "read";
  /** Sequence number of the chunk in it; 0 while free. */
  readonly sequence: number;
  /** Pages in the chunk. */
  readonly pages: number;
}

/** One slot of the ring back. */
export interface NoteFrame {
  readonly state: "free" | "writing" | "full" | "read";
  /** In a few words what it says: "ack 32", "need 590", "bitmap 1/1", "alive", "done". Empty while free. */
  readonly text: string;
  readonly kind: "ack" | "request" | "bitmap" | "alive" | "done" | "";
}

/** The file at one moment. */
export interface FileFrame {
  readonly exists: boolean;
  /** Whether pages go through it now. */
  readonly inUse: boolean;
  /** Bytes of pages that a chunk holds, without its head. */
  readonly chunkBytes: number;
  readonly slots: readonly SlotFrame[];
  readonly notes: readonly NoteFrame[];
  /** Chunks written since the migration began. */
  readonly chunksWritten: number;
}

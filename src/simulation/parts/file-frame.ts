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

/** What a note says first of all. It may say more at once; what matters most is told. */
export type NoteSays =
  /** All chunks up to this one have come. */
  | { readonly kind: "ack"; readonly chunk: number }
  /** The guest waits for this page. */
  | { readonly kind: "request"; readonly page: number }
  /** A part of the map of pages that have come, counted from 1. */
  | { readonly kind: "bitmap"; readonly part: number; readonly parts: number }
  | { readonly kind: "alive" }
  | { readonly kind: "done" };

/** One slot of the ring back. */
export interface NoteFrame {
  readonly state: "free" | "writing" | "full" | "read";
  /** Null while it is free. */
  readonly says: NoteSays | null;
}

/** The file at one moment. */
export interface FileFrame {
  readonly exists: boolean;
  /** Whether pages go through it now. */
  readonly inUse: boolean;
  /** Whether no slot was free at some moment of the last turn through the file: it is filled faster than it is emptied. */
  readonly wasFull: boolean;
  /** Bytes of pages that a chunk holds, without its head. */
  readonly chunkBytes: number;
  readonly slots: readonly SlotFrame[];
  readonly notes: readonly NoteFrame[];
  /** Chunks written since the migration began. */
  readonly chunksWritten: number;
}

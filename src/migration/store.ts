/**
 * What a role asks of the shared datastore, and what it is answered: plain values, which `StoreExecutor` (`src/host`)
 * turns into bytes by the formats of `src/datastore`. Every operation may be issued again when its answer is lost, so
 * each must do no harm where it takes effect twice. Sizes count as bytes between a host and the datastore.
 */

import type { StoreWay } from "../datastore/service.ts";
import type { HostName } from "../place/place.ts";

/** A request for a page, as a note carries it. */
export interface PageRequest {
  readonly id: number;
  readonly page: number;
}

/** A part of the destination's received bitmap. */
export interface BitmapPart {
  /** Generation of the link that was declared down. */
  readonly generation: number;
  /** Its number, from 1 on, and how many parts there are. */
  readonly part: number;
  readonly parts: number;
  /** The page of the lowest bit of the first byte. */
  readonly firstPage: number;
  readonly bits: Uint8Array;
}

/** What a note in the ring back says. */
export interface NoteContent {
  readonly sequence: number;
  /** All chunks up to this sequence number were read and applied. */
  readonly chunkAck: number;
  readonly requests: readonly PageRequest[];
  readonly bitmap: BitmapPart | null;
  /** The chunk that cannot be read and must be written again; 0 for none. */
  readonly damaged: number;
  /** The destination has every page. */
  readonly complete: boolean;
}

/** What the head of a chunk in the forward ring says. */
export interface ChunkHead {
  readonly sequence: number;
  /** All notes up to this sequence number were read. */
  readonly noteAck: number;
  readonly pages: readonly number[];
}

/** What was found in a slot: what was looked for, or something damaged, or null where it is not written yet. */
export type FoundHead = ChunkHead | "damaged" | null;
export type FoundNote = NoteContent | "damaged" | null;

/**
 * The owner record in the words of one migration. The datastore names a machine there; the host says which role that
 * machine has.
 */
export interface OwnerOnRecord {
  readonly owner: HostName;
  readonly epoch: number;
}

/** An operation on the shared datastore. */
export type StoreOperation =
  | { readonly kind: "readOwner" }
  | { readonly kind: "compareAndSetOwner"; readonly expectedEpoch: number; readonly next: OwnerOnRecord }
  | { readonly kind: "createFile"; readonly epoch: number }
  | { readonly kind: "deleteFile" }
  | { readonly kind: "writeChunk"; readonly head: ChunkHead }
  | { readonly kind: "readHeads"; readonly sequences: readonly number[] }
  | { readonly kind: "readChunk"; readonly head: ChunkHead }
  | { readonly kind: "writeNote"; readonly note: NoteContent }
  | { readonly kind: "readNote"; readonly sequence: number };

/** The answer to an operation. */
export type StoreAnswer =
  /** The record as it stands now, also after a compare-and-set that changed nothing. */
  | { readonly kind: "owner"; readonly record: OwnerOnRecord }
  | { readonly kind: "done" }
  /** The datastore answered, and the operation cannot be done. */
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "heads"; readonly heads: readonly FoundHead[] }
  /** Where the chunk is whole, its pages wait at the host under the operation's number. */
  | { readonly kind: "chunk"; readonly whole: boolean; readonly noteAck: number }
  | { readonly kind: "note"; readonly note: FoundNote };

/** What is answered to a write or a read of pages where no file is. */
export const FILE_GONE: StoreAnswer = { kind: "failed", reason: "The Quick Resume file does not exist." };

/** Bytes of a chunk's head, of a note, and of every small record. */
export const RECORD_BYTES = 4096;

/** Bytes that an operation moves between a host and the datastore. */
export function operationBytes(operation: StoreOperation): number {
  switch (operation.kind) {
    case "writeChunk":
    case "readChunk":
      return RECORD_BYTES * (1 + operation.head.pages.length);
    case "readHeads":
      return RECORD_BYTES * operation.sequences.length;
    default:
      return RECORD_BYTES;
  }
}

/** Which way those bytes go: a compare-and-set is a write, as are the making and the deletion of a file. */
export function operationWay({ kind }: StoreOperation): StoreWay {
  return READS.has(kind) ? "read" : "write";
}

const READS: ReadonlySet<StoreOperation["kind"]> = new Set([
  "readOwner",
  "readHeads",
  "readChunk",
  "readNote",
]);

import {
  BLOCK_END,
  BLOCK_FIELDS,
  beginBlock,
  type OpenBlock,
  openBlock,
  type Refusal,
  refuse,
  sealBlock,
  setWords,
} from "./block.ts";
import { BLOCK_BYTES } from "./datastore.ts";

/**
 * The bytes of a back slot: one block of 4 KiB.
 *
 * | offset  | field                                                                              |
 * | ------- | ---------------------------------------------------------------------------------- |
 * | 0       | magic "QRN1", version, epoch, sequence number: as in every block                   |
 * | 16      | chunk acknowledgement: all chunks up to this sequence number were read and applied |
 * | 20      | flags: 1 the destination has every page, 2 a part of the bitmap is there           |
 * | 24      | request count n                                                                    |
 * | 28      | of the bitmap: link generation, part, parts, first page, and its bytes b           |
 * | 48      | the chunk that cannot be read and must be written again, 0 for none                |
 * | 64      | n requests: id and page number, 32-bit each                                        |
 * | 64 + 8n | b bytes of the bitmap: bit i of byte j is page first + 8j + i                      |
 * | 4092    | CRC-32C of all the others                                                          |
 */
const MAGIC = "QRN1";
/** Where the requests begin, and where the damaged chunk's number stands; see the table. */
const REQUESTS = BLOCK_FIELDS + 48;
const DAMAGED = BLOCK_FIELDS + 32;
/** The flags. */
const COMPLETE = 1;
const BITMAP = 2;

/** What requests, 8 bytes each, and the bitmap's bytes may take together in one note. */
export const NOTE_ROOM_BYTES = BLOCK_END - REQUESTS;

/** A part of the destination's bitmap of received pages. */
export interface NoteBitmap {
  /** Generation of the link whose pages it accounts for. */
  readonly generation: number;
  /** Number of this part, out of `parts`. */
  readonly part: number;
  readonly parts: number;
  /** The page of the lowest bit of the first byte. */
  readonly firstPage: number;
  readonly bits: Uint8Array;
}

/** What the destination says to the source through the file. */
export interface Note {
  readonly epoch: number;
  /** 1 for the first note of a file, and so on. */
  readonly sequence: number;
  /** All chunks up to this sequence number were read and applied; 0 for none. */
  readonly chunkAck: number;
  readonly requests: readonly { readonly id: number; readonly page: number }[];
  readonly bitmap: NoteBitmap | null;
  /** The chunk that cannot be read and must be written again; 0 for none. */
  readonly damaged: number;
  /** The destination has every page. */
  readonly complete: boolean;
}

/** The 4096 bytes of a note. Throws a RangeError for what the format cannot hold. */
export function encodeNote(note: Note): Uint8Array {
  const { epoch, sequence, chunkAck, requests, bitmap, damaged, complete } = note;
  const bits = bitmap?.bits ?? new Uint8Array(0);
  const room = 8 * requests.length + bits.length;
  if (room > NOTE_ROOM_BYTES) {
    throw new RangeError(`Requests and bitmap take ${room} bytes; a note has ${NOTE_ROOM_BYTES} for them.`);
  }
  const encoded = new Uint8Array(BLOCK_BYTES);
  const view = beginBlock(encoded, MAGIC, epoch, sequence);
  const flags = (complete ? COMPLETE : 0) | (bitmap ? BITMAP : 0);
  setWords(view, BLOCK_FIELDS, [chunkAck, flags, requests.length]);
  if (bitmap) {
    const { generation, part, parts, firstPage } = bitmap;
    setWords(view, BLOCK_FIELDS + 12, [generation, part, parts, firstPage, bits.length]);
  }
  setWords(view, DAMAGED, [damaged]);
  setWords(
    view,
    REQUESTS,
    requests.flatMap(({ id, page }) => [id, page]),
  );
  encoded.set(bits, REQUESTS + 8 * requests.length);
  sealBlock(view);
  return encoded;
}

/** Reads the bytes of a back slot. Refuses other epochs where one is given, and whatever is damaged. */
export function decodeNote(bytes: Uint8Array, epoch?: number): Note | Refusal {
  if (bytes.length > BLOCK_BYTES) return refuse(`${bytes.length} bytes found, ${BLOCK_BYTES} expected`);
  const block = openBlock(bytes, MAGIC, epoch);
  return "refused" in block ? block : noteOf(block);
}

function noteOf({ epoch, sequence, view }: OpenBlock): Note | Refusal {
  const word = (index: number) => view.getUint32(BLOCK_FIELDS + 4 * index, true);
  const [flags, count, bitmapBytes] = [word(1), word(2), word(7)];
  // Before anything is read by them: both numbers come from the file.
  const room = 8 * count + bitmapBytes;
  if (room > NOTE_ROOM_BYTES) {
    return refuse(`${room} bytes of requests and bitmap found, at most ${NOTE_ROOM_BYTES} expected`);
  }
  const requests = Array.from({ length: count }, (_, index) => ({
    id: view.getUint32(REQUESTS + 8 * index, true),
    page: view.getUint32(REQUESTS + 8 * index + 4, true),
  }));
  // A copy, because the buffer belongs to the slot that was read.
  const bits = new Uint8Array(view.buffer, view.byteOffset + REQUESTS + 8 * count, bitmapBytes).slice();
  const bitmap = { generation: word(3), part: word(4), parts: word(5), firstPage: word(6), bits };
  return {
    epoch,
    sequence,
    chunkAck: word(0),
    requests,
    bitmap: flags & BITMAP ? bitmap : null,
    damaged: view.getUint32(DAMAGED, true),
    complete: (flags & COMPLETE) !== 0,
  };
}

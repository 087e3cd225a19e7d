import { PAGE_BYTES } from "../machine/layout.ts";
import {
  BLOCK_END,
  BLOCK_FIELDS,
  beginBlock,
  type OpenBlock,
  openBlock,
  type Refusal,
  refuse,
  refuseSum,
  sealBlock,
  setWords,
} from "./block.ts";
import { crc32c } from "./checksum.ts";
import { BLOCK_BYTES } from "./datastore.ts";

/**
 * The bytes of a forward slot: a head, which is a block of 4 KiB, and the payload.
 *
 * | offset  | field                                                                |
 * | ------- | -------------------------------------------------------------------- |
 * | 0       | magic "QRC1", version, epoch, sequence number: as in every block     |
 * | 16      | note acknowledgement: all notes up to this sequence number were read |
 * | 20      | page count n                                                         |
 * | 24      | CRC-32C of the payload                                               |
 * | 32      | n page numbers, 32-bit                                               |
 * | 32 + 4n | n bytes: 0 for a page of zeros, which takes no payload, 1 for others |
 * | 4092    | CRC-32C of the head's other bytes                                    |
 * | 4096    | the pages that are not zero, 4 KiB each, in the same order           |
 */
const MAGIC = "QRC1";
const PAGES = BLOCK_FIELDS + 16;

/**
 * So many pages a head can name. Each takes a number of 4 bytes and a flag of one: there is room for 812 pages, and
 * ESXi's chunk has 32.
 */
export const CHUNK_PAGES_MAX = Math.floor((BLOCK_END - PAGES) / 5);

/** Pages on their way to the destination. */
export interface Chunk {
  readonly epoch: number;
  /** 1 for the first chunk of a file, and so on. */
  readonly sequence: number;
  /** All notes up to this sequence number were read; 0 for none. */
  readonly noteAck: number;
  /** In the order of sending; `bytes` is `null` for a page of zeros, else the 4096 bytes of the page. */
  readonly pages: readonly { readonly page: number; readonly bytes: Uint8Array | null }[];
}

/** A chunk without its payload. */
export interface ChunkHead {
  readonly epoch: number;
  readonly sequence: number;
  readonly noteAck: number;
  readonly pages: readonly { readonly page: number; readonly isZero: boolean }[];
  readonly payloadBytes: number;
  readonly payloadChecksum: number;
}

/**
 * The bytes of a chunk. Throws a RangeError for what the format cannot hold. The head's checksum covers that of the
 * payload, so a head can be trusted without its pages.
 */
export function encodeChunk({ epoch, sequence, noteAck, pages }: Chunk): Uint8Array {
  if (pages.length > CHUNK_PAGES_MAX) {
    throw new RangeError(`A chunk holds ${CHUNK_PAGES_MAX} pages, not ${pages.length}.`);
  }
  const payload = pages.map(({ bytes }) => bytes).filter((bytes) => bytes !== null);
  const encoded = new Uint8Array(BLOCK_BYTES + payload.length * PAGE_BYTES);
  for (const [index, bytes] of payload.entries()) {
    if (bytes.length !== PAGE_BYTES)
      throw new RangeError(`A page has ${PAGE_BYTES} bytes, not ${bytes.length}.`);
    encoded.set(bytes, BLOCK_BYTES + index * PAGE_BYTES);
  }
  const view = beginBlock(encoded, MAGIC, epoch, sequence);
  const checksum = crc32c(encoded.subarray(BLOCK_BYTES));
  setWords(view, BLOCK_FIELDS, [noteAck, pages.length, checksum]);
  setWords(
    view,
    PAGES,
    pages.map(({ page }) => page),
  );
  const flags = PAGES + 4 * pages.length;
  for (const [index, { bytes }] of pages.entries()) view.setUint8(flags + index, bytes ? 1 : 0);
  sealBlock(view);
  return encoded;
}

/** Reads the head from the first 4096 bytes of a forward slot. Refuses other epochs where one is given. */
export function decodeChunkHead(bytes: Uint8Array, epoch?: number): ChunkHead | Refusal {
  const block = openBlock(bytes, MAGIC, epoch);
  return "refused" in block ? block : headOf(block);
}

/** The count is looked at before anything is read by it: it comes from the file. */
function headOf({ epoch, sequence, view }: OpenBlock): ChunkHead | Refusal {
  const count = view.getUint32(BLOCK_FIELDS + 4, true);
  if (count > CHUNK_PAGES_MAX) return refuse(`${count} pages found, at most ${CHUNK_PAGES_MAX} expected`);
  const pages = Array.from({ length: count }, (_, index) => ({
    page: view.getUint32(PAGES + 4 * index, true),
    isZero: view.getUint8(PAGES + 4 * count + index) === 0,
  }));
  return {
    epoch,
    sequence,
    noteAck: view.getUint32(BLOCK_FIELDS, true),
    pages,
    payloadBytes: PAGE_BYTES * pages.filter(({ isZero }) => !isZero).length,
    payloadChecksum: view.getUint32(BLOCK_FIELDS + 8, true),
  };
}

/**
 * Reads the bytes of a forward slot. The pages it returns are views of `bytes`. Refuses other epochs where one is
 * given, and everything that is not exactly what `encodeChunk` made.
 */
export function decodeChunk(bytes: Uint8Array, epoch?: number): Chunk | Refusal {
  const head = decodeChunkHead(bytes, epoch);
  if ("refused" in head) return head;
  const payload = bytes.subarray(BLOCK_BYTES);
  if (payload.length !== head.payloadBytes) {
    return refuse(`${payload.length} bytes of payload found, ${head.payloadBytes} expected`);
  }
  const checksum = crc32c(payload);
  if (checksum !== head.payloadChecksum) return refuseSum("payload", checksum, head.payloadChecksum);
  let offset = 0;
  const pages = head.pages.map(({ page, isZero }) => {
    if (isZero) return { page, bytes: null };
    offset += PAGE_BYTES;
    return { page, bytes: payload.subarray(offset - PAGE_BYTES, offset) };
  });
  return { epoch: head.epoch, sequence: head.sequence, noteAck: head.noteAck, pages };
}

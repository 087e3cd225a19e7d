import { crc32c } from "./checksum.ts";
import { BLOCK_BYTES } from "./datastore.ts";

/**
 * A block is 4 KiB and begins with magic, version, epoch and sequence number, little-endian like all numbers here;
 * its last word is the CRC-32C of all the others. The head of a chunk is a block, a note is one.
 */

/** Version of the formats of chunk and note. */
export const FORMAT_VERSION = 1;

/** Where the kind's own fields begin. */
export const BLOCK_FIELDS = 16;

/** Where the CRC stands, and the fields end. */
export const BLOCK_END = BLOCK_BYTES - 4;

/** Why bytes were not accepted: what was found and what was expected. Damage is the peer's fault, never thrown. */
export interface Refusal {
  readonly refused: string;
}

/** A block that was found in order. */
export interface OpenBlock {
  readonly epoch: number;
  readonly sequence: number;
  readonly view: DataView;
}

/** Starts a block at the beginning of `bytes`. The magic is four ASCII characters. */
export function beginBlock(bytes: Uint8Array, magic: string, epoch: number, sequence: number): DataView {
  const view = new DataView(bytes.buffer, bytes.byteOffset, BLOCK_BYTES);
  for (let index = 0; index < 4; index++) view.setUint8(index, magic.charCodeAt(index));
  setWords(view, 4, [FORMAT_VERSION, epoch, sequence]);
  return view;
}

/** Writes numbers from 0 to 2^32 - 1, one after another; a RangeError names one that does not fit. */
export function setWords(view: DataView, offset: number, words: readonly number[]): void {
  for (const [index, word] of words.entries()) {
    if (word !== word >>> 0) throw new RangeError(`${word} does not fit the format: it is no 32-bit number.`);
    view.setUint32(offset + 4 * index, word, true);
  }
}

/** Completes a block whose fields are all written. Whatever is written after this makes it damaged. */
export function sealBlock(view: DataView): void {
  view.setUint32(BLOCK_END, checksumOf(view), true);
}

/**
 * Checks the block at the beginning of `bytes`: length, magic, version, CRC, and the epoch where one is expected. Magic
 * and version come first, so that bytes of another kind are called that and not damaged; the epoch comes after the CRC,
 * because a damaged one says nothing.
 */
export function openBlock(bytes: Uint8Array, magic: string, epoch?: number): OpenBlock | Refusal {
  if (bytes.length < BLOCK_BYTES)
    return refuse(`${bytes.length} bytes found, at least ${BLOCK_BYTES} expected`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, BLOCK_BYTES);
  const found = String.fromCharCode(...bytes.subarray(0, 4));
  if (found !== magic) return refuse(`magic ${JSON.stringify(found)} found, "${magic}" expected`);
  const version = view.getUint32(4, true);
  if (version !== FORMAT_VERSION) return refuse(`version ${version} found, ${FORMAT_VERSION} expected`);
  const sum = view.getUint32(BLOCK_END, true);
  if (sum !== checksumOf(view)) return refuseSum("block", checksumOf(view), sum);
  const foundEpoch = view.getUint32(8, true);
  if (epoch !== undefined && foundEpoch !== epoch)
    return refuse(`epoch ${foundEpoch} found, ${epoch} expected`);
  return { epoch: foundEpoch, sequence: view.getUint32(12, true), view };
}

/** A refusal for this reason. */
export function refuse(reason: string): Refusal {
  return { refused: reason };
}

/** The refusal of bytes whose checksum is not the one that stands with them. */
export function refuseSum(what: string, found: number, expected: number): Refusal {
  const [one, other] = [found, expected].map((sum) => sum.toString(16).padStart(8, "0"));
  return refuse(`${what} checksum ${one} found, ${other} expected`);
}

function checksumOf(view: DataView): number {
  return crc32c(new Uint8Array(view.buffer, view.byteOffset, BLOCK_END));
}

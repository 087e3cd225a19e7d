/**
 * Inflating what a stranger gave. A few kilobytes may deflate gigabytes of zeros, so that nothing here grows beyond a
 * limit that the caller sets.
 */

import { inflateSync } from "fflate";
import { t } from "../language/words.ts";

/** What really are programs and texts never deflates better than this; only what was made to fill a memory does. */
export const MOST_GROWTH = 64;

/** So many bytes may grow from next to nothing: the RAM of a small guest that is all zeros. 4 MiB. */
export const SMALL_BYTES = 4 * 2 ** 20;

/** Data that would take more room than they may. The message is for people. */
export class TooLargeError extends Error {
  override name = "TooLargeError";
}

/**
 * The bytes that were deflated, of which there may be at most `most`. Never takes more memory than that. Throws a
 * {@link TooLargeError} where they are more, and another error where they are damaged.
 */
export function inflateAtMost(deflated: Uint8Array, most: number): Uint8Array {
  if (deflated.length === 0) throw new Error(t`nothing to inflate`);
  // One byte more than allowed: that it is used shows that there is more.
  const bytes = inflateSync(deflated, { out: new Uint8Array(most + 1) });
  if (bytes.length > most) throw tooLarge(most);
  return bytes;
}

/** As {@link inflateAtMost}, by the browser's own decoder and piece by piece; it stops at the first piece too many. */
export async function inflateStreamAtMost(deflated: Uint8Array, most: number): Promise<Uint8Array> {
  const stream = new Blob([deflated.slice()]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(pieces).arrayBuffer());
    length += value.length;
    if (length > most) {
      // Whether the rest could be let go of does not matter any more.
      reader.cancel().catch(() => {});
      throw tooLarge(most);
    }
    pieces.push(value);
  }
}

function tooLarge(most: number): TooLargeError {
  return new TooLargeError(t`more than ${most.toLocaleString("en-US")} bytes`);
}

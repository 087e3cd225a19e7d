/** A hand-in as the part of an address after "#", for whoever sends a link rather than a file. */
import { fromBase64, toBase64 } from "../experiment/base64.ts";
import { deflate } from "../experiment/deflate.ts";
import { inflateAtMost } from "../experiment/inflate.ts";
import { t } from "../language/words.ts";
import type { HandIn } from "./hand-in.ts";
import { BadHandInError, handInText } from "./hand-in-file.ts";

/** Longer links are cut off by mail programs and chats. Characters. */
export const LONGEST_HAND_IN_LINK = 2000;

/** The most bytes of a hand-in that comes by a link. */
const MOST_BYTES = 65_536;

const PREFIX = "#verify.";

/** Whether the part of an address after its "#" holds a hand-in. */
export function isHandInLink(hash: string): boolean {
  return hash.startsWith(PREFIX);
}

/** A link to where a hand-in is verified. Throws a {@link BadHandInError} for one that is too long for a link. */
export async function linkOfHandIn(handIn: HandIn): Promise<string> {
  const text = JSON.stringify(JSON.parse(handInText(handIn)));
  const link = PREFIX + toBase64(await deflate(new TextEncoder().encode(text)));
  if (link.length <= LONGEST_HAND_IN_LINK) return link;
  throw new BadHandInError(
    t`A link to this hand-in would have ${link.length} characters; the longest has ${LONGEST_HAND_IN_LINK}. Save it as a file instead.`,
  );
}

/** The text of the hand-in in a link, which is read as a file's. Throws a {@link BadHandInError} for a damaged link. */
export function textOfLink(hash: string): string {
  const bytes = hash.length > LONGEST_HAND_IN_LINK ? null : fromBase64(hash.slice(PREFIX.length));
  try {
    if (bytes) return new TextDecoder().decode(inflateAtMost(bytes, MOST_BYTES));
  } catch {
    // A part of it is missing, or was changed.
  }
  throw new BadHandInError(
    t`This link is damaged: a part of it is missing or was changed. Ask for it again.`,
  );
}

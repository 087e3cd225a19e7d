/**
 * Packs what a message carries. It is called when the message is sent, and reads the machine then: bytes of a later
 * tick would be right in the end, but would make dirty pages arrive before they were sent.
 */

import { PAGE_BYTES } from "../../machine/layout.ts";
import type { Machine } from "../../machine/machine.ts";
import type { Message } from "../../migration/message.ts";
import type { Payload } from "./payload.ts";

/** What a message carries beside itself: pages, read now, or the checkpoint's state; null where it carries nothing. */
export function applyPayload(
  machine: Machine,
  { content }: Message,
  parcel: number,
  era: number,
): Payload | null {
  if (content.channel === null) return null;
  if (content.body.kind === "checkpoint") {
    const state = machine.saveState();
    return { era, parcel, pages: [], offsets: [], state, bytes: new Uint8Array(0) };
  }
  if (content.body.kind !== "pages") return null;
  const { pages } = content.body;
  return { era, parcel, pages, state: null, ...pack(machine, pages) };
}

/**
 * The bytes of pages that are not zero, one after another, and where each begins. -1 marks a page of zeros. One
 * buffer for all pages is transferred between workers without a copy.
 */
function pack(machine: Machine, pages: readonly number[]): Pick<Payload, "offsets" | "bytes"> {
  let end = 0;
  const offsets = pages.map((page) => {
    if (machine.isZeroPage(page)) return -1;
    end += PAGE_BYTES;
    return end - PAGE_BYTES;
  });
  const bytes = new Uint8Array(end);
  pages.forEach((page, index) => {
    if (offsets[index]! >= 0) machine.readPageInto(page, bytes, offsets[index]!);
  });
  return { offsets, bytes };
}

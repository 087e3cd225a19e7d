/**
 * How pages that have come are written into a machine. The hypervisor calls this where the role says `apply`; which
 * pages are wanted is decided by the role alone, since a page that came late may be older than what lies here.
 */

import type { Machine } from "../machine/machine.ts";
import { PageState } from "./page-state.ts";
import { type Payload, pageOf } from "./payload/payload.ts";

/** Where pages arrive. */
export interface ApplyTarget {
  readonly machine: Machine;
  /** How each page came here, as a PageState. */
  readonly arrivedBy: Uint8Array;
  /** Whether the guest is to run here already; what came before is simply present. */
  readonly afterStun: boolean;
}

/**
 * Writes the wanted ones of a payload's pages. Returns how many were not wanted any more. They are counted because
 * one that comes twice without a fault is a broken promise of the protocol.
 */
export function applyPagePayload(landing: ApplyTarget, payload: Payload, pages: readonly number[]): number {
  const wanted = new Set(pages);
  payload.pages.forEach((page, index) => {
    if (wanted.has(page)) land(landing, page, pageOf(payload, index), PageState.byLink);
  });
  return payload.pages.length - wanted.size;
}

/** Writes the wanted ones of a chunk's pages, of which those that are zero have no bytes. */
export function applyChunk(
  landing: ApplyTarget,
  chunk: ReadonlyMap<number, Uint8Array | null>,
  pages: readonly number[],
): number {
  for (const page of pages) land(landing, page, chunk.get(page) ?? null, PageState.byFile);
  return chunk.size - pages.length;
}

/** A page of zeros has no bytes on either path; it must still be cleared here, where an older version may lie. */
function land(
  { machine, arrivedBy, afterStun }: ApplyTarget,
  page: number,
  bytes: Uint8Array | null,
  by: number,
) {
  if (bytes) machine.writePage(page, bytes);
  else machine.clearPage(page);
  arrivedBy[page] = afterStun ? by : 0;
}

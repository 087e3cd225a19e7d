import type { Machine } from "../machine/machine.ts";
import { PageState } from "./page-state.ts";
import { type Cargo, pageOf } from "./payload/payload.ts";

/** Where pages arrive. */
export interface Landing {
  readonly machine: Machine;
  /** How each page came here, as a PageState. */
  readonly arrivedBy: Uint8Array;
  /** Whether the guest is to run here already; what came before is simply present. */
  readonly afterStun: boolean;
}

/** Writes the wanted ones of a cargo's pages. Returns how many were not wanted any more. */
export function landCargo(landing: Landing, cargo: Cargo, pages: readonly number[]): number {
  const wanted = new Set(pages);
  cargo.pages.forEach((page, index) => {
    if (wanted.has(page)) land(landing, page, pageOf(cargo, index), PageState.byLink);
  });
  return cargo.pages.length - wanted.size;
}

/** Writes the wanted ones of a chunk's pages, of which those that are zero have no bytes. */
export function landChunk(
  landing: Landing,
  chunk: ReadonlyMap<number, Uint8Array | null>,
  pages: readonly number[],
): number {
  for (const page of pages) land(landing, page, chunk.get(page) ?? null, PageState.byFile);
  return chunk.size - pages.length;
}

function land(
  { machine, arrivedBy, afterStun }: Landing,
  page: number,
  bytes: Uint8Array | null,
  by: number,
) {
  if (bytes) machine.writePage(page, bytes);
  else machine.clearPage(page);
  arrivedBy[page] = afterStun ? by : 0;
}

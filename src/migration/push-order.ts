/**
 * In which order owed pages are pushed that nobody asked for. `source-serve.ts` keeps one cursor and turns it at every
 * fault. `ascending` takes no notice of faults; `restartAtFault` goes on upwards from the page of the fault, as QEMU's
 * post-copy does; `aroundFault` takes its neighbours on both sides in turn. This module decides only which page is
 * next, never whether one is sent.
 */

import { nextFrom, type PageSet, previousFrom } from "./page-set.ts";
import type { PageOrder } from "./settings.ts";

/** Where the background push goes on. A plain record. */
export interface PushCursor {
  readonly order: PageOrder;
  /** Next page to try upwards. */
  up: number;
  /** Next page to try downwards; used around a fault only. */
  down: number;
  /** Whether the next page is taken downwards. */
  downNext: boolean;
}

export function createPushCursor(order: PageOrder): PushCursor {
  return { order, up: 0, down: -1, downNext: false };
}

/** The guest faulted on this page: the push goes on from here, or on both sides of it, or takes no notice. */
export function turnToFault(cursor: PushCursor, page: number): void {
  if (cursor.order === "ascending") return;
  cursor.up = page;
  cursor.down = page - 1;
  cursor.downNext = false;
}

/** The next page of `owed` in the cursor's order, or -1 when there is none. */
export function nextPush(cursor: PushCursor, owed: PageSet): number {
  if (owed.count === 0) return -1;
  return cursor.order === "aroundFault" ? aroundFault(cursor, owed) : upwards(cursor, owed);
}

/** The next owed page upwards. It wraps around, or what lies below a fault would never be pushed. */
function upwards(cursor: PushCursor, owed: PageSet): number {
  const ahead = nextFrom(owed, cursor.up);
  const page = ahead >= 0 ? ahead : nextFrom(owed, 0);
  cursor.up = page + 1;
  return page;
}

/** Takes pages above and below the fault in turn: the bubble of Hines and Gopalan's adaptive pre-paging. */
function aroundFault(cursor: PushCursor, owed: PageSet): number {
  const below = previousFrom(owed, cursor.down);
  const ahead = nextFrom(owed, cursor.up);
  // Where nothing is left on either side, pages inside the bubble have become owed again.
  const above = below < 0 && ahead < 0 ? nextFrom(owed, 0) : ahead;
  const goDown = below >= 0 && (cursor.downNext || above < 0);
  cursor.downNext = !goDown;
  if (goDown) cursor.down = below - 1;
  else cursor.up = above + 1;
  return goDown ? below : above;
}

/**
 * The map of a host's pages, one PageState a page, for the frame that is drawn. Each host knows only its own half:
 * what lies on the link or in the file at the moment is put in by `src/report`. A map is made at every frame, and a
 * guest may have 262,144 pages, so that words of a bitmap that are all alike are filled and not gone through bit by
 * bit.
 */

import type { Machine } from "../machine/machine.ts";
import type { Destination } from "../migration/destination.ts";
import { Claim, isBeforeStun, type Source } from "../migration/source-state.ts";
import { isAllOf, quadsOf, WORD_PAGES } from "./page-quads.ts";
import { PageState } from "./page-state.ts";
import type { GuestState } from "./port.ts";

/** How each page came to the destination; zero where it came before the stun. */
export type ArrivedBy = Uint8Array;

/** What a page that the source left is, by its claim, where nothing is to be sent of it. */
const CLAIMED = new Uint8Array(Math.max(...Object.values(Claim)) + 1).fill(PageState.stale);
CLAIMED[Claim.link] = PageState.inFlightByLink;
CLAIMED[Claim.file] = PageState.inFlightByFile;

/**
 * The source's pages as the source knows them. Before the stun: what the present round must still send is owed, what
 * the guest has written since is dirty. After it: what is still to send is owed, what a path took is in flight until
 * the simulation knows better, the rest is stale.
 */
export function sourceMap(source: Source, machine: Machine, freed: boolean): Uint8Array {
  const map = new Uint8Array(source.settings.pages);
  if (freed) return map;
  if (source.name === "serving" || source.name === "committing") leftMap(map, source);
  else if (isBeforeStun(source) || source.name === "stunned") copyMap(map, source, machine.dirtyBits());
  else map.fill(PageState.present);
  return map;
}

/**
 * Most words of a large guest are all alike, so that a map is made word by word. What is still to be sent comes
 * before what is dirty: such a page is sent in this round with its newest bytes.
 */
function copyMap(map: Uint8Array, { toSend: { words } }: Source, dirty: Uint32Array): void {
  for (let word = 0, first = 0; first < map.length; word++, first += WORD_PAGES) {
    if (words[word] === 0 && dirty[word] === 0) map.fill(PageState.present, first, first + WORD_PAGES);
    else
      for (let page = first; page < Math.min(map.length, first + WORD_PAGES); page++)
        map[page] = isIn(words, page)
          ? PageState.owed
          : isIn(dirty, page)
            ? PageState.dirty
            : PageState.present;
  }
}

function leftMap(map: Uint8Array, { toSend: { words }, claims }: Source): void {
  for (let word = 0, first = 0; first < map.length; word++, first += WORD_PAGES) {
    if (words[word] === 0xffff_ffff) map.fill(PageState.owed, first, first + WORD_PAGES);
    else
      for (let page = first; page < Math.min(map.length, first + WORD_PAGES); page++)
        map[page] = isIn(words, page) ? PageState.owed : CLAIMED[claims[page]!]!;
  }
}

function isIn(words: Uint32Array, page: number): boolean {
  return ((words[page >>> 5]! >>> (page & 31)) & 1) === 1;
}

/**
 * The destination's pages as the destination knows them. Before the checkpoint it cannot tell a page that is owed
 * from one that is not, so what has not come is empty until then.
 */
export function destinationMap(
  destination: Destination,
  machine: Machine,
  guest: GuestState,
  waitsFor: number | null,
  arrivedBy: ArrivedBy,
): Uint8Array {
  const map = new Uint8Array(destination.settings.pages);
  const knowsOwed = !["empty", "receiving", "discarded"].includes(destination.name);
  const lacking = knowsOwed ? PageState.owed : PageState.empty;
  const { words } = destination.received;
  const quads = quadsOf(arrivedBy);
  const dirty = guest === "absent" ? new Uint32Array(words.length) : machine.dirtyBits();
  for (let word = 0, first = 0; first < map.length; word++, first += WORD_PAGES) {
    const common = words[word] === 0 ? lacking : commonState(words, dirty, quads, arrivedBy, word);
    if (common !== null) map.fill(common, first, first + WORD_PAGES);
    else
      for (let page = first; page < Math.min(map.length, first + WORD_PAGES); page++)
        map[page] = isIn(words, page) ? hereState(arrivedBy[page]!, isIn(dirty, page)) : lacking;
  }
  if (waitsFor !== null) map[waitsFor] = PageState.faulted;
  return map;
}

/** What the pages of a word are that have all come, where they have come the same way; null where they may differ. */
function commonState(
  received: Uint32Array,
  dirty: Uint32Array,
  quads: Uint32Array,
  arrivedBy: ArrivedBy,
  word: number,
): number | null {
  const way = arrivedBy[word * WORD_PAGES]!;
  const isAlike = received[word] === 0xffff_ffff && isAllOf(quads, word, way);
  if (!isAlike || (way === 0 && dirty[word] !== 0)) return null;
  return hereState(way, false);
}

function hereState(arrivedBy: number, isDirty: boolean): number {
  if (arrivedBy !== 0) return arrivedBy;
  return isDirty ? PageState.dirty : PageState.present;
}

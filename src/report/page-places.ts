/**
 * Brings the maps of both hosts in line with the quantities. Each host's map is right as far as the host knows; a
 * person who looks at both must not see a page twice, or nowhere.
 */

import { isAllOf, quadsOf, WORD_PAGES } from "../host/page-quads.ts";
import { PageState } from "../host/page-state.ts";
import type { HostView } from "../host/port.ts";
import { has } from "../migration/page-set.ts";
import type { Census } from "../simulation/parts/census.ts";
import type { Run } from "../simulation/run.ts";
import { isDivided, underWayOf } from "./quantities.ts";

/** All pages of a word, as its bits are compared. -1 has all 32 bits set. */
const ALL = -1;

/** What a page can be at a destination that has it. */
const HERE = flags(PageState.present, PageState.dirty, PageState.byLink, PageState.byFile);

/** What a page can be at a source that must still send it. */
const OWING = flags(PageState.owed, PageState.dirty);

function flags(...states: number[]): Uint8Array {
  const set = new Uint8Array(Object.keys(PageState).length);
  for (const state of states) set[state] = 1;
  return set;
}

/** A host's map, byte by byte and four pages at a time. */
interface PageMap {
  readonly pages: Uint8Array;
  readonly quads: Uint32Array;
}

/** The maps of both hosts, and what is known of the pages beside them. */
interface Painting {
  readonly here: PageMap;
  readonly there: PageMap;
  readonly census: Census;
  /** What a page that has arrived is at the source, where it is not stale already. */
  readonly left: number;
}

/**
 * Paints the maps of both hosts, in place, so that they show the places that are counted. A host knows only its own
 * side: the source takes for sent what the cable lost, the destination does not know that a page was written since.
 * Where 32 neighbours are all alike already, as most of a large guest are, they are not looked at one by one. A
 * source that has given its memory back has none to show.
 */
export function paintMaps(run: Run, source: HostView, destination: HostView): void {
  const { census, restart, statistics, recoverability } = run;
  if (restart?.at != null || statistics.phase === null || source.role === "freed") return;
  const left = isLeft(source) ? PageState.stale : PageState.present;
  const painting = { here: mapOf(source.pages), there: mapOf(destination.pages), census, left };
  if (!isDivided(run)) return paintStaying(painting);
  const isGone = recoverability.crashed.has("destination") && recoverability.owner.owner === "source";
  const words = Math.ceil(source.pages.length / WORD_PAGES);
  for (let word = 0; word < words; word++)
    paintWord(painting, word, isGone ? ALL : owedBits(painting, word, source.role === "setup"));
  const { onLink, inFile } = underWayOf(run);
  paintUnderWay(painting, onLink, PageState.inFlightByLink);
  paintUnderWay(painting, inFile, PageState.inFlightByFile);
}

function mapOf(pages: Uint8Array): PageMap {
  return { pages, quads: quadsOf(pages) };
}

/** Whether the source's copies are old ones: the guest is not here any more. */
function isLeft({ role }: HostView): boolean {
  return role === "committing" || role === "serving";
}

/** Nothing moves: what the destination still has of the guest is old. */
function paintStaying(painting: Painting): void {
  const { pages } = painting.there;
  for (let page = 0; page < pages.length; page++) if (HERE[pages[page]!]) outdate(painting, page);
}

/**
 * The pages of a word that have not come in their newest version, whether they are on their way or not. Before the
 * checkpoint that is what the source must still send, as far as it knows, in setup all, and what was lost on the way.
 */
function owedBits({ here, census: { state } }: Painting, word: number, isAll: boolean): number {
  const { lacking, adrift } = state;
  if (lacking !== null) return lacking.words[word]! | 0;
  if (isAll || isAllOf(here.quads, word, PageState.owed)) return ALL;
  const lost = adrift.words[word]! | 0;
  return isAllOf(here.quads, word, PageState.present) ? lost : lost | bitsOf(here.pages, word);
}

/** The pages of a word that the source must still send. */
function bitsOf(pages: Uint8Array, word: number): number {
  let bits = 0;
  const first = word * WORD_PAGES;
  for (let index = 0; index < WORD_PAGES; index++) bits |= OWING[pages[first + index]!]! << index;
  return bits;
}

/** Skips a word whose pages are painted right already: all arrived, or all owed and untouched at the destination. */
function paintWord(painting: Painting, word: number, owed: number): void {
  const { here, there, left } = painting;
  if (owed === 0 && (isAllOf(here.quads, word, left) || isAllOf(here.quads, word, PageState.stale))) return;
  const isUntouched =
    isAllOf(there.quads, word, PageState.empty) || isAllOf(there.quads, word, PageState.owed);
  if (owed === ALL && isUntouched && isAllOf(here.quads, word, PageState.owed)) return;
  const first = word * WORD_PAGES;
  for (let index = 0; index < WORD_PAGES; index++)
    if ((owed >>> index) & 1) paintOwed(painting, first + index);
    else if (here.pages[first + index] !== PageState.stale) here.pages[first + index] = left;
}

/** A page that the guest has written since it was sent keeps its colour: it is owed too, but for another reason. */
function paintOwed(painting: Painting, page: number): void {
  const { here, there } = painting;
  if (here.pages[page] !== PageState.dirty) here.pages[page] = PageState.owed;
  if (HERE[there.pages[page]!]) outdate(painting, page);
}

/** What a destination has of a page whose newest version is elsewhere. */
function outdate({ there, census: { state } }: Painting, page: number): void {
  there.pages[page] = has(state.landed, page) ? PageState.stale : PageState.empty;
}

/** A page that is waited for is marked so, wherever it is. */
function paintUnderWay({ here, there }: Painting, pages: Iterable<number>, state: number): void {
  for (const page of pages) {
    here.pages[page] = state;
    if (there.pages[page] !== PageState.faulted) there.pages[page] = state;
  }
}

import { PAGE_STATE_NAMES, PageState, type PageStateName } from "../../host/page-state.ts";
import { count, STATE_LABELS } from "../design/words.ts";

/** A map has at most so many cells; of more pages several share one. */
const MOST_CELLS = 4096;

/** How many pages the magnifier shows, and how many of them stand side by side. */
export const LENS_PAGES = 256;
export const LENS_COLUMNS = 16;

/** From the most pressing to the least: what is worst in a cell is what the cell shows. */
const WORST_FIRST: readonly PageStateName[] = [
  "faulted",
  "owed",
  "inFlightByFile",
  "inFlightByLink",
  "dirty",
  "byFile",
  "byLink",
  "stale",
  "present",
  "empty",
];

const RANKS = new Uint8Array(PAGE_STATE_NAMES.length);
for (const [index, name] of WORST_FIRST.entries()) RANKS[PageState[name]] = WORST_FIRST.length - index;

/** How many pages share a cell: a power of two, one in a map that is small enough. */
export function pagesPerCell(pages: number): number {
  let share = 1;
  while (pages / share > MOST_CELLS) share *= 2;
  return share;
}

/** The worst state in each cell. Where a cell is a page, that is the map itself; else it is written into `into`. */
export function overviewOf(pages: Uint8Array, perCell: number, into: Uint8Array): Uint8Array {
  if (perCell === 1) return pages;
  for (let cell = 0, from = 0; cell < into.length; cell++, from += perCell)
    into[cell] = pages[worstIn(pages, from, perCell)]!;
  return into;
}

/** The first page with the worst state of those in a cell. */
export function worstIn(pages: Uint8Array, from: number, perCell: number): number {
  const end = Math.min(pages.length, from + perCell);
  let worst = from;
  for (let page = from + 1; page < end; page++)
    if (RANKS[pages[page]!]! > RANKS[pages[worst]!]!) worst = page;
  return worst;
}

/** What a cell holds, in words: "12 owed, 4 stale". */
export function describeCell(pages: Uint8Array, from: number, perCell: number): string {
  const cell = pages.subarray(from, from + perCell);
  const counts = WORST_FIRST.map((name) => ({
    name,
    pages: cell.reduce((sum, state) => sum + (state === PageState[name] ? 1 : 0), 0),
  }));
  const held = counts.filter((each) => each.pages > 0);
  return held.map((each) => `${count(each.pages)} ${STATE_LABELS[each.name]}`).join(", ");
}

/** The first page that the magnifier shows for a page. */
export function lensStart(page: number): number {
  return page - (page % LENS_PAGES);
}

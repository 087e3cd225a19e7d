/** A set of page numbers as a bitmap. A plain record, so that a checkpoint can copy it and a message can carry it. */
export interface PageSet {
  /** Page numbers run from 0 to size - 1. */
  readonly size: number;
  /** Page p is bit p mod 32, counted from the lowest, of word p / 32. Bits beyond the size are never set. */
  readonly words: Uint32Array;
  /** How many pages are in the set. */
  count: number;
}

export function emptySet(size: number): PageSet {
  return { size, words: new Uint32Array(Math.ceil(size / 32)), count: 0 };
}

export function fullSet(size: number): PageSet {
  const set = emptySet(size);
  for (let page = 0; page < size; page++) add(set, page);
  return set;
}

export function setOf(size: number, pages: Iterable<number>): PageSet {
  const set = emptySet(size);
  for (const page of pages) add(set, page);
  return set;
}

/**
 * A set that goes its own way. Whatever leaves a role in a message, or came with an input, must not change with the
 * role's own sets.
 */
export function copyOf(set: PageSet): PageSet {
  return { size: set.size, words: set.words.slice(), count: set.count };
}

export function has(set: PageSet, page: number): boolean {
  return ((set.words[page >>> 5]! >>> (page & 31)) & 1) === 1;
}

/** Adds a page; returns whether it was not in the set before. */
export function add(set: PageSet, page: number): boolean {
  if (has(set, page)) return false;
  set.words[page >>> 5]! |= 1 << (page & 31);
  set.count++;
  return true;
}

/** Removes a page; returns whether it was in the set. */
export function remove(set: PageSet, page: number): boolean {
  if (!has(set, page)) return false;
  set.words[page >>> 5]! &= ~(1 << (page & 31));
  set.count--;
  return true;
}

export function addAll(set: PageSet, pages: PageSet): void {
  for (const page of members(pages)) add(set, page);
}

/** The pages that are not in the set. Page by page, as inverted words would have bits beyond the size. */
export function complementOf(set: PageSet): PageSet {
  const result = emptySet(set.size);
  for (let page = 0; page < set.size; page++) if (!has(set, page)) add(result, page);
  return result;
}

/** The first member at or after `page`, or -1. */
export function nextFrom(set: PageSet, page: number): number {
  for (let at = Math.max(page, 0); at < set.size; ) {
    const rest = set.words[at >>> 5]! >>> (at & 31);
    if (rest === 0) at = (at | 31) + 1;
    else return at + trailingZeros(rest);
  }
  return -1;
}

/** The last member at or before `page`, or -1. */
export function previousFrom(set: PageSet, page: number): number {
  for (let at = Math.min(page, set.size - 1); at >= 0; ) {
    const rest = set.words[at >>> 5]! << (31 - (at & 31));
    if (rest === 0) at = (at & ~31) - 1;
    else return at - Math.clz32(rest);
  }
  return -1;
}

/** All members, ascending. */
export function* members(set: PageSet): Generator<number> {
  for (let page = nextFrom(set, 0); page >= 0; page = nextFrom(set, page + 1)) yield page;
}

/** The place of the lowest bit that is set: `word & -word` leaves that bit alone. */
function trailingZeros(word: number): number {
  return 31 - Math.clz32(word & -word);
}

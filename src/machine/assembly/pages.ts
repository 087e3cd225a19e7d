// biome-ignore-all lint/correctness/noPrecisionLoss: the numbers have 64 bits here, not 53.

import {
  PAGE_BYTES,
  PAGE_CHANGED,
  PAGE_CODE,
  PAGE_DIRTY,
  PAGE_FLAGS_AT,
  PAGE_HASHES_AT,
  PAGE_LIST_AT,
  PAGE_PRESENT,
  PAGE_TABLE,
  PAGE_TOUCHED,
  PAGE_UNHASHED,
  RAM_AT,
  RAM_START,
} from "../layout";
import { hashBytes } from "./hash";
import { ramBytes } from "./state";

/** What becomes true of a page whose bytes change. */
const REWRITTEN: u32 = PAGE_CHANGED | PAGE_UNHASHED | PAGE_TOUCHED;

/** The xxHash64 of 4096 zeros. */
const ZERO_PAGE_HASH: u64 = 0xac869b6f32d8bbdb;

/** How many pages are dirty. */
export let dirtyPages: u32 = 0;

export function pageFlags(page: u32): u32 {
  return load<u8>(PAGE_FLAGS_AT + page);
}

export function setPageFlags(page: u32, flags: u32): void {
  store<u8>(PAGE_FLAGS_AT + page, flags);
}

export function isPresent(page: u32): bool {
  return (pageFlags(page) & PAGE_PRESENT) !== 0;
}

export function markDirty(page: u32): void {
  dirtyPages += u32(!(pageFlags(page) & PAGE_DIRTY));
  setPageFlags(page, pageFlags(page) | PAGE_DIRTY | REWRITTEN);
}

/** Makes a page clean, and present where its bytes are here. What was derived from it stays. */
export function setClean(page: u32, flags: u32): void {
  dirtyPages -= u32((pageFlags(page) & PAGE_DIRTY) !== 0);
  setPageFlags(page, (pageFlags(page) & PAGE_CODE) | flags);
}

/** Takes note of bytes that the host has given to a page. */
export function noteBytes(page: u32): void {
  setClean(page, PAGE_PRESENT | REWRITTEN);
}

/** Takes note of zeros that the host has given to a page. */
export function noteZeros(page: u32): void {
  setClean(page, PAGE_PRESENT | PAGE_CHANGED);
}

/** Makes a page absent; its bytes stay where they are. */
export function noteAbsence(page: u32): void {
  setClean(page, PAGE_CHANGED | (pageFlags(page) & (PAGE_UNHASHED | PAGE_TOUCHED)));
}

/** Makes all pages present and clean, or absent. */
export function setAllFlags(present: bool): void {
  const flags: u32 = present ? PAGE_PRESENT | PAGE_CHANGED : PAGE_CHANGED;
  for (let page: u32 = 0; page < pageCount(); page++)
    setPageFlags(page, flags | (pageFlags(page) & (PAGE_UNHASHED | PAGE_TOUCHED)));
  dirtyPages = 0;
}

/** Whether a page may be written without anybody noticing: it is in all logs, and nothing was derived from it. */
export function isWrittenFreely(page: u32): bool {
  const logged: u32 = PAGE_DIRTY | PAGE_CHANGED | PAGE_UNHASHED;
  return (pageFlags(page) & (logged | PAGE_CODE | PAGE_TABLE)) === logged;
}

/** Whether a physical address lies in RAM. */
export function isRam(physical: u32): bool {
  return physical - <u32>RAM_START < ramBytes();
}

/** The page of RAM to which a physical address belongs. */
export function pageOf(physical: u32): u32 {
  return (physical - <u32>RAM_START) >>> 12;
}

/** Where a physical address of RAM lies in linear memory. */
export function hostOf(physical: u32): usize {
  return physical - <u32>RAM_START + RAM_AT;
}

export function pageCount(): u32 {
  return ramBytes() / PAGE_BYTES;
}

/** A flag in each of the eight bytes that are looked at together. */
function inEveryByte(flag: u32): u64 {
  return 0x0101010101010101 * <u64>flag;
}

/** How many pages have a flag. */
export function countPages(flag: u32): u32 {
  const mask = inEveryByte(flag);
  let count: u32 = 0;
  for (let page: u32 = 0; page < pageCount(); page += 8)
    count += <u32>popcnt<u64>(load<u64>(PAGE_FLAGS_AT + page) & mask);
  return count;
}

/** Lists the pages that have `flag` in ascending order, takes it from them, and returns how many there were. */
export function takeFlag(flag: u32): u32 {
  const mask = inEveryByte(flag);
  let count: u32 = 0;
  for (let page: u32 = 0; page < pageCount(); page += 8) {
    const eight = load<u64>(PAGE_FLAGS_AT + page);
    let found = eight & mask;
    if (!found) continue;
    store<u64>(PAGE_FLAGS_AT + page, eight & ~mask);
    for (; found; found &= found - 1)
      store<u32>(PAGE_LIST_AT + (count++ << 2), page + <u32>(ctz<u64>(found) >>> 3));
  }
  if (flag === PAGE_DIRTY) dirtyPages = 0;
  return count;
}

/** Writes a bit for every page, whether it has `flag`, into the list: 32 pages a word, the first in its lowest bit. */
export function packFlag(flag: u32): void {
  const mask = inEveryByte(1);
  const shift = <u64>ctz<u32>(flag);
  for (let page: u32 = 0; page < pageCount(); page += 8) {
    const bits = (load<u64>(PAGE_FLAGS_AT + page) >>> shift) & mask;
    store<u8>(PAGE_LIST_AT + (page >>> 3), <u32>((bits * 0x0102040810204080) >>> 56));
  }
}

/** Makes exactly the pages dirty whose bits are set in the list; nothing else changes. */
export function unpackDirty(): void {
  dirtyPages = 0;
  for (let page: u32 = 0; page < pageCount(); page++) {
    const isDirty = (<u32>load<u8>(PAGE_LIST_AT + (page >>> 3)) >>> (page & 7)) & 1;
    dirtyPages += isDirty;
    setPageFlags(page, (pageFlags(page) & ~PAGE_DIRTY) | (isDirty ? PAGE_DIRTY : 0));
  }
}

/** Whether all bytes of a page are zero. Of a page that was never written, or was hashed, that is known. */
export function isZeroPage(page: u32): bool {
  const flags = pageFlags(page);
  if (!(flags & PAGE_TOUCHED)) return true;
  if (!(flags & PAGE_UNHASHED) && load<u64>(PAGE_HASHES_AT + (page << 3)) !== ZERO_PAGE_HASH) return false;
  const start: usize = RAM_AT + page * PAGE_BYTES;
  for (let at = start; at < start + PAGE_BYTES; at += 32) {
    if (load<u64>(at) | load<u64>(at, 8) | load<u64>(at, 16) | load<u64>(at, 24)) return false;
  }
  return true;
}

/** The xxHash64 of a page. Only of a page that was written since it was last asked for it is computed. */
export function pageHash(page: u32): u64 {
  const at: usize = PAGE_HASHES_AT + (page << 3);
  const flags = pageFlags(page);
  if (!(flags & PAGE_TOUCHED)) store<u64>(at, ZERO_PAGE_HASH);
  else if (flags & PAGE_UNHASHED) {
    store<u64>(at, hashBytes(RAM_AT + page * PAGE_BYTES, PAGE_BYTES));
    setPageFlags(page, flags & ~PAGE_UNHASHED);
  }
  return load<u64>(at);
}

/** Computes the xxHash64 of a page from its bytes, whatever is noted of it: whoever compares guests must not rely on logs. */
export function hashPageAnew(page: u32): void {
  const hash = hashBytes(RAM_AT + page * PAGE_BYTES, PAGE_BYTES);
  const touched: u32 = hash === ZERO_PAGE_HASH ? 0 : PAGE_TOUCHED;
  store<u64>(PAGE_HASHES_AT + (page << 3), hash);
  setPageFlags(page, (pageFlags(page) & ~PAGE_UNHASHED) | touched);
}

import {
  PAGE_BYTES,
  PAGE_CHANGED,
  PAGE_CODE,
  PAGE_DIRTY,
  PAGE_FLAGS_AT,
  PAGE_LIST_AT,
  PAGE_PRESENT,
  PAGE_TABLE,
  RAM_AT,
  RAM_START,
} from "../layout";
import { ramBytes } from "./state";

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
  setPageFlags(page, pageFlags(page) | PAGE_DIRTY | PAGE_CHANGED);
}

/** Whether a page may be written without anybody noticing: it is in both logs, and nothing was derived from it. */
export function isWrittenFreely(page: u32): bool {
  const logged: u32 = PAGE_DIRTY | PAGE_CHANGED;
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

/** How many pages have all of `flags`. */
export function countPages(flags: u32): u32 {
  let count: u32 = 0;
  for (let page: u32 = 0; page < pageCount(); page++) count += u32((pageFlags(page) & flags) === flags);
  return count;
}

/** Lists the pages that have `flag` in ascending order, takes it from them, and returns how many there were. */
export function takeFlag(flag: u32): u32 {
  let count: u32 = 0;
  for (let page: u32 = 0; page < pageCount(); page++) {
    if (!(pageFlags(page) & flag)) continue;
    setPageFlags(page, pageFlags(page) & ~flag);
    store<u32>(PAGE_LIST_AT + (count++ << 2), page);
  }
  return count;
}

/** Whether all bytes of a page are zero. */
export function isZeroPage(page: u32): bool {
  const start: usize = RAM_AT + page * PAGE_BYTES;
  for (let at = start; at < start + PAGE_BYTES; at += 32) {
    if (load<u64>(at) | load<u64>(at, 8) | load<u64>(at, 16) | load<u64>(at, 24)) return false;
  }
  return true;
}

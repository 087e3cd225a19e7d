import {
  ENGINE_UNCACHED,
  ENGINE_UNFUSED,
  PAGE_BYTES,
  PAGE_CHANGED,
  PAGE_CODE,
  PAGE_DIRTY,
  PAGE_PRESENT,
  RAM_AT,
  STATE_AT,
  STATE_BYTES,
} from "../layout";
import { setFusing } from "./fusion";
import { beginHash, endHash, hashStripes } from "./hash";
import { useEngine } from "./loop";
import { countPages, pageCount, pageFlags, setPageFlags, takeFlag } from "./pages";
import { dropPage, dropSlots } from "./slots";
import { ramBytes } from "./state";
import { dropTranslations, setCaching } from "./translation";

export { pushConsole } from "./console";
export { exitAccess, exitValue } from "./event";
export { run } from "./loop";
export { pushRequest } from "./mailbox";
export { isZeroPage, markDirty } from "./pages";

/** Makes all pages present and clean, or absent. */
export function setAllPages(present: bool): void {
  dropTranslations();
  dropSlots();
  const flags: u32 = present ? PAGE_PRESENT | PAGE_CHANGED : PAGE_CHANGED;
  for (let page: u32 = 0; page < pageCount(); page++) setPageFlags(page, flags);
}

/** Must follow every change that the host makes to the state block. */
export function stateChanged(): void {
  dropTranslations();
}

/** Must follow every change that the host makes to a page's bytes: it is then present and clean. */
export function pageArrived(page: u32): void {
  dropTranslations();
  dropPage(page);
  setPageFlags(page, (pageFlags(page) & PAGE_CODE) | PAGE_PRESENT | PAGE_CHANGED);
}

/** Makes a page absent, whatever its bytes are. */
export function pageLeft(page: u32): void {
  dropTranslations();
  dropPage(page);
  setPageFlags(page, (pageFlags(page) & PAGE_CODE) | PAGE_CHANGED);
}

export function presentCount(): u32 {
  return countPages(PAGE_PRESENT);
}

export function dirtyCount(): u32 {
  return countPages(PAGE_DIRTY);
}

/** Lists the dirty pages, makes them clean, and returns how many there were. */
export function collectDirty(): u32 {
  dropTranslations();
  return takeFlag(PAGE_DIRTY);
}

/** Lists the pages whose bytes or presence may have changed since the last call, and returns how many there were. */
export function collectChanged(): u32 {
  dropTranslations();
  return takeFlag(PAGE_CHANGED);
}

/** The hash of any range of linear memory. */
export function hashRange(start: usize, length: usize): u64 {
  beginHash();
  const rest = hashStripes(start, length);
  return endHash(rest, start + length - rest);
}

export function hashPage(page: u32): u64 {
  return hashRange(RAM_AT + page * PAGE_BYTES, PAGE_BYTES);
}

/** The hash of the state block followed by RAM. */
export function hashMachine(): u64 {
  beginHash();
  hashStripes(STATE_AT, STATE_BYTES);
  hashStripes(RAM_AT, ramBytes());
  return endHash(RAM_AT, 0);
}

/** Chooses among the `ENGINE_*` bits how instructions are executed. Guests run alike under all of them. */
export function setEngine(flags: u32): void {
  useEngine(flags);
  setFusing((flags & ENGINE_UNFUSED) === 0);
  setCaching((flags & ENGINE_UNCACHED) === 0);
  dropTranslations();
  dropSlots();
}

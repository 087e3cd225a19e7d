import {
  ENGINE_UNCACHED,
  ENGINE_UNFUSED,
  PAGE_CHANGED,
  PAGE_DIRTY,
  PAGE_HASHES_AT,
  PAGE_PRESENT,
  PAGE_TOUCHED,
  STATE_AT,
  STATE_BYTES,
} from "../layout";
import { setFusing } from "./fusion";
import { beginHash, endHash, hashBytes, hashStripes } from "./hash";
import { useEngine } from "./loop";
import {
  countPages,
  dirtyPages,
  hashPageAnew,
  noteAbsence,
  noteBytes,
  noteZeros,
  pageCount,
  pageHash,
  setAllFlags,
  takeFlag,
  unpackDirty,
} from "./pages";
import { dropPage, dropSlots } from "./slots";
import { dropTranslations, setCaching } from "./translation";

export { pushConsole } from "./console";
export { exitAccess, exitValue } from "./event";
export { run } from "./loop";
export { pushRequest } from "./mailbox";
export { isZeroPage, markDirty, packFlag } from "./pages";

/** Makes all pages present and clean, or absent. */
export function setAllPages(present: bool): void {
  dropTranslations();
  dropSlots();
  setAllFlags(present);
}

/** Must follow every change that the host makes to the state block. */
export function stateChanged(): void {
  dropTranslations();
}

/** Must follow every change that the host makes to a page's bytes: it is then present and clean. */
export function pageArrived(page: u32): void {
  dropTranslations();
  dropPage(page);
  noteBytes(page);
}

/** Must follow where the host has made all of a page's bytes zero: it is then present and clean. */
export function pageCleared(page: u32): void {
  dropTranslations();
  dropPage(page);
  noteZeros(page);
}

/** Makes a page absent, whatever its bytes are. */
export function pageLeft(page: u32): void {
  dropTranslations();
  dropPage(page);
  noteAbsence(page);
}

export function presentCount(): u32 {
  return countPages(PAGE_PRESENT);
}

export function writtenCount(): u32 {
  return countPages(PAGE_TOUCHED);
}

export function dirtyCount(): u32 {
  return dirtyPages;
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

/** Makes exactly the pages dirty whose bits the host has written where `packFlag` writes them. */
export function setDirty(): void {
  dropTranslations();
  unpackDirty();
}

/** The hash of any range of linear memory. */
export function hashRange(start: usize, length: usize): u64 {
  return hashBytes(start, length);
}

/** The hash of a page. */
export function hashPage(page: u32): u64 {
  dropTranslations();
  return pageHash(page);
}

/** Brings the hashes of all pages up to date. */
export function hashPages(): void {
  dropTranslations();
  for (let page: u32 = 0; page < pageCount(); page++) pageHash(page);
}

/** The hash of the state block followed by the hashes of all pages, each computed from its bytes. */
export function hashMachine(): u64 {
  dropTranslations();
  for (let page: u32 = 0; page < pageCount(); page++) hashPageAnew(page);
  beginHash();
  hashStripes(STATE_AT, STATE_BYTES);
  const end: usize = PAGE_HASHES_AT + (pageCount() << 3);
  const rest = hashStripes(PAGE_HASHES_AT, end - PAGE_HASHES_AT);
  return endHash(rest, end - rest);
}

/** Chooses among the `ENGINE_*` bits how instructions are executed. Guests run alike under all of them. */
export function setEngine(flags: u32): void {
  useEngine(flags);
  setFusing((flags & ENGINE_UNFUSED) === 0);
  setCaching((flags & ENGINE_UNCACHED) === 0);
  dropTranslations();
  dropSlots();
}

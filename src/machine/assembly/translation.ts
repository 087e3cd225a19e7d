import {
  ACCESS_FETCH,
  ACCESS_READ,
  ACCESS_WRITE,
  FETCH_TABLES_AT,
  PAGE_BYTES,
  PAGE_TABLE,
  READ_TABLES_AT,
  TABLE_BYTES,
  TABLE_LIST_AT,
  TRANSLATION_LIST_AT,
  TRANSLATIONS_MAX,
  WRITE_TABLES_AT,
} from "../layout";
import { TRACKING } from "./options";
import { pageFlags, setPageFlags } from "./pages";
import { privilege, ramBytes, SSTATUS_SUM, SUPERVISOR, sstatus } from "./state";

// Translations that were found once and still hold: one table for each way of access, indexed by virtual page. A
// translation for reading exists only for a present page, one for writing only for a page that is written freely, so
// nothing else has to be checked. Zero means none. A valid one for data is the distance from virtual to linear
// address, less a page, with bit 0 set: callers add `FROM_ENTRY` to get rid of both.

/** What is to be added to virtual address plus translation to get the linear address. */
export const FROM_ENTRY = PAGE_BYTES - 1;

/** A value that no page address has. */
const NO_PAGE: u32 = 1;

let translationCount: u32 = 0;
let tableCount: u32 = 0;
let isCaching: bool = true;

/** The virtual page from which the plain loop fetched last, and its translation. */
export let fetchPage: u32 = NO_PAGE;
export let fetchEntry: u32 = 0;

export function setCaching(on: bool): void {
  isCaching = on;
}

function mode(): u32 {
  return privilege() === SUPERVISOR ? (sstatus() & SSTATUS_SUM ? 2 : 1) : 0;
}

/** The table for reading in the current mode; without tracking, the length of RAM. */
export function readTable(): usize {
  if (!TRACKING) return ramBytes();
  return READ_TABLES_AT + mode() * TABLE_BYTES;
}

/** The table for writing in the current mode; without tracking, the length of RAM. */
export function writeTable(): usize {
  if (!TRACKING) return ramBytes();
  return WRITE_TABLES_AT + mode() * TABLE_BYTES;
}

/** The table for fetching in the current mode; its entries are the addresses of decoded pages. */
export function fetchTable(): usize {
  return FETCH_TABLES_AT + privilege() * TABLE_BYTES;
}

/** The translation that leads from a virtual to a linear address. */
export function entryOf(address: u32, host: usize): u32 {
  return (<u32>host - address - PAGE_BYTES) | 1;
}

function remember(at: usize, entry: u32): void {
  if (!isCaching) return;
  if (translationCount === TRANSLATIONS_MAX) forgetTranslations();
  store<u32>(TRANSLATION_LIST_AT + (translationCount++ << 2), <u32>at);
  store<u32>(at, entry);
}

export function rememberRead(address: u32, host: usize): void {
  if (TRACKING) remember(readTable() + ((address >>> 12) << 2), entryOf(address, host));
}

export function rememberWrite(address: u32, host: usize): void {
  if (TRACKING) remember(writeTable() + ((address >>> 12) << 2), entryOf(address, host));
}

/** Remembers the decoded page at which fetching goes on. */
export function rememberFetch(address: u32, slot: usize): void {
  remember(fetchTable() + ((address >>> 12) << 2), <u32>slot);
}

/** Remembers from where the plain loop fetches. */
export function rememberPlainFetch(address: u32, host: usize): void {
  if (!isCaching) return;
  fetchPage = address & ~(PAGE_BYTES - 1);
  fetchEntry = entryOf(address, host);
}

/** Must be called whenever the privilege changes. */
export function forgetPlainFetch(): void {
  fetchPage = NO_PAGE;
}

/** Forgets all translations but keeps watching the page tables: what runs now may still depend on them. */
export function forgetTranslations(): void {
  for (let index: u32 = 0; index < translationCount; index++) {
    store<u32>(load<u32>(TRANSLATION_LIST_AT + (index << 2)), 0);
  }
  translationCount = 0;
}

/** Forgets all translations because what they were read from has changed. Whatever runs must be looked up anew. */
export function dropTranslations(): void {
  forgetTranslations();
  forgetPlainFetch();
  for (let index: u32 = 0; index < tableCount; index++) {
    const page = load<u32>(TABLE_LIST_AT + (index << 2));
    setPageFlags(page, pageFlags(page) & ~PAGE_TABLE);
  }
  tableCount = 0;
}

/** Watches a page from which a walk reads: a store to it will drop all translations. */
export function watchTable(page: u32): void {
  if (pageFlags(page) & PAGE_TABLE) return;
  setPageFlags(page, pageFlags(page) | PAGE_TABLE);
  store<u32>(TABLE_LIST_AT + (tableCount++ << 2), page);
  forgetTranslations();
}

/** The cause of a page fault. */
export function pageFaultCause(access: u32): u32 {
  return access === ACCESS_FETCH ? 12 : access === ACCESS_READ ? 13 : 15;
}

/** The cause of an access fault. */
export function accessFaultCause(access: u32): u32 {
  return access === ACCESS_FETCH ? 1 : access === ACCESS_WRITE ? 7 : 5;
}

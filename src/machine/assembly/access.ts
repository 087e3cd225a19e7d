import {
  ACCESS_FETCH,
  ACCESS_READ,
  ACCESS_WRITE,
  PAGE_BYTES,
  PAGE_CODE,
  PAGE_TABLE,
  RAM_AT,
  RAM_START,
} from "../layout";
import { deviceLoad, deviceStore, deviceValue } from "./device";
import { CAUSE_LOAD_MISALIGNED, CAUSE_STORE_MISALIGNED, DONE, FAULT, LEAVE, missing, trap } from "./event";
import { TRACKING } from "./options";
import { hostOf, isPresent, isRam, isWrittenFreely, markDirty, pageFlags, pageOf } from "./pages";
import { dropDecoded } from "./slots";
import {
  accessFaultCause,
  dropTranslations,
  FROM_ENTRY,
  fetchEntry,
  fetchPage,
  rememberPlainFetch,
  rememberRead,
  rememberWrite,
} from "./translation";
import { physical, translate } from "./walk";

/** What the last successful `loadSlowly` read, without sign extension. */
export let loaded: u32 = 0;

/** The instruction that the last successful `fetch` read. */
export let instruction: u32 = 0;

/** The translation of an address, or 0. The table is the one that `readTable` or `writeTable` gave. */
export function lookUp(table: usize, address: u32): u32 {
  if (TRACKING) return load<u32>(table + ((address >>> 12) << 2));
  return address - <u32>RAM_START < <u32>table ? RAM_AT - <u32>RAM_START - FROM_ENTRY : 0;
}

function loadSized(host: usize, size: u32): u32 {
  if (size === 1) return load<u8>(host);
  return size === 2 ? load<u16>(host) : load<u32>(host);
}

function storeSized(host: usize, size: u32, value: u32): void {
  if (size === 1) store<u8>(host, value);
  else if (size === 2) store<u16>(host, value);
  else store<u32>(host, value);
}

/** Loads 1, 2 or 4 bytes for which there is no translation yet. Returns `DONE` or `FAULT`. */
export function loadSlowly(address: u32, size: u32): i32 {
  if (address & (size - 1)) return trap(CAUSE_LOAD_MISALIGNED, address);
  if (!translate(address, ACCESS_READ)) return FAULT;
  if (!isRam(physical)) {
    if (size !== 4 || deviceLoad(physical) === FAULT) return trap(accessFaultCause(ACCESS_READ), address);
    loaded = deviceValue;
    return DONE;
  }
  if (!isPresent(pageOf(physical))) return missing(pageOf(physical), ACCESS_READ);
  rememberRead(address, hostOf(physical));
  loaded = loadSized(hostOf(physical), size);
  return DONE;
}

/** Takes note of a store to RAM. Returns `LEAVE` if what runs may have changed. */
export function noteStore(at: u32): i32 {
  const page = pageOf(at);
  const flags = pageFlags(page);
  markDirty(page);
  let status = DONE;
  if (flags & PAGE_TABLE) {
    dropTranslations();
    status = LEAVE;
  }
  if (flags & PAGE_CODE && dropDecoded(page, at & (PAGE_BYTES - 1))) status = LEAVE;
  return status;
}

/** Stores 1, 2 or 4 bytes for which there is no translation yet. Returns `DONE`, `LEAVE` or `FAULT`. */
export function storeSlowly(address: u32, size: u32, value: u32): i32 {
  if (address & (size - 1)) return trap(CAUSE_STORE_MISALIGNED, address);
  if (!translate(address, ACCESS_WRITE)) return FAULT;
  if (!isRam(physical)) {
    const status = size === 4 ? deviceStore(physical, value) : FAULT;
    return status === FAULT ? trap(accessFaultCause(ACCESS_WRITE), address) : status;
  }
  if (!isPresent(pageOf(physical))) return missing(pageOf(physical), ACCESS_WRITE);
  storeSized(hostOf(physical), size, value);
  const status = noteStore(physical);
  // After `LEAVE` the tables that led here may no longer be watched.
  if (status === DONE && isWrittenFreely(pageOf(physical))) rememberWrite(address, hostOf(physical));
  return status;
}

/** Finds the page of RAM from which to fetch; `physical` is then the address. Returns `DONE` or `FAULT`. */
export function locateFetch(address: u32): i32 {
  if (!translate(address, ACCESS_FETCH)) return FAULT;
  if (!isRam(physical)) return trap(accessFaultCause(ACCESS_FETCH), address);
  return isPresent(pageOf(physical)) ? DONE : missing(pageOf(physical), ACCESS_FETCH);
}

/** Fetches the instruction at a virtual address. Returns `DONE` or `FAULT`. */
export function fetch(address: u32): i32 {
  if ((address & ~(PAGE_BYTES - 1)) === fetchPage) {
    instruction = load<u32>(address + fetchEntry, FROM_ENTRY);
    return DONE;
  }
  if (locateFetch(address) === FAULT) return FAULT;
  rememberPlainFetch(address, hostOf(physical));
  instruction = load<u32>(hostOf(physical));
  return DONE;
}

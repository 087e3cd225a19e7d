import { ACCESS_FETCH, ACCESS_READ, ACCESS_WRITE, PAGE_BYTES } from "../layout";
import { missing, trap } from "./event";
import { hostOf, isPresent, isRam, pageOf } from "./pages";
import { privilege, SSTATUS_MXR, SSTATUS_SUM, satp, sstatus, USER } from "./state";
import { accessFaultCause, pageFaultCause, watchTable } from "./translation";

const VALID: u32 = 1;
const READABLE: u32 = 2;
const WRITABLE: u32 = 4;
const EXECUTABLE: u32 = 8;
const FOR_USER: u32 = 16;
const ACCESSED: u32 = 64;
const WRITTEN: u32 = 128;

const SATP_SV32: u32 = 0x80000000;
const PPN_BITS: u32 = 0x3fffff;

/** Page numbers from here on lie beyond the 32-bit physical addresses of this machine. */
const PPN_END: u32 = 0x100000;

/** The physical address that the last successful `translate` found. */
export let physical: u32 = 0;

/** The page table entry that the last successful `readEntry` found. */
let entry: u32 = 0;

function pageFault(address: u32, access: u32): bool {
  trap(pageFaultCause(access), address);
  return false;
}

function accessFault(address: u32, access: u32): bool {
  trap(accessFaultCause(access), address);
  return false;
}

/** Reads an entry of the page table with page number `ppn`. */
function readEntry(ppn: u32, index: u32, address: u32, access: u32): bool {
  const at = (ppn << 12) + (index << 2);
  if (ppn >= PPN_END || !isRam(at)) return accessFault(address, access);
  if (!isPresent(pageOf(at))) {
    missing(pageOf(at), ACCESS_READ);
    return false;
  }
  watchTable(pageOf(at));
  entry = load<u32>(hostOf(at));
  return true;
}

/** Whether a leaf entry permits the access in the current mode. */
function permits(access: u32): bool {
  if (privilege() === USER) {
    if (!(entry & FOR_USER)) return false;
  } else if (entry & FOR_USER) {
    if (access === ACCESS_FETCH || !(sstatus() & SSTATUS_SUM)) return false;
  }
  if (!(entry & ACCESSED)) return false;
  if (access === ACCESS_FETCH) return (entry & EXECUTABLE) !== 0;
  if (access === ACCESS_WRITE) return (entry & (WRITABLE | WRITTEN)) === (WRITABLE | WRITTEN);
  const readable = sstatus() & SSTATUS_MXR ? READABLE | EXECUTABLE : READABLE;
  return (entry & readable) !== 0;
}

function isLeaf(): bool {
  return (entry & (READABLE | EXECUTABLE)) !== 0;
}

/** Entries without V, and writable ones that are not readable, are never valid. */
function isInvalid(): bool {
  return !(entry & VALID) || (entry & (READABLE | WRITABLE)) === WRITABLE;
}

function walk(address: u32, access: u32): bool {
  if (!readEntry(satp() & PPN_BITS, address >>> 22, address, access)) return false;
  if (isInvalid()) return pageFault(address, access);
  let below: u32 = 0;
  if (isLeaf()) {
    // A superpage must be aligned; its lower page number comes from the address.
    if ((entry >>> 10) & 0x3ff) return pageFault(address, access);
    below = (address >>> 12) & 0x3ff;
  } else {
    if (entry & (FOR_USER | ACCESSED | WRITTEN)) return pageFault(address, access);
    if (!readEntry(entry >>> 10, (address >>> 12) & 0x3ff, address, access)) return false;
    if (isInvalid() || !isLeaf()) return pageFault(address, access);
  }
  if (!permits(access)) return pageFault(address, access);
  const ppn = (entry >>> 10) | below;
  if (ppn >= PPN_END) return accessFault(address, access);
  physical = (ppn << 12) | (address & (PAGE_BYTES - 1));
  return true;
}

/** Finds the physical address. Reports a trap or a missing page table and returns false where there is none. */
export function translate(address: u32, access: u32): bool {
  physical = address;
  return satp() & SATP_SV32 ? walk(address, access) : true;
}

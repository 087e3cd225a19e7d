import { PAGE_CODE, PAGE_SLOTS_AT, SLOT_BYTES, SLOT_COUNT, SLOTS_AT } from "../layout";
import { OPERATION_BYTES, Op } from "./operation";
import { pageCount, pageFlags, setPageFlags } from "./pages";
import { forgetTranslations } from "./translation";

// A slot holds the decoded instructions of one page of RAM. Its operations are decoded when they are first reached,
// block by block; the ones not reached yet are zero.

/** Where the operation lies that stands behind the page's last one. */
export const SENTINEL = 1024 * OPERATION_BYTES;
/** Where a slot keeps the linear address of its page. */
export const SLOT_PAGE = SENTINEL + OPERATION_BYTES;

let slotCount: u32 = 0;

function slotNumber(page: u32): u32 {
  return load<u16>(PAGE_SLOTS_AT + (page << 1));
}

function setSlotNumber(page: u32, value: u32): void {
  store<u16>(PAGE_SLOTS_AT + (page << 1), value);
}

function slotAt(number: u32): usize {
  return SLOTS_AT + (number - 1) * SLOT_BYTES;
}

/** Forgets the decoded instructions of all pages. */
export function dropSlots(): void {
  forgetTranslations();
  for (let page: u32 = 0; page < pageCount(); page++) {
    if (!(pageFlags(page) & PAGE_CODE)) continue;
    setPageFlags(page, pageFlags(page) & ~PAGE_CODE);
    setSlotNumber(page, 0);
  }
  slotCount = 0;
}

/** The slot of a page; takes a new one, with nothing decoded yet, where the page has none. */
export function slotOf(page: u32, host: usize): usize {
  if (pageFlags(page) & PAGE_CODE) return slotAt(slotNumber(page));
  if (slotCount === SLOT_COUNT) dropSlots();
  setSlotNumber(page, ++slotCount);
  const slot = slotAt(slotCount);
  memory.fill(slot, 0, SENTINEL);
  store<u8>(slot, Op.NextPage, SENTINEL);
  store<u32>(slot, <u32>host, SLOT_PAGE);
  setPageFlags(page, pageFlags(page) | PAGE_CODE);
  // There may be translations for writing to this page, which must be noticed from now on.
  forgetTranslations();
  return slot;
}

/** Forgets the decoded instructions of a page if the one at `offset` was decoded, and tells whether it was. */
export function dropDecoded(page: u32, offset: u32): bool {
  const slot = slotAt(slotNumber(page));
  if (!load<u8>(slot + (offset >>> 2) * OPERATION_BYTES)) return false;
  memory.fill(slot, 0, SENTINEL);
  return true;
}

/** Forgets the decoded instructions of a page whose bytes the host has replaced. */
export function dropPage(page: u32): void {
  if (pageFlags(page) & PAGE_CODE) memory.fill(slotAt(slotNumber(page)), 0, SENTINEL);
}

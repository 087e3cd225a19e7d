import { PAGE_BYTES, RAM_START } from "../machine/layout.ts";
import type { Machine } from "../machine/machine.ts";

/**
 * The guest's picture as it lies in this machine's RAM, or null while the guest has told none. The picture is read
 * page by page and not through the guest's page tables: the framebuffer register holds an address in RAM. It begins
 * anywhere in its first page, so one page more than its size suggests may be read. Pages that have not come are read
 * as they lie here, and the view marks them.
 */
export function screenOf(machine: Machine): ScreenFrame | null {
  const picture = machine.framebuffer();
  if (!picture) return null;
  const { address, width, height } = picture;
  const firstPage = Math.floor((address - RAM_START) / PAGE_BYTES);
  const offsetInPage = (address - RAM_START) % PAGE_BYTES;
  const pages = Math.ceil((offsetInPage + width * height * 4) / PAGE_BYTES);
  const bytes = new Uint8Array(pages * PAGE_BYTES);
  for (let page = 0; page < pages; page++) machine.readPageInto(firstPage + page, bytes, page * PAGE_BYTES);
  const pixels = new Uint32Array(bytes.buffer.slice(offsetInPage, offsetInPage + width * height * 4));
  return { width, height, pixels, firstPage, offsetInPage };
}

/** The guest's screen as it lies in that host's memory. */
export interface ScreenFrame {
  readonly width: number;
  readonly height: number;
  /** width * height pixels, 0x00RRGGBB. */
  readonly pixels: Uint32Array;
  /** First page of the framebuffer, for marking rows of pages that have not come. */
  readonly firstPage: number;
  /** Bytes by which the framebuffer's first pixel lies behind the beginning of that page. */
  readonly offsetInPage: number;
}

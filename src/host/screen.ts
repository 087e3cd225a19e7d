import { PAGE_BYTES, RAM_START } from "../machine/layout.ts";
import type { Machine } from "../machine/machine.ts";
import type { ScreenFrame } from "../report/frame.ts";

/** The guest's picture as it lies in this machine's RAM, or null while the guest has told none. */
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

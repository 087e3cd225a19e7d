import { PAGE_DIRTY, PAGE_PRESENT } from "../machine/layout.ts";
import type { Machine } from "../machine/machine.ts";
import type { KeptPage, PagePool } from "./page-pool.ts";

/** All that a machine is at one moment. Its pages lie in a pool, which it shares with the images of other moments. */
export interface MachineImage {
  readonly state: Uint8Array;
  /** For each page whether it is present and whether it is dirty. */
  readonly flags: Uint8Array;
  /** Null stands for a page of zeros, which takes no room in the pool, and for one that is absent. */
  readonly pages: readonly (KeptPage | null)[];
}

/**
 * Takes images of one machine and puts them back. Between two images only the pages that changed are looked at, so both
 * cost what the guest wrote, not what it has.
 */
export class Imager {
  readonly #machine: Machine;
  readonly #pool: PagePool;
  /** The image that the machine was last equal to; what has changed since is in the machine's log. */
  #last: MachineImage | null = null;

  constructor(machine: Machine, pool: PagePool) {
    this.#machine = machine;
    this.#pool = pool;
  }

  /** Takes the image of the machine; its pages go into the pool. */
  take(): MachineImage {
    const machine = this.#machine;
    const flags = machine.pageFlags();
    const before = this.#last?.pages ?? new Array<null>(machine.pageCount).fill(null);
    const changed = new Set(this.#changed());
    const pages = before.map((page, number) => {
      // The last image may have been dropped since; the machine still has its pages.
      const isHere = !changed.has(number) && (page === null || this.#pool.isKept(page));
      return isHere ? page && this.#pool.share(page) : this.#keep(number, flags[number]!, page);
    });
    this.#last = { state: machine.saveState(), flags, pages };
    return this.#last;
  }

  /** Makes the machine what it was when the image was taken. */
  put(image: MachineImage): void {
    const machine = this.#machine;
    const changed = new Set(this.#changed());
    for (let page = 0; page < machine.pageCount; page++)
      if (changed.has(page) || this.#differs(page, image)) this.#putPage(page, image);
    machine.collectDirty();
    image.flags.forEach((flags, page) => {
      if (flags & PAGE_DIRTY) machine.markDirty(page);
    });
    machine.loadState(image.state);
    machine.collectChanged();
    this.#last = image;
  }

  /** Pages that may differ from the last image; all of them where there is none. */
  #changed(): Iterable<number> {
    const changed = this.#machine.collectChanged();
    return this.#last ? changed : Array.from({ length: this.#machine.pageCount }, (_, page) => page);
  }

  #keep(page: number, flags: number, before: KeptPage | null): KeptPage | null {
    const machine = this.#machine;
    const isThere = flags & PAGE_PRESENT && !machine.isZeroPage(page);
    return isThere ? this.#pool.keep(machine.pageHash(page), () => machine.readPage(page), before) : null;
  }

  #differs(page: number, { flags, pages }: MachineImage): boolean {
    const last = this.#last!;
    return last.pages[page] !== pages[page] || ((last.flags[page]! ^ flags[page]!) & PAGE_PRESENT) !== 0;
  }

  #putPage(number: number, { flags, pages }: MachineImage): void {
    const page = pages[number]!;
    if (!(flags[number]! & PAGE_PRESENT)) this.#machine.setAbsent(number);
    else if (page === null) this.#machine.clearPage(number);
    else this.#machine.writePage(number, this.#pool.bytesOf(page));
  }
}

/** An image is of no more use: its pages leave the pool, unless others share them. */
export function dropImage({ pages }: MachineImage, pool: PagePool): void {
  for (const page of pages) if (page) pool.drop(page);
}

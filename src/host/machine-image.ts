import { PAGE_DIRTY, PAGE_PRESENT } from "../machine/layout.ts";
import type { Machine } from "../machine/machine.ts";
import type { PagePool } from "./page-pool.ts";

/** The hash that stands for a page of zeros, which takes no room in the pool, and for one that is absent. */
const NOTHING = 0n;

/** All that a machine is at one moment. Its pages lie in a pool, which it shares with the images of other moments. */
export interface MachineImage {
  readonly state: Uint8Array;
  /** For each page whether it is present and whether it is dirty. */
  readonly flags: Uint8Array;
  readonly hashes: BigUint64Array;
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
    const hashes = this.#last?.hashes.slice() ?? new BigUint64Array(machine.pageCount);
    for (const page of this.#changed()) hashes[page] = this.#hashOf(page, flags[page]!);
    hashes.forEach((hash, page) => {
      if (hash !== NOTHING) this.#pool.keep(hash, () => machine.readPage(page));
    });
    this.#last = { state: machine.saveState(), flags, hashes };
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

  #hashOf(page: number, flags: number): bigint {
    const isThere = flags & PAGE_PRESENT && !this.#machine.isZeroPage(page);
    return isThere ? this.#machine.pageHash(page) : NOTHING;
  }

  #differs(page: number, { flags, hashes }: MachineImage): boolean {
    const last = this.#last!;
    return last.hashes[page] !== hashes[page] || ((last.flags[page]! ^ flags[page]!) & PAGE_PRESENT) !== 0;
  }

  #putPage(page: number, { flags, hashes }: MachineImage): void {
    if (!(flags[page]! & PAGE_PRESENT)) this.#machine.setAbsent(page);
    else if (hashes[page] === NOTHING) this.#machine.clearPage(page);
    else this.#machine.writePage(page, this.#pool.get(hashes[page]!));
  }
}

/** An image is of no more use: its pages leave the pool, unless others share them. */
export function dropImage({ hashes }: MachineImage, pool: PagePool): void {
  for (const hash of hashes) if (hash !== NOTHING) pool.drop(hash);
}

/**
 * Images of a machine for going back in a run. A timeline keeps many moments of two machines and their twin, each of
 * up to 1 GiB, so images share what is equal at three levels: whole leaves, pages by hash, and pages as differences.
 * The archive calls this; nothing here may change the machine while an image is taken, but for emptying its log of
 * changed pages.
 */

import { type Machine, PAGE_BYTES } from "../../machine/machine.ts";
import type { KeptPage, PagePool } from "./page-pool.ts";

/** So many neighbouring pages make a leaf: the bits of two words. */
const LEAF_PAGES = 64;

/** Equal and similar pages make an image smaller than its machine, but hardly ever so many times. */
const TOO_LARGE = 2;

/** What a leaf takes beside its pages: an estimate of the objects that it is made of. In bytes. */
const LEAF_BYTES = 160 + 6 * LEAF_PAGES;

/** Neighbouring pages of an image, which it shares with the images before and after it where nothing has changed. */
interface Leaf {
  /** Null stands for a page of zeros, which takes no room in the pool, and for one that is absent. */
  readonly pages: readonly (KeptPage | null)[];
  /** A bit for each page whether it is present, and whether it is dirty; two words each. */
  readonly present: readonly [number, number];
  readonly dirty: readonly [number, number];
  /** Images and imagers that refer to it; the last one takes the leaf with it. */
  users: number;
}

/** All that a machine is at one moment. Its pages lie in a pool, which it shares with the images of other moments. */
export interface MachineImage {
  readonly state: Uint8Array;
  readonly leaves: readonly Leaf[];
}

/** What a machine's pages are now: which may have changed since the last look, and their bits. */
interface Look {
  readonly changed: Uint32Array;
  readonly present: Uint32Array;
  readonly dirty: Uint32Array;
}

/**
 * Takes images of one machine and puts them back. Between two images only the pages that changed are looked at, so both
 * cost what the guest wrote, not what it has.
 */
export class Imager {
  readonly #machine: Machine;
  readonly #pool: PagePool;
  /** What the machine was last equal to, kept by this imager too; what has changed since is in the machine's log. */
  #last: readonly Leaf[] | null = null;

  constructor(machine: Machine, pool: PagePool) {
    this.#machine = machine;
    this.#pool = pool;
  }

  /**
   * Takes the image of the machine; its pages go into the pool. Null where the pool would then take more than `most`.
   *
   * The limit is checked on the way, since a guest that does not fit may not fill the memory before anybody can say
   * so. An image that is given up leaves no use of a page behind.
   */
  take(most = Number.POSITIVE_INFINITY): MachineImage | null {
    // The first image looks at every page that was written, so a guest far beyond the limit is refused before any
    // work.
    if (this.#last === null && this.#machine.writtenCount * PAGE_BYTES > TOO_LARGE * most) return null;
    const look = this.#look();
    const leaves: Leaf[] = [];
    const count = Math.ceil(this.#machine.pageCount / LEAF_PAGES);
    for (let at = 0; leaves.length < count && this.#pool.bytes <= most; ) {
      const from = at;
      while (look.changed[at]! < (leaves.length + 1) * LEAF_PAGES) at++;
      leaves.push(this.#leaf(leaves.length, look, look.changed.subarray(from, at)));
    }
    if (leaves.length < count) {
      for (const leaf of leaves) dropLeaf(leaf, this.#pool);
      this.close();
      return null;
    }
    this.#remember(leaves);
    return { state: this.#machine.saveState(), leaves };
  }

  /** Makes the machine what it was when the image was taken. */
  put({ state, leaves }: MachineImage): void {
    const machine = this.#machine;
    const changed = this.#changed();
    let at = 0;
    for (const [number, leaf] of leaves.entries()) {
      const from = at;
      while (changed[at]! < (number + 1) * LEAF_PAGES) at++;
      this.#putLeaf(number, leaf, changed.subarray(from, at));
    }
    machine.setDirtyBits(Uint32Array.from(leaves.flatMap(({ dirty }) => dirty)));
    machine.loadState(state);
    // Putting pages back counts as changing them. The log is emptied last, or the next image would look at them all.
    machine.collectChanged();
    this.#remember(leaves);
  }

  /** An imager for a machine that was forked from this one's just now: they are alike where nothing has changed. */
  fork(machine: Machine): Imager {
    const imager = new Imager(machine, this.#pool);
    imager.#last = this.#last?.map((leaf) => shareLeaf(leaf)) ?? null;
    return imager;
  }

  /** An image is about to be dropped: the imager does not keep it alive alone, and looks at everything again. */
  forget({ leaves }: MachineImage): void {
    if (this.#last === leaves) this.close();
  }

  /** Lets go of what it keeps. */
  close(): void {
    for (const leaf of this.#last ?? []) dropLeaf(leaf, this.#pool);
    this.#last = null;
  }

  /** Pages that may differ from the last image; all of them where there is none. */
  #changed(): Uint32Array {
    const changed = this.#machine.collectChanged();
    return this.#last ? changed : Uint32Array.from({ length: this.#machine.pageCount }, (_, page) => page);
  }

  #look(): Look {
    const changed = this.#changed();
    return { changed, present: this.#machine.presentBits(), dirty: this.#machine.dirtyBits() };
  }

  /** One use of each leaf more for this imager, and none of those from before. */
  #remember(leaves: readonly Leaf[]): void {
    // The new uses come first: a leaf that is in both lists would otherwise drop to none and take its pages along.
    for (const leaf of leaves) shareLeaf(leaf);
    this.close();
    this.#last = leaves;
  }

  /**
   * The leaf as it is now, for one user more. A leaf is the same only where presence and dirtiness are too: both
   * change without a write to the page.
   */
  #leaf(number: number, look: Look, changed: Uint32Array): Leaf {
    const present = wordsOf(look.present, number);
    const dirty = wordsOf(look.dirty, number);
    const before = this.#last?.[number] ?? null;
    if (before && changed.length === 0 && isSame(before.present, present) && isSame(before.dirty, dirty))
      return shareLeaf(before);
    const pages = this.#pages(number, before, present, changed);
    this.#pool.count(LEAF_BYTES);
    return { pages, present, dirty, users: 1 };
  }

  /**
   * The pages of a leaf with what has changed in it. The old page is released after the new one is kept, so that it
   * can serve as the base of the difference.
   */
  #pages(number: number, before: Leaf | null, present: Leaf["present"], changed: Uint32Array): Leaf["pages"] {
    const first = number * LEAF_PAGES;
    const pages = before
      ? before.pages.map((page) => page && this.#pool.share(page))
      : new Array<KeptPage | null>(LEAF_PAGES).fill(null);
    for (const page of changed) {
      const last = pages[page - first]!;
      pages[page - first] = this.#keep(page, present, last);
      if (last) this.#pool.drop(last);
    }
    return pages;
  }

  /**
   * A page for one user more, or null where it takes no room. A page that has changed is mostly much like what it
   * was, so that one is offered to the pool as its base.
   */
  #keep(page: number, present: Leaf["present"], before: KeptPage | null): KeptPage | null {
    const machine = this.#machine;
    if (!hasBit(present, page % LEAF_PAGES) || machine.isZeroPage(page)) return null;
    return this.#pool.keep(machine.pageHash(page), () => machine.lookAtPage(page), before);
  }

  #putLeaf(number: number, leaf: Leaf, changed: Uint32Array): void {
    const last = this.#last?.[number] ?? null;
    const first = number * LEAF_PAGES;
    const count = Math.min(LEAF_PAGES, this.#machine.pageCount - first);
    if (leaf === last) {
      for (const page of changed) this.#putPage(page, leaf);
      return;
    }
    const again = new Set(changed);
    for (let index = 0; index < count; index++)
      if (last === null || again.has(first + index) || differs(leaf, last, index))
        this.#putPage(first + index, leaf);
  }

  /** Clearing a page also makes it present; a page that is absent in the image has no bytes to be put back. */
  #putPage(number: number, { present, pages }: Leaf): void {
    const page = pages[number % LEAF_PAGES]!;
    if (!hasBit(present, number % LEAF_PAGES)) this.#machine.setAbsent(number);
    else if (page === null) this.#machine.clearPage(number);
    else this.#machine.writePage(number, this.#pool.bytesOf(page));
  }
}

/** An image is of no more use: its pages leave the pool, unless others share them. */
export function dropImage({ leaves }: MachineImage, pool: PagePool): void {
  for (const leaf of leaves) dropLeaf(leaf, pool);
}

function shareLeaf(leaf: Leaf): Leaf {
  leaf.users++;
  return leaf;
}

function dropLeaf(leaf: Leaf, pool: PagePool): void {
  if (--leaf.users > 0) return;
  for (const page of leaf.pages) if (page) pool.drop(page);
  pool.count(-LEAF_BYTES);
}

function differs(leaf: Leaf, last: Leaf, index: number): boolean {
  return (
    leaf.pages[index] !== last.pages[index] || hasBit(leaf.present, index) !== hasBit(last.present, index)
  );
}

function wordsOf(bits: Uint32Array, number: number): [number, number] {
  return [bits[2 * number]!, bits[2 * number + 1] ?? 0];
}

function isSame(one: readonly [number, number], other: readonly [number, number]): boolean {
  return one[0] === other[0] && one[1] === other[1];
}

function hasBit(words: readonly [number, number], index: number): boolean {
  return ((words[index >>> 5]! >>> (index & 31)) & 1) === 1;
}

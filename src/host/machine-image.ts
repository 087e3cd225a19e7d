import type { Machine } from "../machine/machine.ts";
import type { PagePool } from "./page-pool.ts";

const PRESENT = 1;
const DIRTY = 2;

/** The hash that stands for a page of zeros, which takes no room in the pool, and for one that is absent. */
const NOTHING = 0n;

/** All that a machine is at one moment. Its pages lie in a pool, which it shares with the images of other moments. */
export interface MachineImage {
  readonly state: Uint8Array;
  /** For each page whether it is present and whether it is dirty. */
  readonly flags: Uint8Array;
  readonly hashes: BigUint64Array;
}

/** Takes the image of a machine; its pages go into the pool. */
export function takeImage(machine: Machine, pool: PagePool): MachineImage {
  const flags = new Uint8Array(machine.pageCount);
  const hashes = new BigUint64Array(machine.pageCount);
  for (let page = 0; page < machine.pageCount; page++) {
    flags[page] = flagsOf(machine, page);
    if (flags[page] === 0 || machine.isZeroPage(page)) continue;
    hashes[page] = machine.pageHash(page);
    pool.keep(hashes[page]!, () => machine.readPage(page));
  }
  return { state: machine.saveState(), flags, hashes };
}

/** Makes a machine what it was when the image was taken. Only pages that differ are written. */
export function putImage(machine: Machine, image: MachineImage, pool: PagePool): void {
  for (let page = 0; page < machine.pageCount; page++) putPage(machine, page, image, pool);
  machine.loadState(image.state);
}

/** The image is of no more use: its pages leave the pool, unless others share them. */
export function dropImage({ hashes }: MachineImage, pool: PagePool): void {
  for (const hash of hashes) if (hash !== NOTHING) pool.drop(hash);
}

function putPage(machine: Machine, page: number, { flags, hashes }: MachineImage, pool: PagePool): void {
  const [wanted, hash] = [flags[page]!, hashes[page]!];
  if (wanted === 0) {
    if (machine.isPresent(page)) machine.setAbsent(page);
    return;
  }
  const present = flagsOf(machine, page);
  if (present === 0 || !holds(machine, page, hash)) {
    if (hash === NOTHING) machine.clearPage(page);
    else machine.writePage(page, pool.get(hash));
  } else if (present & ~wanted & DIRTY) machine.writePage(page, machine.readPage(page));
  if (wanted & DIRTY) machine.markDirty(page);
}

function holds(machine: Machine, page: number, hash: bigint): boolean {
  return hash === NOTHING ? machine.isZeroPage(page) : machine.pageHash(page) === hash;
}

function flagsOf(machine: Machine, page: number): number {
  return (machine.isPresent(page) ? PRESENT : 0) | (machine.isDirty(page) ? DIRTY : 0);
}

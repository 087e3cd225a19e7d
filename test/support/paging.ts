import * as L from "../../src/machine/layout.ts";
import { type Machine, RAM_START } from "../../src/machine/machine.ts";
import * as A from "./assembler.ts";
import { FRESH, type Start, set, start } from "./machine.ts";

/** Bits of a page table entry. */
export const PTE = { V: 1, R: 2, W: 4, X: 8, U: 16, G: 32, A: 64, D: 128, RSW: 3 << 8 } as const;
export const AD = PTE.A | PTE.D;
/** A leaf that permits everything to the supervisor. */
export const ALL = PTE.V | PTE.R | PTE.W | PTE.X | AD;

export const SUM = 1 << 18;
export const MXR = 1 << 19;
export const USER = { [L.PRIVILEGE_AT]: 0 };

/** The root table, the table below it, and the page of data behind {@link PAGE}; physical addresses. */
export const ROOT = RAM_START + 0x10000;
export const LEAF = RAM_START + 0x11000;
export const FRAME = RAM_START + 0x12000;
/** The virtual page that {@link mapped} maps to {@link FRAME}. */
export const PAGE = 0x40000000;
/** What stands in the first word of {@link FRAME}. */
export const CONTENT = 0x1234;

/** A page table entry for a physical address. */
export const entry = (physical: number, flags: number) => (((physical >>> 12) << 10) | flags) >>> 0;
/** The physical address of the root table's entry for a virtual address. */
export const rootAt = (virtual: number) => ROOT + 4 * (virtual >>> 22);

/**
 * A machine with translation on. RAM is mapped to itself by a superpage of the mode it runs in, and {@link PAGE} to
 * {@link FRAME} by a leaf with these flags. Register a0 is 7, and a1 points to the page.
 */
export function mapped(instructions: readonly number[], flags: number, from: Start = {}): Machine {
  const machine = start(A.assemble(instructions), { engine: from.engine ?? 0 });
  mapAgain(machine, flags, from);
  return machine;
}

/** Makes a machine of {@link mapped} as one that has executed nothing yet, with other flags and values. */
export function mapAgain(machine: Machine, flags: number, { registers, ram, state }: Start = {}): void {
  const isUser = state?.[L.PRIVILEGE_AT] === 0;
  set(machine, {
    registers: { a0: 7, a1: PAGE, ...registers },
    ram: {
      [rootAt(RAM_START)]: entry(RAM_START, ALL | (isUser ? PTE.U : 0)),
      [rootAt(PAGE)]: entry(LEAF, PTE.V),
      [LEAF]: entry(FRAME, flags),
      [FRAME]: CONTENT,
      ...ram,
    },
    state: { ...FRESH, [L.SATP_AT]: 0x80000000 + (ROOT >>> 12), ...state },
  });
  machine.collectDirty();
}

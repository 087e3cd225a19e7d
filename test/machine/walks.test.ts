import { describe, expect, test } from "vitest";
import * as L from "../../src/machine/layout.ts";
import { RAM_START } from "../../src/machine/machine.ts";
import * as A from "../support/assembler.ts";
import { ENGINES, ramWord, register, trapOf, word } from "../support/machine.ts";
import {
  AD,
  ALL,
  CONTENT,
  entry,
  FRAME,
  LEAF,
  mapAgain,
  mapped,
  PAGE,
  PTE,
  rootAt,
  USER,
} from "../support/paging.ts";

// Where walks of the page tables lead: superpages, and tables and leaves that are none, for every kind of access.

const { V, R, W, X, U } = PTE;

/** Each kind of access to the word a1 points to, with the causes of its page fault and its access fault. */
const ACCESSES = [
  ["load", A.lw("a0", 0, "a1"), 13, 5],
  ["load of a byte", A.lbu("a0", 0, "a1"), 13, 5],
  ["store", A.sw("a0", 0, "a1"), 15, 7],
  ["store of a byte", A.sb("a0", 0, "a1"), 15, 7],
  ["fetch", A.jalr("ra", 0, "a1"), 12, 1],
  ["lr.w", A.lrw("a0", "a1"), 13, 5],
  ["sc.w", A.scw("a0", "a0", "a1"), 15, 7],
  ["amoswap.w", A.amoswapw("a0", "a0", "a1"), 15, 7],
] as const;

const AT_ROOT = rootAt(PAGE);
const NOWHERE = 0x20000000;
const DEVICES = 0x10000000;
/** The first address behind the machine's RAM of 64 pages. */
const BEHIND = RAM_START + 0x40000;

const PAGE_FAULTS = [
  ["a root entry without V", AT_ROOT, entry(LEAF, 0)],
  ["a table with D", AT_ROOT, entry(LEAF, V | PTE.D)],
  ["a table with A", AT_ROOT, entry(LEAF, V | PTE.A)],
  ["a table with U", AT_ROOT, entry(LEAF, V | U)],
  ["a root entry with W but not R", AT_ROOT, entry(RAM_START, V | W | AD)],
  ["a root entry with W and X but not R", AT_ROOT, entry(RAM_START, V | W | X | AD)],
  ["a leaf with W but not R", LEAF, entry(FRAME, V | W | AD)],
  ["a leaf with W and X but not R", LEAF, entry(FRAME, V | W | X | AD)],
  ["a leaf without V", LEAF, entry(FRAME, ALL & ~V)],
  ["a third level", LEAF, entry(FRAME, V)],
  ["a superpage that is not aligned", AT_ROOT, entry(FRAME, ALL)],
  ["a superpage that is off by one page", AT_ROOT, entry(RAM_START + 0x1000, ALL)],
  ["a superpage without A", AT_ROOT, entry(RAM_START, ALL & ~PTE.A)],
] as const;

const ACCESS_FAULTS = [
  ["a table outside RAM", AT_ROOT, entry(NOWHERE, V)],
  ["a table right behind RAM", AT_ROOT, entry(BEHIND, V)],
  ["a table among the devices", AT_ROOT, entry(DEVICES, V)],
  ["a table beyond 4 GiB", AT_ROOT, 0x40000401],
  ["a page outside RAM", LEAF, entry(NOWHERE, ALL)],
  ["a page right behind RAM", LEAF, entry(BEHIND, ALL)],
  ["a page beyond 4 GiB", LEAF, (0x40000000 | ALL) >>> 0],
  ["a superpage outside RAM", AT_ROOT, entry(0x40000000, ALL)],
  ["a superpage beyond 4 GiB", AT_ROOT, (0x40000000 | ALL) >>> 0],
] as const;

describe.each(ENGINES)("walks in the %s loop", (_, engine) => {
  test.each(ACCESSES)("a %s finds what is wrong", (_, instruction, pageFault, accessFault) => {
    const isFetch = pageFault === 12;
    const machine = mapped([instruction], ALL, { engine });
    const rows = [
      ...PAGE_FAULTS.map((row) => [...row, pageFault] as const),
      ...ACCESS_FAULTS.map((row) => [...row, accessFault] as const),
    ];
    for (const [name, at, value, cause] of rows) {
      mapAgain(machine, ALL, { ram: { [at]: value } });
      machine.run(isFetch ? 2 : 1);
      const trap = { cause, value: PAGE, at: isFetch ? PAGE : RAM_START };
      expect({ name, trap: trapOf(machine) }).toEqual({ name, trap });
      expect([machine.retired, register(machine, "a0")]).toEqual([isFetch ? 1 : 0, 7]);
      expect(machine.dirtyCount).toBe(0);
    }
  });

  // A superpage takes bits 12 to 21 of the physical address from the virtual one.
  const SUPERPAGE = { [AT_ROOT]: entry(RAM_START, ALL) };
  const there = (physical: number) => PAGE + (physical - RAM_START);

  test("a store through a superpage goes to its own page and marks that one", () => {
    const machine = mapped([A.sw("a0", 4, "a1"), A.lw("a2", 4, "a1")], 0, {
      engine,
      registers: { a1: there(FRAME) },
      ram: SUPERPAGE,
    });
    machine.run(2);
    expect([ramWord(machine, FRAME + 4), register(machine, "a2"), ramWord(machine, FRAME)]).toEqual([
      7,
      7,
      CONTENT,
    ]);
    expect([...machine.collectDirty()]).toEqual([(FRAME - RAM_START) >>> 12]);
  });

  test("code runs through a superpage, over the border of two of its pages too", () => {
    const border = FRAME + 0xffc;
    const machine = mapped([A.jalr("ra", 0, "a1")], 0, {
      engine,
      registers: { a1: there(border) },
      ram: { ...SUPERPAGE, [border]: A.auipc("a0", 0), [border + 4]: A.auipc("a2", 0) },
    });
    machine.run(3);
    expect([register(machine, "a0"), register(machine, "a2")]).toEqual([there(border), there(border + 4)]);
  });

  test("a superpage of the user's is not the supervisor's", () => {
    const ram = { [AT_ROOT]: entry(RAM_START, ALL | U) };
    const supervisor = mapped([A.jalr("ra", 0, "a1")], 0, { engine, ram });
    supervisor.run(2);
    expect(trapOf(supervisor)).toEqual({ cause: 12, value: PAGE, at: PAGE });
    const user = mapped([A.sw("a0", 0, "a1")], 0, {
      engine,
      ram,
      registers: { a1: there(FRAME) },
      state: USER,
    });
    user.run(1);
    expect(ramWord(user, FRAME)).toBe(7);
  });

  test.each([
    ["a load", A.lw("a0", 2, "a1"), 4],
    ["a load of half a word", A.lh("a0", 1, "a1"), 4],
    ["a store", A.sw("a0", 1, "a1"), 6],
    ["a store of half a word", A.sh("a0", 3, "a1"), 6],
  ])("%s that is misaligned in a superpage traps before the walk", (_, instruction, cause) => {
    for (const flags of [ALL, 0]) {
      const machine = mapped([instruction], 0, { engine, ram: { [AT_ROOT]: entry(RAM_START, flags) } });
      machine.run(1);
      expect(trapOf(machine)).toMatchObject({ cause, at: RAM_START });
      expect(machine.dirtyCount).toBe(0);
    }
  });

  test("the part of a superpage that lies behind RAM is an access fault", () => {
    for (const [instruction, cause] of [
      [A.lw("a0", 0, "a1"), 5],
      [A.sw("a0", 0, "a1"), 7],
      [A.jalr(0, 0, "a1"), 1],
    ] as const) {
      const machine = mapped([instruction], 0, { engine, ram: SUPERPAGE, registers: { a1: there(BEHIND) } });
      machine.run(cause === 1 ? 2 : 1);
      expect([word(machine, L.SCAUSE_AT), word(machine, L.STVAL_AT)]).toEqual([cause, there(BEHIND)]);
    }
  });

  test("a root outside RAM is an access fault of what was to be fetched", () => {
    for (const root of [0, NOWHERE >>> 12, BEHIND >>> 12, 0x100000, 0x3fffff]) {
      const machine = mapped([A.nop()], ALL, { engine, state: { [L.SATP_AT]: (0x80000000 | root) >>> 0 } });
      machine.run(1);
      expect(trapOf(machine)).toEqual({ cause: 1, value: RAM_START, at: RAM_START });
    }
  });

  test("a leaf that only reads lets a superpage beside it write: each has its own flags", () => {
    const machine = mapped([A.sw("a0", 0, "a3"), A.sw("a0", 0, "a1")], V | R | AD, {
      engine,
      registers: { a3: 0xc0000000 + (FRAME - RAM_START) },
      ram: { [rootAt(0xc0000000)]: entry(RAM_START, ALL) },
    });
    machine.run(2);
    expect(ramWord(machine, FRAME)).toBe(7);
    expect(trapOf(machine)).toEqual({ cause: 15, value: PAGE, at: RAM_START + 4 });
  });
});

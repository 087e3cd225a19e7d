import { describe, expect, test } from "vitest";
import * as L from "../../src/machine/layout.ts";
import { RAM_START } from "../../src/machine/machine.ts";
import * as A from "../support/assembler.ts";
import { ENGINES, HANDLER, ramWord, register, trapOf, word } from "../support/machine.ts";
import {
  AD,
  ALL,
  CONTENT,
  entry,
  FRAME,
  LEAF,
  MXR,
  mapAgain,
  mapped,
  PAGE,
  PTE,
  rootAt,
  SUM,
} from "../support/paging.ts";

// Who may do what to a page: every combination of mode, MXR, SUM and the leaf's R, W, X and U, held against the rules
// of the privileged architecture, sections 4.1.1.2 and 4.3.1, written down once more in a few lines.

const { V, R, W, X, U, G, RSW } = PTE;
const LOAD = A.lw("a0", 0, "a1");

const ACCESSES = [
  ["load", LOAD, 13],
  ["store", A.sw("a0", 0, "a1"), 15],
  ["fetch", A.jalr("ra", 0, "a1"), 12],
  ["lr.w", A.lrw("a0", "a1"), 13],
  ["sc.w", A.scw("a0", "a0", "a1"), 15],
  ["amoadd.w", A.amoaddw("a0", "a0", "a1"), 15],
] as const;

/** Leaves that are valid, and writable only where they are readable. */
const LEAVES = [R, R | W, X, R | X, R | W | X].flatMap((flags) => [flags, flags | U]);

const MODES = [1, 0].flatMap((privilege) =>
  [0, SUM, MXR, SUM | MXR].map((sstatus) => ({ privilege, sstatus })),
);

function isAllowed(cause: number, leaf: number, { privilege, sstatus }: (typeof MODES)[number]): boolean {
  const reaches = privilege === 0 ? leaf & U : !(leaf & U) || (cause !== 12 && sstatus & SUM);
  const readable = leaf & R || (sstatus & MXR && leaf & X);
  return Boolean(reaches && (cause === 12 ? leaf & X : cause === 15 ? leaf & W : readable));
}

describe.each(ENGINES)("permissions in the %s loop", (_, engine) => {
  test.each(ACCESSES)("%s", (_, instruction, cause) => {
    const machine = mapped([instruction], ALL, { engine });
    for (const mode of MODES)
      for (const leaf of LEAVES) {
        const state = { [L.PRIVILEGE_AT]: mode.privilege, [L.SSTATUS_AT]: mode.sstatus };
        mapAgain(machine, V | AD | leaf, { ram: { [FRAME]: A.nop() }, state });
        machine.run(cause === 12 ? 2 : 1);
        const at = cause === 12 ? PAGE : RAM_START;
        const trap = isAllowed(cause, leaf, mode) ? null : { cause, value: PAGE, at };
        expect({ mode, leaf, trap: trapOf(machine) }).toEqual({ mode, leaf, trap });
      }
  });

  test.each([
    ["MXR", MXR, V | X | AD, {}],
    ["SUM", SUM, V | R | U | AD, {}],
    ["SUM and MXR together", SUM | MXR, V | X | U | AD, {}],
  ])("what %s allowed is forbidden as soon as it is taken away, and the other way round", (_, bits, leaf) => {
    const toggle = [A.csrrc(0, A.CSR.sstatus, "a2"), A.csrrs(0, A.CSR.sstatus, "a2")];
    const readTwice = [LOAD, A.lw("a3", 0, "a1")];
    const machine = mapped([...toggle.slice(1), ...readTwice, toggle[0]!, ...readTwice], leaf, {
      engine,
      registers: { a2: bits, a3: 0 },
    });
    machine.run(5);
    expect([register(machine, "a0"), register(machine, "a3")]).toEqual([CONTENT, CONTENT]);
    expect(trapOf(machine)).toMatchObject({ cause: 13, at: RAM_START + 16 });
  });

  test("a bit of sstatus that is set meanwhile gives what was missing before", () => {
    const handler = { [HANDLER]: A.csrrs(0, A.CSR.sstatus, "a2"), [HANDLER + 4]: A.sret() };
    const machine = mapped([LOAD], V | X | AD, {
      engine,
      registers: { a2: MXR | (1 << 8) },
      ram: handler,
    });
    machine.run(4);
    expect([register(machine, "a0"), machine.cycle, machine.retired]).toEqual([CONTENT, 4, 3]);
  });

  test("the user's translations are not the supervisor's", () => {
    // The user reads the page; the trap leads to a handler that may not, although the page was just translated.
    const handler = { [HANDLER]: A.lw("a4", 0, "a1") };
    const machine = mapped([LOAD, A.ecall()], V | R | U | AD, {
      engine,
      // Code of the user's, and, through another superpage, the handler's of the supervisor.
      ram: { ...handler, [rootAt(0xc0000000)]: entry(RAM_START, ALL) },
      state: { [L.PRIVILEGE_AT]: 0, [L.STVEC_AT]: HANDLER - RAM_START + 0xc0000000 },
    });
    machine.run(4);
    expect([register(machine, "a0"), register(machine, "a4")]).toEqual([CONTENT, 0]);
    expect([word(machine, L.SCAUSE_AT), word(machine, L.STVAL_AT)]).toEqual([13, PAGE]);
  });

  test.each([
    ["G", G, 0],
    ["both bits for software", RSW, 0],
    ["all of them", G | RSW, G | RSW],
  ])("%s in a leaf, and in a table, changes nothing", (_, leaf, table) => {
    const machine = mapped([LOAD, A.sw("a1", 0, "a1")], ALL | leaf, {
      engine,
      ram: { [rootAt(PAGE)]: entry(LEAF, V | table) },
    });
    machine.run(2);
    expect([machine.retired, register(machine, "a0"), ramWord(machine, FRAME)]).toEqual([2, CONTENT, PAGE]);
  });
});

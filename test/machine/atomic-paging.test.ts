import { describe, expect, test } from "vitest";
import * as L from "../../src/machine/layout.ts";
import { RAM_START } from "../../src/machine/machine.ts";
import * as A from "../support/assembler.ts";
import { DATA, ENGINES, HANDLER, ramWord, register, start, trapOf, word } from "../support/machine.ts";
import { AD, ALL, CONTENT, entry, FRAME, LEAF, mapped, PAGE, PTE, USER } from "../support/paging.ts";

const MODES = [
  ["the supervisor", { [L.PRIVILEGE_AT]: 1 }, ALL],
  ["the user", USER, ALL | PTE.U],
] as const;

const DESTROYED = 0xffffffff;

describe.each(ENGINES)("atomic instructions under paging in the %s loop", (_, engine) => {
  describe.each(MODES)("by %s", (_, state, leaf) => {
    test("an operation changes the page behind the address and marks it", () => {
      const machine = mapped([A.amoaddw("a2", "a0", "a1"), A.amoswapw("a3", 0, "a1")], leaf, {
        engine,
        state,
      });
      machine.run(1);
      expect([register(machine, "a2"), ramWord(machine, FRAME)]).toEqual([CONTENT, CONTENT + 7]);
      machine.run(1);
      expect([register(machine, "a3"), ramWord(machine, FRAME)]).toEqual([CONTENT + 7, 0]);
      expect([...machine.collectDirty()]).toEqual([(FRAME - RAM_START) >>> 12]);
    });

    test("a reservation is kept by physical address, and a store through it succeeds", () => {
      const machine = mapped([A.lrw("a2", "a1"), A.scw("a3", "a0", "a1")], leaf, {
        engine,
        state,
        registers: { a3: DESTROYED },
      });
      machine.run(1);
      expect([register(machine, "a2"), word(machine, L.RESERVATION_AT)]).toEqual([CONTENT, FRAME]);
      machine.run(1);
      expect([register(machine, "a3"), ramWord(machine, FRAME)]).toEqual([0, 7]);
    });

    test("one word has one reservation, whichever of its two addresses is used", () => {
      const second = PAGE + 0x1000;
      const machine = mapped([A.lrw("a2", "a1"), A.scw("a3", "a0", "a4")], leaf, {
        engine,
        state,
        registers: { a3: DESTROYED, a4: second },
        ram: { [LEAF + 4]: entry(FRAME, leaf) },
      });
      machine.run(2);
      expect([register(machine, "a3"), ramWord(machine, FRAME)]).toEqual([0, 7]);
    });

    test("one address that leads to another word meanwhile has no reservation", () => {
      const other = FRAME + 0x1000;
      const remap = [A.lrw("a2", "a1"), A.sw("a5", 0, "a4"), A.scw("a3", "a0", "a1")];
      const machine = mapped(remap, leaf, {
        engine,
        state,
        registers: { a3: DESTROYED, a4: LEAF, a5: entry(other, leaf) },
      });
      machine.run(3);
      expect([register(machine, "a3"), ramWord(machine, FRAME), ramWord(machine, other)]).toEqual([
        1,
        CONTENT,
        0,
      ]);
    });

    test("sc.w without a reservation still needs a page that it may write", () => {
      const machine = mapped([A.scw("a3", "a0", "a1")], leaf & ~PTE.W, { engine, state });
      machine.run(1);
      expect(trapOf(machine)).toEqual({ cause: 15, value: PAGE, at: RAM_START });
    });

    test("a misaligned one traps before the walk", () => {
      for (const [instruction, cause] of [
        [A.lrw("a0", "a1"), 4],
        [A.scw("a0", "a0", "a1"), 6],
        [A.amoaddw("a0", "a0", "a1"), 6],
      ] as const) {
        const machine = mapped([instruction], 0, { engine, state, registers: { a1: PAGE + 1 } });
        machine.run(1);
        expect(trapOf(machine)).toEqual({ cause, value: PAGE + 1, at: RAM_START });
      }
    });

    test("to a device that is mapped is an access fault", () => {
      const flags = PTE.V | PTE.R | PTE.W | AD | (leaf & PTE.U);
      for (const [instruction, cause] of [
        [A.lrw("a0", "a1"), 5],
        [A.amoaddw("a0", "a0", "a1"), 7],
      ] as const) {
        const ram = { [LEAF]: entry(0x10000000, flags) };
        const machine = mapped([instruction], 0, { engine, state, ram });
        machine.run(1);
        expect(trapOf(machine)).toEqual({ cause, value: PAGE, at: RAM_START });
      }
    });
  });
});

describe.each(ENGINES)("a reservation in the %s loop", (_, engine) => {
  test("survives a plain store of this hart, to its word too", () => {
    for (const offset of [0, 4]) {
      const program = A.assemble(A.lrw("a0", "a1"), A.sw("a2", offset, "a1"), A.scw("a3", "a4", "a1"));
      const machine = start(program, { engine, registers: { a1: DATA, a2: 1, a3: DESTROYED, a4: 2 } });
      machine.run(3);
      expect([register(machine, "a3"), ramWord(machine, DATA)]).toEqual([0, 2]);
    }
  });

  test("is replaced by the next lr.w", () => {
    const program = A.assemble(
      A.lrw("a0", "a1"),
      A.lrw("a0", "a2"),
      A.scw("a3", "a2", "a1"),
      A.scw("a4", "a2", "a2"),
    );
    const machine = start(program, { engine, registers: { a1: DATA, a2: DATA + 8, a3: 5, a4: 5 } });
    machine.run(4);
    expect([register(machine, "a3"), register(machine, "a4")]).toEqual([1, 1]);
  });

  test("made in a handler survives sret", () => {
    const program = A.assemble(A.ebreak(), A.scw("a3", "a2", "a1"));
    const machine = start(program, {
      engine,
      registers: { a1: DATA, a2: 5, a3: DESTROYED, a4: RAM_START + 4 },
      ram: {
        [HANDLER]: A.lrw("a0", "a1"),
        [HANDLER + 4]: A.csrrw(0, A.CSR.sepc, "a4"),
        [HANDLER + 8]: A.sret(),
      },
    });
    machine.run(5);
    expect([register(machine, "a3"), ramWord(machine, DATA), machine.retired]).toEqual([0, 5, 4]);
  });

  test("made before a trap is gone after sret", () => {
    const program = A.assemble(A.lrw("a0", "a1"), A.ebreak(), A.scw("a3", "a2", "a1"));
    const machine = start(program, {
      engine,
      registers: { a1: DATA, a2: 5, a3: DESTROYED, a4: RAM_START + 8 },
      ram: { [HANDLER]: A.csrrw(0, A.CSR.sepc, "a4"), [HANDLER + 4]: A.sret() },
    });
    machine.run(5);
    expect([register(machine, "a3"), ramWord(machine, DATA)]).toEqual([1, 0]);
  });
});

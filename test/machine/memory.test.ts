import { describe, expect, test } from "vitest";
import { RAM_START } from "../../src/machine/machine.ts";
import * as A from "../support/assembler.ts";
import { DATA, ENGINES, ramWord, register, start, trapOf } from "../support/machine.ts";

const RAM_END = RAM_START + 0x40000;
const WORD = 0x8081f2f3;

const LOADS: readonly (readonly [string, typeof A.lw, number, number])[] = [
  ["lb of a negative byte", A.lb, 0, 0xfffffff3],
  ["lb of the last byte", A.lb, 3, 0xffffff80],
  ["lbu", A.lbu, 0, 0xf3],
  ["lbu of the second byte", A.lbu, 1, 0xf2],
  ["lh of a negative half", A.lh, 0, 0xfffff2f3],
  ["lh of the upper half", A.lh, 2, 0xffff8081],
  ["lhu", A.lhu, 2, 0x8081],
  ["lw", A.lw, 0, WORD],
];

const STORES: readonly (readonly [string, typeof A.sw, number, number])[] = [
  ["sb", A.sb, 1, 0x808144f3],
  ["sh", A.sh, 2, 0x3344f2f3],
  ["sw", A.sw, 0, 0x11223344],
];

const MISALIGNED: readonly (readonly [string, typeof A.lw, number, number])[] = [
  ["lh", A.lh, 1, 4],
  ["lhu", A.lhu, 3, 4],
  ["lw", A.lw, 2, 4],
  ["lw across pages", A.lw, 0xffe - 0x800, 4],
  ["sh", A.sh, 1, 6],
  ["sw", A.sw, 3, 6],
  ["sw across pages", A.sw, 0xffd - 0x800, 6],
];

describe.each(ENGINES)("loads and stores in the %s loop", (_, engine) => {
  // The second execution finds the translation that the first one left.
  const twice = (instruction: number) => A.assemble(instruction, instruction);

  test.each(LOADS)("%s", (_, load, offset, expected) => {
    const machine = start(twice(load("a0", offset, "a1")), {
      engine,
      registers: { a1: DATA },
      ram: { [DATA]: WORD },
    });
    machine.run(1);
    expect(register(machine, "a0")).toBe(expected);
    machine.run(1);
    expect(register(machine, "a0")).toBe(expected);
    expect(machine.dirtyCount).toBe(1);
  });

  test.each(STORES)("%s", (_, store, offset, expected) => {
    const machine = start(twice(store("a0", offset, "a1")), {
      engine,
      registers: { a0: 0x11223344, a1: DATA },
      ram: { [DATA]: WORD },
    });
    machine.run(1);
    expect(ramWord(machine, DATA)).toBe(expected);
    machine.run(1);
    expect(ramWord(machine, DATA)).toBe(expected);
  });

  test("offsets are signed and addresses wrap", () => {
    const machine = start(A.assemble(A.lw("a0", -2048, "a1"), A.lw("a2", 2047, "a3")), {
      engine,
      registers: { a1: DATA + 2048, a3: DATA - 2047 },
      ram: { [DATA]: WORD },
    });
    machine.run(2);
    expect([register(machine, "a0"), register(machine, "a2")]).toEqual([WORD, WORD]);
  });

  test("a load into x0 still happens and still faults", () => {
    const machine = start(A.assemble(A.lw(0, 0, "a1"), A.lw(0, 0, "a2")), {
      engine,
      registers: { a1: DATA, a2: 4 },
    });
    machine.run(1);
    expect([register(machine, 0), machine.retired]).toEqual([0, 1]);
    machine.run(1);
    expect(trapOf(machine)).toEqual({ cause: 5, value: 4, at: RAM_START + 4 });
  });

  test.each(MISALIGNED)("misaligned %s", (_, access, offset, cause) => {
    // The aligned access before it leaves a translation, and the misaligned one must not use it.
    const program = A.assemble(A.sw(0, 0, "a1"), A.lw("a2", 0, "a1"), access("a0", offset, "a1"));
    const machine = start(program, { engine, registers: { a0: 7, a1: DATA + 0x800 } });
    machine.run(3);
    expect(trapOf(machine)).toEqual({ cause, value: DATA + 0x800 + offset, at: RAM_START + 8 });
    expect(register(machine, "a0")).toBe(7);
    expect([machine.cycle, machine.retired]).toEqual([3, 2]);
  });

  test.each([
    ["a load below RAM", A.lw("a0", -4, "a1"), RAM_START, 5, RAM_START - 4],
    ["a load behind RAM", A.lw("a0", 0, "a1"), RAM_END, 5, RAM_END],
    ["a load at the end of the address space", A.lb("a0", -1, "a1"), 0, 5, 0xffffffff],
    ["a store below RAM", A.sb("a0", -1, "a1"), RAM_START, 7, RAM_START - 1],
    ["a store behind RAM", A.sw("a0", 0, "a1"), RAM_END, 7, RAM_END],
  ])("%s is an access fault", (_, instruction, a1, cause, value) => {
    const machine = start(A.assemble(instruction), { engine, registers: { a1 } });
    machine.run(1);
    expect(trapOf(machine)).toEqual({ cause, value, at: RAM_START });
  });

  test("the last word of RAM can be used", () => {
    const machine = start(A.assemble(A.sw("a1", -4, "a1"), A.lw("a0", -4, "a1")), {
      engine,
      registers: { a1: RAM_END },
    });
    machine.run(2);
    expect(register(machine, "a0")).toBe(RAM_END);
  });
});

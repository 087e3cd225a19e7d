import { describe, expect, test } from "vitest";
import { PC_AT } from "../../src/machine/layout.ts";
import { RAM_START } from "../../src/machine/machine.ts";
import * as A from "../support/assembler.ts";
import { ENGINES, register, setRamWord, start, trapOf, word } from "../support/machine.ts";

const PAGE_END = RAM_START + 0x1000;
const MINUS = 0xffffffff;

const BRANCHES: readonly (readonly [string, typeof A.beq, number, number, boolean])[] = [
  ["beq", A.beq, 1, 1, true],
  ["beq", A.beq, 1, 2, false],
  ["bne", A.bne, 1, 2, true],
  ["bne", A.bne, 1, 1, false],
  ["blt", A.blt, MINUS, 0, true],
  ["blt", A.blt, 0, MINUS, false],
  ["blt", A.blt, 0, 0, false],
  ["bge", A.bge, 0, MINUS, true],
  ["bge", A.bge, 0, 0, true],
  ["bge", A.bge, MINUS, 0, false],
  ["bltu", A.bltu, 0, MINUS, true],
  ["bltu", A.bltu, MINUS, 0, false],
  ["bgeu", A.bgeu, MINUS, 0, true],
  ["bgeu", A.bgeu, 0, 0, true],
  ["bgeu", A.bgeu, 0, MINUS, false],
];

describe.each(ENGINES)("jumps in the %s loop", (_, engine) => {
  test.each(BRANCHES)("%s of %3$i and %4$i", (_, branch, a1, a2, isTaken) => {
    for (const distance of [64, 4092, -4096]) {
      const machine = start(A.assemble(branch("a1", "a2", distance)), { engine, registers: { a1, a2 } });
      machine.run(1);
      expect(word(machine, PC_AT)).toBe(isTaken ? RAM_START + distance : RAM_START + 4);
      expect(machine.retired).toBe(1);
    }
  });

  test.each([8, 4092, 4096, 0xffffc, -0x100000])("jal over %i bytes", (distance) => {
    const machine = start(A.assemble(A.jal("ra", distance)), { engine });
    machine.run(1);
    expect([word(machine, PC_AT), register(machine, "ra")]).toEqual([RAM_START + distance, RAM_START + 4]);
  });

  test("jalr clears the lowest bit and may use its destination", () => {
    const machine = start(A.assemble(A.jalr("a1", -3, "a1")), {
      engine,
      registers: { a1: RAM_START + 0x2004 },
    });
    machine.run(1);
    expect([word(machine, PC_AT), register(machine, "a1")]).toEqual([RAM_START + 0x2000, RAM_START + 4]);
  });

  test.each([
    ["jal", A.jal("ra", 6), RAM_START + 6],
    ["jal out of the page", A.jal("ra", -2), RAM_START - 2],
    ["jalr", A.jalr("ra", 2, "a1"), 0x1002],
    ["a taken branch", A.beq(0, 0, 6), RAM_START + 6],
  ])("%s to a misaligned target traps and writes nothing", (_, instruction, value) => {
    const machine = start(A.assemble(instruction), { engine, registers: { a1: 0x1000, ra: 3 } });
    machine.run(1);
    expect(trapOf(machine)).toEqual({ cause: 0, value, at: RAM_START });
    expect([register(machine, "ra"), machine.retired, machine.cycle]).toEqual([3, 0, 1]);
  });

  test("a branch that is not taken may have a misaligned target", () => {
    const machine = start(A.assemble(A.bne(0, 0, 6)), { engine });
    machine.run(1);
    expect(word(machine, PC_AT)).toBe(RAM_START + 4);
  });

  test("instructions run on into the next page", () => {
    const machine = start(A.assemble(A.jal(0, 4092)), { engine });
    setRamWord(machine, PAGE_END - 4, A.addi("a0", "a0", 1));
    setRamWord(machine, PAGE_END, A.addi("a0", "a0", 2));
    machine.run(3);
    expect([register(machine, "a0"), word(machine, PC_AT), machine.retired]).toEqual([3, PAGE_END + 4, 3]);
  });

  test.each([
    ["taken", A.beq(0, 0, -4), PAGE_END - 8],
    ["not taken", A.bne(0, 0, -4), PAGE_END],
  ])("a branch at the end of a page, %s", (_, branch, expected) => {
    const machine = start(A.assemble(A.jal(0, 4092)), { engine });
    setRamWord(machine, PAGE_END - 8, A.nop());
    setRamWord(machine, PAGE_END - 4, branch);
    setRamWord(machine, PAGE_END, A.nop());
    machine.run(2);
    expect(word(machine, PC_AT)).toBe(expected);
    machine.run(1);
    expect(word(machine, PC_AT)).toBe(expected + 4);
  });

  test("a jump out of RAM is taken, and fetching there faults", () => {
    const machine = start(A.assemble(A.jalr("ra", 0, "a1")), { engine, registers: { a1: 0x1000 } });
    machine.run(1);
    expect([word(machine, PC_AT), register(machine, "ra")]).toEqual([0x1000, RAM_START + 4]);
    machine.run(1);
    expect(trapOf(machine)).toEqual({ cause: 1, value: 0x1000, at: 0x1000 });
    expect([machine.retired, machine.cycle]).toEqual([1, 2]);
  });

  test("devices hold no instructions", () => {
    const machine = start(A.assemble(A.jalr("ra", 0, "a1")), { engine, registers: { a1: 0x10000000 } });
    machine.run(2);
    expect(trapOf(machine)).toMatchObject({ cause: 1, value: 0x10000000 });
  });
});

describe("fused pairs", () => {
  test("a jump may lead to the second half", () => {
    const machine = start(
      A.assemble(
        A.to("second", (offset) => A.jal(0, offset)),
        "first",
        A.addi("a0", "a0", 1),
        "second",
        A.addi("a1", "a1", 1),
        A.to("first", (offset) => A.jal(0, offset)),
      ),
    );
    machine.run(2 + 3 * 10);
    expect([register(machine, "a0"), register(machine, "a1")]).toEqual([10, 11]);
  });

  test("the first half stays done when the second one faults", () => {
    const machine = start(A.assemble(A.addi("a1", 0, 5), A.lw("a0", 0, "a1")), {
      registers: { a1: RAM_START },
    });
    machine.run(2);
    expect(trapOf(machine)).toEqual({ cause: 4, value: 5, at: RAM_START + 4 });
    expect([register(machine, "a1"), machine.retired, machine.cycle]).toEqual([5, 1, 2]);
  });
});

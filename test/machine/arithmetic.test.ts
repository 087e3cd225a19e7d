import { describe, expect, test } from "vitest";
import { PC_AT } from "../../src/machine/layout.ts";
import { RAM_START } from "../../src/machine/machine.ts";
import * as A from "../support/assembler.ts";
import { ENGINES, register, start, word } from "../support/machine.ts";

const MIN = 0x80000000;
const MAX = 0x7fffffff;
const ONES = 0xffffffff;

type Row = readonly [name: string, instruction: number, rs1: number, rs2: number, rd: number];

const { add, sub, sll, slt, sltu, xor, srl, sra, or, and, mul, mulh, mulhsu, mulhu, div, divu, rem, remu } =
  A;
const r = (encode: typeof add) => encode("a0", "a1", "a2");
const i = (encode: typeof A.addi, value: number) => encode("a0", "a1", value);

/** Each instruction writes a0; a1 is rs1 and a2 is rs2. */
const ROWS: readonly Row[] = [
  ["lui", A.lui("a0", 0xfffff), 0, 0, 0xfffff000],
  ["lui of the sign bit", A.lui("a0", 0x80000), 0, 0, MIN],
  ["auipc", A.auipc("a0", 1), 0, 0, RAM_START + 0x1000],
  ["auipc that wraps", A.auipc("a0", 0x80000), 0, 0, 0],
  ["addi", i(A.addi, 2047), 1, 0, 2048],
  ["addi of a negative number", i(A.addi, -2048), 1, 0, 0xfffff801],
  ["addi that wraps", i(A.addi, 1), ONES, 0, 0],
  ["slti of less", i(A.slti, 0), ONES, 0, 1],
  ["slti of equal", i(A.slti, -1), ONES, 0, 0],
  ["slti of more", i(A.slti, -1), 0, 0, 0],
  ["sltiu of less", i(A.sltiu, -1), 0, 0, 1],
  ["sltiu of more", i(A.sltiu, 1), ONES, 0, 0],
  ["xori that inverts", i(A.xori, -1), 0x0f0f0f0f, 0, 0xf0f0f0f0],
  ["ori", i(A.ori, -2048), 0x7f, 0, 0xfffff87f],
  ["andi", i(A.andi, -2048), 0x12345fff, 0, 0x12345800],
  ["slli by 0", i(A.slli, 0), MIN, 0, MIN],
  ["slli by 31", i(A.slli, 31), 3, 0, MIN],
  ["srli by 31", i(A.srli, 31), MIN, 0, 1],
  ["srai by 31", i(A.srai, 31), MIN, 0, ONES],
  ["srai of a positive number", i(A.srai, 4), MAX, 0, 0x07ffffff],
  ["add", r(add), MAX, 1, MIN],
  ["sub", r(sub), 0, 1, ONES],
  ["sll by the lowest five bits", r(sll), 1, 0xffffffe1, 2],
  ["slt of less", r(slt), MIN, MAX, 1],
  ["slt of more", r(slt), MAX, MIN, 0],
  ["sltu of more", r(sltu), MIN, MAX, 0],
  ["sltu of less", r(sltu), MAX, MIN, 1],
  ["xor", r(xor), 0xff00ff00, 0x0ff00ff0, 0xf0f0f0f0],
  ["srl by the lowest five bits", r(srl), MIN, 0x20 + 4, 0x08000000],
  ["sra by the lowest five bits", r(sra), MIN, 0x20 + 4, 0xf8000000],
  ["or", r(or), 0xf0f0, 0x0ff0, 0xfff0],
  ["and", r(and), 0xf0f0, 0x0ff0, 0x00f0],
  ["mul", r(mul), 0x12345678, 0x9abcdef0, 0x242d2080],
  ["mul of negative numbers", r(mul), ONES, ONES, 1],
  ["mulh of the smallest numbers", r(mulh), MIN, MIN, 0x40000000],
  ["mulh of mixed signs", r(mulh), ONES, 1, ONES],
  ["mulh of large numbers", r(mulh), MAX, MAX, 0x3fffffff],
  ["mulhsu of a negative number", r(mulhsu), ONES, ONES, ONES],
  ["mulhsu of a positive number", r(mulhsu), MAX, ONES, 0x7ffffffe],
  ["mulhsu of the smallest number", r(mulhsu), MIN, ONES, MIN],
  ["mulhu of the largest numbers", r(mulhu), ONES, ONES, 0xfffffffe],
  ["mulhu", r(mulhu), MIN, 2, 1],
  ["div rounds towards zero", r(div), -7 >>> 0, 2, -3 >>> 0],
  ["div by zero", r(div), 7, 0, ONES],
  ["div that overflows", r(div), MIN, ONES, MIN],
  ["divu", r(divu), ONES, 2, MAX],
  ["divu by zero", r(divu), 7, 0, ONES],
  ["divu of what div cannot", r(divu), MIN, ONES, 0],
  ["rem has the sign of the dividend", r(rem), -7 >>> 0, 2, ONES],
  ["rem of a negative divisor", r(rem), 7, -2 >>> 0, 1],
  ["rem by zero", r(rem), 7, 0, 7],
  ["rem that overflows", r(rem), MIN, ONES, 0],
  ["remu", r(remu), ONES, 16, 15],
  ["remu by zero", r(remu), 7, 0, 7],
];

describe.each(ENGINES)("arithmetic in the %s loop", (_, engine) => {
  test.each(ROWS)("%s", (_, instruction, a1, a2, expected) => {
    const machine = start(A.assemble(instruction), { engine, registers: { a0: 0xdeadbeef, a1, a2 } });
    expect(machine.run(1)).toEqual({ kind: "budget" });
    expect(register(machine, "a0")).toBe(expected);
    expect(register(machine, "a1")).toBe(a1);
    expect(word(machine, PC_AT)).toBe(RAM_START + 4);
    expect([machine.cycle, machine.retired]).toEqual([1, 1]);
  });

  test.each(ROWS)("%s with x0 as destination", (_, instruction, a1, a2) => {
    const machine = start(A.assemble(instruction & ~0xf80, A.mv("a3", 0)), {
      engine,
      registers: { a1, a2, a3: 5 },
    });
    machine.run(2);
    expect([register(machine, 0), register(machine, "a3"), machine.retired]).toEqual([0, 0, 2]);
  });

  test("the destination may be a source", () => {
    const machine = start(A.assemble(A.sub("a0", "a0", "a0"), A.addi("a1", "a1", 1)), {
      engine,
      registers: { a0: 9, a1: 9 },
    });
    machine.run(2);
    expect([register(machine, "a0"), register(machine, "a1")]).toEqual([0, 10]);
  });
});

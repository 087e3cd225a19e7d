import { describe, expect, test } from "vitest";
import * as L from "../../src/machine/layout.ts";
import { RAM_START } from "../../src/machine/machine.ts";
import * as A from "../support/assembler.ts";
import { ENGINES, HANDLER, start, trapOf, word } from "../support/machine.ts";

const SIE = 1 << 1;
const SPIE = 1 << 5;
const SPP = 1 << 8;
const USER = { [L.PRIVILEGE_AT]: 0 };

const RESERVED: readonly (readonly [string, number])[] = [
  ["all zeros", 0],
  ["all ones", 0xffffffff],
  ["a compressed instruction", 0x0001_4501],
  ["an unknown opcode", 0x0000000b],
  ["a load of 64 bits", 0x00003003],
  ["a load of funct3 6", 0x00006003],
  ["a store of 64 bits", 0x00003023],
  ["a branch of funct3 2", 0x00002063],
  ["a branch of funct3 3", 0x00003063],
  ["jalr of funct3 1", 0x00001067],
  ["slli of 32", 0x02001013],
  ["srli with other high bits", 0x10005013],
  ["srai of 32", 0x42005013],
  ["add of funct7 2", 0x04000033],
  ["and of funct7 0x20", 0x40007033],
  ["slt of funct7 0x20", 0x40002033],
  ["mul of funct7 0x21", 0x42000033],
  ["a fence of funct3 2", 0x0000200f],
  ["an AMO of 64 bits", 0x0000302f],
  ["an AMO of funct5 5", 0x2800202f],
  ["an AMO of funct5 0x1d", 0xe800202f],
  ["lr.w with rs2", 0x1010202f],
  ["a CSR access of funct3 4", 0x10004073],
  ["mret", 0x30200073],
  ["uret", 0x00200073],
  ["ecall with rd", 0x000000f3],
  ["ebreak with rs1", 0x00108073],
  ["sret with rd", 0x102000f3],
  ["sfence.vma with rd", 0x120000f3],
  ["a load of a floating-point number", 0x00002007],
  ["an addition of 64-bit machines", 0x0000001b],
];

describe.each(ENGINES)("traps in the %s loop", (_, engine) => {
  test.each(RESERVED)("%s is illegal", (_, instruction) => {
    const machine = start(A.assemble(instruction), { engine });
    machine.run(1);
    expect(trapOf(machine)).toEqual({ cause: 2, value: instruction >>> 0, at: RAM_START });
    expect([machine.cycle, machine.retired]).toEqual([1, 0]);
  });

  test.each([
    ["sret", A.sret()],
    ["wfi", A.wfi()],
    ["sfence.vma", A.sfenceVma()],
    ["sfence.vma of an address", A.sfenceVma("a0")],
    ["sfence.vma of an address space", A.sfenceVma(0, "a0")],
    ["sfence.vma of both", A.sfenceVma("a0", "a1")],
  ])("the user may not %s", (_, instruction) => {
    const machine = start(A.assemble(instruction), { engine, state: USER });
    machine.run(1);
    expect(trapOf(machine)).toEqual({ cause: 2, value: instruction, at: RAM_START });
  });

  test.each([
    ["fence", A.fence()],
    ["fence with reserved fields", 0xfff0808f],
    ["pause", A.pause()],
    ["fence.i", A.fenceI()],
    ["sfence.vma", A.sfenceVma()],
    ["sfence.vma of an address", A.sfenceVma("a0")],
    ["sfence.vma of an address space", A.sfenceVma(0, "a1")],
    ["sfence.vma of both", A.sfenceVma("a0", "a1")],
  ])("%s only counts", (_, instruction) => {
    const machine = start(A.assemble(instruction), { engine });
    const before = [...machine.saveState()];
    machine.run(1);
    expect([machine.cycle, machine.retired, word(machine, L.PC_AT)]).toEqual([1, 1, RAM_START + 4]);
    const changed = [...machine.saveState()].flatMap((byte, at) =>
      byte === before[at] ? [] : [L.STATE_AT + at],
    );
    expect(changed).toEqual([L.CYCLE_AT, L.RETIRED_AT, L.PC_AT]);
  });

  test("ecall from the user is a trap", () => {
    const machine = start(A.assemble(A.nop(), A.ecall()), { engine, state: USER });
    machine.run(2);
    expect(trapOf(machine)).toEqual({ cause: 8, value: 0, at: RAM_START + 4 });
    expect([machine.cycle, machine.retired]).toEqual([2, 1]);
  });

  test("ebreak is a trap", () => {
    const machine = start(A.assemble(A.ebreak()), { engine });
    machine.run(1);
    expect(trapOf(machine)).toEqual({ cause: 3, value: RAM_START, at: RAM_START });
  });

  test.each([
    [0, 0, 0],
    [0, SIE, SPIE],
    [1, 0, SPP],
    [1, SIE | SPIE, SPP | SPIE],
    [1, SPIE | SPP, SPP],
  ])("a trap in mode %i with sstatus %i leaves %i", (privilege, before, after) => {
    const machine = start(A.assemble(A.ebreak()), {
      engine,
      state: { [L.PRIVILEGE_AT]: privilege, [L.SSTATUS_AT]: before },
    });
    machine.run(1);
    expect([word(machine, L.SSTATUS_AT), word(machine, L.PRIVILEGE_AT)]).toEqual([after, 1]);
  });

  test.each([
    [0, 0, SPIE],
    [SPIE, 0, SIE | SPIE],
    [SPP | SIE, 1, SPIE],
    [SPP | SPIE, 1, SIE | SPIE],
  ])("sret with sstatus %i goes to mode %i with %i", (before, privilege, after) => {
    const machine = start(A.assemble(A.sret()), {
      engine,
      state: { [L.SSTATUS_AT]: before, [L.SEPC_AT]: RAM_START + 0x100 },
    });
    machine.run(1);
    expect([word(machine, L.SSTATUS_AT), word(machine, L.PRIVILEGE_AT)]).toEqual([after, privilege]);
    expect([word(machine, L.PC_AT), machine.retired]).toEqual([RAM_START + 0x100, 1]);
  });

  test("exceptions go to the base of a vectored stvec", () => {
    const machine = start(A.assemble(A.ebreak()), { engine, state: { [L.STVEC_AT]: HANDLER | 1 } });
    machine.run(1);
    expect(word(machine, L.PC_AT)).toBe(HANDLER);
  });

  test("a handler that is not there traps for ever but uses up its budget", () => {
    const machine = start(A.assemble(A.ebreak()), { engine, state: { [L.STVEC_AT]: 0x1000 } });
    expect(machine.run(5000)).toEqual({ kind: "budget" });
    expect([machine.cycle, machine.retired]).toEqual([5000, 0]);
    expect([word(machine, L.SCAUSE_AT), word(machine, L.SEPC_AT)]).toEqual([1, 0x1000]);
  });

  test("nothing happens without a budget", () => {
    const machine = start(A.assemble(A.ebreak()), { engine });
    const before = machine.hash();
    expect(machine.run(0)).toEqual({ kind: "budget" });
    expect(machine.hash()).toBe(before);
  });
});

test("a budget is a whole number of cycles", () => {
  const machine = start(A.assemble(A.nop()));
  for (const cycles of [-1, 0.5, Number.NaN, 2 ** 53]) expect(() => machine.run(cycles)).toThrow(RangeError);
});

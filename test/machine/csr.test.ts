import { describe, expect, test } from "vitest";
import * as L from "../../src/machine/layout.ts";
import { RAM_START } from "../../src/machine/machine.ts";
import * as A from "../support/assembler.ts";
import { ENGINES, register, type Start, start, trapOf, word } from "../support/machine.ts";

const { CSR } = A;
const ONES = 0xffffffff;

/** What reads back after all ones, and then zeros, were written. */
const REGISTERS: readonly (readonly [keyof typeof CSR, number, number])[] = [
  ["sstatus", L.SSTATUS_AT, 0x000c0122],
  ["sie", L.SIE_AT, 0x222],
  ["stvec", L.STVEC_AT, 0xfffffffd],
  ["scounteren", L.SCOUNTEREN_AT, 7],
  ["sscratch", L.SSCRATCH_AT, ONES],
  ["sepc", L.SEPC_AT, 0xfffffffc],
  ["scause", L.SCAUSE_AT, ONES],
  ["stval", L.STVAL_AT, ONES],
  ["sip", L.SIP_AT, 2],
];

const COUNTERS = ["cycle", "time", "instret", "cycleh", "timeh", "instreth"] as const;

function illegal(instruction: number, from: Start = {}): void {
  const machine = start(A.assemble(instruction), from);
  machine.run(1);
  expect(trapOf(machine)).toEqual({ cause: 2, value: instruction, at: RAM_START });
  expect(machine.retired).toBe(0);
}

describe.each(ENGINES)("control and status registers in the %s loop", (_, engine) => {
  test.each(REGISTERS)("%s keeps its bits", (name, at, bits) => {
    const machine = start(A.assemble(A.csrrw(0, CSR[name], "a1"), A.csrrw("a0", CSR[name], 0)), {
      engine,
      registers: { a1: ONES },
    });
    machine.run(1);
    expect(word(machine, at)).toBe(bits);
    machine.run(1);
    expect([register(machine, "a0"), word(machine, at)]).toEqual([bits, 0]);
  });

  test.each([0, 1, 2, 3])("the lowest bits %i of stvec and sepc", (low) => {
    const program = A.assemble(A.csrrw(0, CSR.stvec, "a1"), A.csrrw(0, CSR.sepc, "a1"), A.ebreak());
    const machine = start(program, { engine, registers: { a1: RAM_START + 0x100 + low } });
    machine.run(2);
    // Bit 1 of stvec would be a mode that does not exist; instructions begin at multiples of four.
    expect(word(machine, L.STVEC_AT)).toBe(RAM_START + 0x100 + (low & 1));
    expect(word(machine, L.SEPC_AT)).toBe(RAM_START + 0x100);
    machine.run(1);
    expect([word(machine, L.PC_AT), word(machine, L.SEPC_AT)]).toEqual([RAM_START + 0x100, RAM_START + 8]);
  });

  test.each([
    ["csrrs", A.csrrs("a0", CSR.sepc, "a1")],
    ["csrrsi", A.csrrsi("a0", CSR.sepc, 3)],
  ])("%s cannot set the lowest bits of sepc, and sret leads to a multiple of four", (_, instruction) => {
    const machine = start(A.assemble(instruction, A.sret()), {
      engine,
      registers: { a1: 3 },
      state: { [L.SEPC_AT]: RAM_START + 0x100, [L.SSTATUS_AT]: 1 << 8 },
    });
    machine.run(2);
    expect([register(machine, "a0"), word(machine, L.PC_AT)]).toEqual([RAM_START + 0x100, RAM_START + 0x100]);
  });

  test("satp has no address space identifiers", () => {
    const machine = start(A.assemble(A.csrrw(0, CSR.satp, "a1")), { engine, registers: { a1: ONES } });
    machine.run(1);
    expect(word(machine, L.SATP_AT)).toBe(0x803fffff);
  });

  test.each([
    ["csrrw", A.csrrw("a0", CSR.sscratch, "a1"), 0b0110],
    ["csrrs", A.csrrs("a0", CSR.sscratch, "a1"), 0b1110],
    ["csrrc", A.csrrc("a0", CSR.sscratch, "a1"), 0b1000],
    ["csrrwi", A.csrrwi("a0", CSR.sscratch, 0b10101), 0b10101],
    ["csrrsi", A.csrrsi("a0", CSR.sscratch, 0b00110), 0b1110],
    ["csrrci", A.csrrci("a0", CSR.sscratch, 0b00110), 0b1000],
    ["csrrs with x0", A.csrrs("a0", CSR.sscratch, 0), 0b1100],
    ["csrrci with 0", A.csrrci("a0", CSR.sscratch, 0), 0b1100],
    ["csrrwi with 0", A.csrrwi("a0", CSR.sscratch, 0), 0],
  ])("%s", (_, instruction, expected) => {
    const machine = start(A.assemble(instruction), {
      engine,
      registers: { a1: 0b0110 },
      state: { [L.SSCRATCH_AT]: 0b1100 },
    });
    machine.run(1);
    expect([register(machine, "a0"), word(machine, L.SSCRATCH_AT), machine.retired]).toEqual([
      0b1100,
      expected,
      1,
    ]);
  });

  test("the operand may be the destination", () => {
    const machine = start(A.assemble(A.csrrw("a0", CSR.sscratch, "a0")), {
      engine,
      registers: { a0: 1 },
      state: { [L.SSCRATCH_AT]: 2 },
    });
    machine.run(1);
    expect([register(machine, "a0"), word(machine, L.SSCRATCH_AT)]).toEqual([2, 1]);
  });

  test.each(COUNTERS)("%s can be read by csrrs and csrrc with x0, and never be written", (name) => {
    for (const state of [{}, { [L.PRIVILEGE_AT]: 0 }]) {
      const machine = start(A.assemble(A.csrrs("a0", CSR[name], 0), A.csrrci("a0", CSR[name], 0)), {
        engine,
        state,
      });
      machine.run(2);
      expect(machine.retired).toBe(2);
      illegal(A.csrrw("a0", CSR[name], 0), { engine, state });
      illegal(A.csrrsi(0, CSR[name], 1), { engine, state });
      // A register that holds zero is still written; only x0 and the number 0 write nothing.
      illegal(A.csrrs("a0", CSR[name], "a1"), { engine, state, registers: { a1: 0 } });
      illegal(A.csrrc("a0", CSR[name], "a1"), { engine, state, registers: { a1: 0 } });
    }
  });

  test.each(COUNTERS)("scounteren decides whether the user may read %s", (name) => {
    const bit = 1 << (CSR[name] & 31);
    const read = A.csrrs("a0", CSR[name], 0);
    illegal(read, { engine, state: { [L.PRIVILEGE_AT]: 0, [L.SCOUNTEREN_AT]: 7 & ~bit } });
    const machine = start(A.assemble(read), { engine, state: { [L.SCOUNTEREN_AT]: 0 } });
    machine.run(1);
    expect(machine.retired).toBe(1);
  });

  test("counters count what has passed before the instruction", () => {
    const program = A.assemble(
      A.ebreak(),
      A.nop(),
      A.csrrs("a0", CSR.cycle, 0),
      A.csrrs("a1", CSR.instret, 0),
      A.csrrs("a2", CSR.time, 0),
    );
    const machine = start(program, { engine, state: { [L.STVEC_AT]: RAM_START + 4 } });
    machine.run(5);
    // The trap took a cycle and retired nothing; time counts cycles at this machine's speed.
    expect(["a0", "a1", "a2"].map((name) => register(machine, name as "a0"))).toEqual([2, 2, 4]);
  });

  test("the upper halves of the counters", () => {
    const program = A.assemble(
      A.csrrs("a0", CSR.cycleh, 0),
      A.csrrs("a1", CSR.instreth, 0),
      A.csrrs("a2", CSR.timeh, 0),
    );
    const state = { [L.CYCLE_AT]: 5, [L.CYCLE_AT + 4]: 3, [L.RETIRED_AT + 4]: 2 };
    const machine = start(program, { engine, state });
    machine.run(3);
    expect(["a0", "a1", "a2"].map((name) => register(machine, name as "a0"))).toEqual([3, 2, 3]);
    expect(machine.cycle).toBe(3 * 2 ** 32 + 8);
  });

  test.each([0x000, 0x001, 0x103, 0x14d, 0x14e, 0x300, 0x306, 0x342, 0x3a0, 0x7c0, 0xc03, 0xc83, 0xf11])(
    "register 0x%s does not exist",
    (csr) => illegal(A.csrrs("a0", csr, 0), { engine }),
  );

  test.each(REGISTERS)("the user may not read %s", (name) =>
    illegal(A.csrrs("a0", CSR[name], 0), { engine, state: { [L.PRIVILEGE_AT]: 0 } }),
  );
});

import { describe, expect, test } from "vitest";
import { RESERVATION_AT, RESERVED_AT } from "../../src/machine/layout.ts";
import { RAM_START } from "../../src/machine/machine.ts";
import * as A from "../support/assembler.ts";
import { DATA, ENGINES, ramWord, register, start, trapOf, word } from "../support/machine.ts";

const MINUS = 0xffffffff;
const TRUTH = 0b1100;
const MASK = 0b1010;

const OPERATIONS: readonly (readonly [string, typeof A.amoaddw, number, number, number])[] = [
  ["amoswap.w", A.amoswapw, 1, 2, 2],
  ["amoadd.w", A.amoaddw, MINUS, 2, 1],
  ["amoxor.w", A.amoxorw, TRUTH, MASK, 0b0110],
  ["amoand.w", A.amoandw, TRUTH, MASK, 0b1000],
  ["amoor.w", A.amoorw, TRUTH, MASK, 0b1110],
  ["amomin.w", A.amominw, 1, MINUS, MINUS],
  ["amomin.w of what is less", A.amominw, MINUS, 1, MINUS],
  ["amomax.w", A.amomaxw, MINUS, 1, 1],
  ["amomax.w of what is more", A.amomaxw, 1, MINUS, 1],
  ["amominu.w", A.amominuw, MINUS, 1, 1],
  ["amomaxu.w", A.amomaxuw, 1, MINUS, MINUS],
];

/** The bits that ask for an order of memory accesses. */
const ORDERS = [0, 1 << 25, 1 << 26, 3 << 25];

describe.each(ENGINES)("atomic instructions in the %s loop", (_, engine) => {
  test.each(OPERATIONS)("%s", (_, operation, memory, a2, expected) => {
    for (const order of ORDERS) {
      const machine = start(A.assemble(operation("a0", "a2", "a1") | order), {
        engine,
        registers: { a1: DATA, a2 },
        ram: { [DATA]: memory },
      });
      machine.run(1);
      expect([register(machine, "a0"), ramWord(machine, DATA), machine.retired]).toEqual([
        memory,
        expected,
        1,
      ]);
    }
  });

  test("an operation may read and write the same register, or none", () => {
    const machine = start(A.assemble(A.amoaddw("a2", "a2", "a1"), A.amoswapw(0, 0, "a1")), {
      engine,
      registers: { a1: DATA, a2: 5 },
      ram: { [DATA]: 7 },
    });
    machine.run(1);
    expect([register(machine, "a2"), ramWord(machine, DATA)]).toEqual([7, 12]);
    machine.run(1);
    expect([register(machine, 0), ramWord(machine, DATA)]).toEqual([0, 0]);
  });

  test("a store succeeds once after a reservation", () => {
    const program = A.assemble(A.lrw("a0", "a1"), A.scw("a3", "a2", "a1"), A.scw("a4", 0, "a1"));
    const machine = start(program, { engine, registers: { a1: DATA, a2: 5 }, ram: { [DATA]: 9 } });
    machine.run(1);
    expect([word(machine, RESERVED_AT), word(machine, RESERVATION_AT)]).toEqual([1, DATA]);
    machine.run(2);
    expect(["a0", "a3", "a4"].map((name) => register(machine, name as "a0"))).toEqual([9, 0, 1]);
    expect(ramWord(machine, DATA)).toBe(5);
    expect([word(machine, RESERVED_AT), word(machine, RESERVATION_AT)]).toEqual([0, 0]);
  });

  test("a store to another word fails and drops the reservation", () => {
    const program = A.assemble(A.lrw("a0", "a1"), A.scw("a3", "a2", "a4"), A.scw("a5", "a2", "a1"));
    const machine = start(program, { engine, registers: { a1: DATA, a2: 5, a4: DATA + 4 } });
    machine.run(3);
    expect([register(machine, "a3"), register(machine, "a5")]).toEqual([1, 1]);
    expect([ramWord(machine, DATA), ramWord(machine, DATA + 4)]).toEqual([0, 0]);
    expect(machine.dirtyCount).toBe(0);
  });

  test("a trap drops the reservation", () => {
    const machine = start(A.assemble(A.lrw("a0", "a1"), A.ebreak()), { engine, registers: { a1: DATA } });
    machine.run(2);
    expect([word(machine, RESERVED_AT), word(machine, RESERVATION_AT)]).toEqual([0, 0]);
  });

  test("the reservation survives the exit for a missing page", () => {
    const machine = start(A.assemble(A.lrw("a0", "a1"), A.scw("a3", "a2", "a1")), {
      engine,
      registers: { a1: DATA, a2: 5 },
    });
    machine.run(1);
    machine.setAbsent(5);
    expect(machine.run(1)).toEqual({ kind: "missingPage", page: 5, access: "write" });
    machine.clearPage(5);
    machine.run(1);
    expect([register(machine, "a3"), ramWord(machine, DATA)]).toEqual([0, 5]);
  });

  test.each([
    ["lr.w", A.lrw("a0", "a1"), 4, 5],
    ["sc.w", A.scw("a0", "a2", "a1"), 6, 7],
    ["amoadd.w", A.amoaddw("a0", "a2", "a1"), 6, 7],
  ])("%s faults where it is misaligned or not in RAM", (_, instruction, misaligned, access) => {
    for (const [a1, cause] of [
      [DATA + 2, misaligned],
      [0x1000, access],
      [0x10000000, access],
    ] as const) {
      const machine = start(A.assemble(instruction), { engine, registers: { a0: 3, a1 } });
      machine.run(1);
      expect(trapOf(machine)).toEqual({ cause, value: a1, at: RAM_START });
      expect(register(machine, "a0")).toBe(3);
    }
  });
});

import { describe, expect, test } from "vitest";
import * as L from "../../src/machine/layout.ts";
import { RAM_START } from "../../src/machine/machine.ts";
import * as A from "../support/assembler.ts";
import { ENGINES, HANDLER, machineWith, register, setWord, start, trapOf, word } from "../support/machine.ts";

const { CSR } = A;
const STIE = 1 << 5;
const SEIE = 1 << 9;
const SIE = 1 << 1;
const TIMER = 0x80000005;
const SOFTWARE = 0x80000001;

/** A machine that counts in an endless loop with the timer set. */
function counting(compare: number, more: Record<number, number> = {}, instructionsPerSecond = 10_000_000) {
  const machine = machineWith(
    A.assemble(
      "loop",
      A.addi("a0", "a0", 1),
      A.to("loop", (o) => A.jal(0, o)),
    ),
    {
      instructionsPerSecond,
    },
  );
  const state = { [L.STVEC_AT]: HANDLER, [L.SIE_AT]: STIE, [L.SSTATUS_AT]: SIE, ...more };
  for (const [at, value] of Object.entries(state)) setWord(machine, Number(at), value);
  setWord(machine, L.COMPARE_AT, compare);
  setWord(machine, L.COMPARE_AT + 4, 0);
  return machine;
}

describe.each([
  [10_000_000, 7, 7],
  [20_000_000, 7, 14],
  [1_000_000, 7, 1],
  [1_000_000, 10, 1],
  [1_000_000, 11, 2],
  [3_333_333, 100, 34],
  [7, 10_000_000, 7],
  [10_000_019, 100, 101],
])("at %i instructions per second, a timer set to %i", (instructionsPerSecond, compare, cycle) => {
  test(`interrupts at cycle ${cycle}`, () => {
    const machine = counting(compare, {}, instructionsPerSecond);
    machine.run(cycle);
    expect(trapOf(machine)).toBeNull();
    machine.run(1);
    expect(trapOf(machine)).toMatchObject({ cause: TIMER, value: 0 });
    expect([machine.cycle, machine.retired]).toEqual([cycle + 1, cycle]);
  });
});

describe.each(ENGINES)("interrupts in the %s loop", (_, engine) => {
  test("arrive at the same cycle however a run is cut", () => {
    for (const budget of [1, 2, 3, 7, 50, 1000]) {
      const machine = counting(123);
      machine.internals.setEngine(engine);
      while (!trapOf(machine)) machine.run(budget === 1000 ? 124 : Math.min(budget, 124 - machine.cycle));
      expect([machine.cycle, machine.retired]).toEqual([124, 123]);
      expect(word(machine, L.SEPC_AT)).toBe(RAM_START + 4);
    }
  });

  test("are not taken by a supervisor that has disabled them, but by the user", () => {
    const disabled = counting(0, { [L.SSTATUS_AT]: 0 });
    disabled.run(10);
    expect(disabled.retired).toBe(10);
    const user = counting(0, { [L.SSTATUS_AT]: 0, [L.PRIVILEGE_AT]: 0 });
    user.run(1);
    expect(trapOf(user)).toMatchObject({ cause: TIMER, at: RAM_START });
  });

  test("are not taken without their bit in sie", () => {
    const machine = counting(0, { [L.SIE_AT]: 2 });
    machine.run(10);
    expect(machine.retired).toBe(10);
  });

  test("are taken as soon as a register enables them", () => {
    const program = A.assemble(A.csrrs(0, CSR.sstatus, "a1"), A.addi("a0", "a0", 1));
    const machine = start(program, {
      engine,
      registers: { a1: SIE },
      state: { [L.SIE_AT]: 2, [L.SIP_AT]: 2 },
    });
    machine.run(2);
    expect(trapOf(machine)).toEqual({ cause: SOFTWARE, value: 0, at: RAM_START + 4 });
    expect(register(machine, "a0")).toBe(0);
  });

  test("that software raised come before the timer's, and go to their vector", () => {
    const machine = counting(0, { [L.SIE_AT]: STIE | 2, [L.SIP_AT]: 2, [L.STVEC_AT]: HANDLER | 1 });
    machine.internals.setEngine(engine);
    machine.run(1);
    expect([word(machine, L.SCAUSE_AT), word(machine, L.PC_AT)]).toEqual([SOFTWARE, HANDLER + 4]);
  });

  /** Which interrupts are pending and which are enabled, and which one is taken: external before software before timer. */
  const PENDING = [0, 2, STIE, STIE | 2].flatMap((soft) => [soft, soft | SEIE]);
  const cases = PENDING.flatMap((pending) => PENDING.map((enabled) => [pending, enabled] as const));
  test.each(cases)("of %i with %i enabled, the most urgent one is taken", (pending, enabled) => {
    const machine = counting(pending & STIE ? 0 : 1e6, {
      [L.SIE_AT]: enabled,
      [L.SIP_AT]: pending & 2,
      [L.STVEC_AT]: HANDLER | 1,
    });
    machine.internals.setEngine(engine);
    if (pending & SEIE) machine.pushRequest({ id: 1, operation: 0, key: 0, value: 0 });
    machine.run(1);
    const taken = [9, 1, 5].find((bit) => ((pending & enabled) >>> bit) & 1);
    expect([word(machine, L.PC_AT), machine.retired]).toEqual(
      taken === undefined ? [RAM_START + 4, 1] : [HANDLER + 4 * taken, 0],
    );
    if (taken !== undefined) expect(word(machine, L.SCAUSE_AT)).toBe(0x80000000 + taken);
  });

  test("the timer's bit in sip is computed and cannot be cleared", () => {
    const program = A.assemble(A.csrrw("a0", CSR.sip, 0), A.csrrs("a1", CSR.sip, 0));
    const machine = start(program, {
      engine,
      state: { [L.COMPARE_AT]: 0, [L.COMPARE_AT + 4]: 0, [L.SIP_AT]: 2 },
    });
    machine.run(2);
    expect([register(machine, "a0"), register(machine, "a1")]).toEqual([STIE | 2, STIE]);
  });
});

describe.each(ENGINES)("wfi in the %s loop", (_, engine) => {
  const waiting = (state: Record<number, number>) => {
    const machine = start(A.assemble(A.wfi(), A.nop(), A.nop()), { engine, state });
    setWord(machine, L.COMPARE_AT + 4, 0);
    return machine;
  };

  test.each([1, 3, 10, 100, 1e6])("waits for the timer in budgets of %i", (budget) => {
    const machine = waiting({ [L.SIE_AT]: STIE, [L.SSTATUS_AT]: SIE, [L.COMPARE_AT]: 100 });
    while (machine.cycle < 101)
      expect(machine.run(Math.min(budget, 101 - machine.cycle)).kind).toBe("budget");
    expect(trapOf(machine)).toEqual({ cause: TIMER, value: 0, at: RAM_START + 4 });
    expect([machine.cycle, machine.retired]).toEqual([101, 1]);
  });

  test("goes on without a trap where interrupts are disabled", () => {
    const machine = waiting({ [L.SIE_AT]: STIE, [L.COMPARE_AT]: 100 });
    machine.run(102);
    expect([machine.cycle, machine.retired, word(machine, L.PC_AT)]).toEqual([102, 3, RAM_START + 12]);
  });

  test("does not wait while an interrupt is pending", () => {
    const machine = waiting({ [L.SIE_AT]: 2, [L.SIP_AT]: 2 });
    machine.run(3);
    expect([machine.cycle, machine.retired]).toEqual([3, 3]);
  });

  test("passes the longest budget at once when nothing can end it", () => {
    const machine = waiting({ [L.COMPARE_AT]: 100 });
    expect(machine.run(2 ** 52)).toEqual({ kind: "budget" });
    expect([machine.cycle, machine.retired]).toEqual([2 ** 52, 1]);
  });
});

test("a timer of all ones never fires, and neither does one beyond the end of the cycles", () => {
  for (const low of [0xffffffff, 0xfffffffe]) {
    const machine = counting(low, {}, 1_000_000_000_000);
    setWord(machine, L.COMPARE_AT + 4, 0xffffffff);
    setWord(machine, L.CYCLE_AT + 4, 0x001fffff);
    machine.run(1000);
    expect(trapOf(machine)).toBeNull();
  }
});

test("time stops at its end instead of starting again", () => {
  const machine = machineWith(A.assemble(A.csrrs("a0", CSR.time, 0), A.csrrs("a1", CSR.timeh, 0)), {
    instructionsPerSecond: 1,
  });
  setWord(machine, L.CYCLE_AT + 4, 0x001fffff);
  machine.run(2);
  expect([register(machine, "a0"), register(machine, "a1")]).toEqual([0xffffffff, 0xffffffff]);
});

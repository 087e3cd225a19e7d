import { describe, expect, test } from "vitest";
import * as L from "../../src/machine/layout.ts";
import { RAM_START } from "../../src/machine/machine.ts";
import * as A from "../support/assembler.ts";
import { ENGINES, register, start, trapOf, word } from "../support/machine.ts";

const DEVICES = 0x10000000;
const SEIE = 1 << 9;
const SIE = 1 << 1;
const EXTERNAL = 0x80000009;

/** Reads the mark and the second settings word into a2 and a3, takes note, and reads the mark again into a4. */
const READ = [A.lw("a2", 0x1c, "a1"), A.lw("a3", 0x44, "a1"), A.sw(0, 0x1c, "a1"), A.lw("a4", 0x1c, "a1")];

describe.each(ENGINES)("a settings word that changes in the %s loop", (_, engine) => {
  const program = (...instructions: number[]) =>
    start(A.assemble(...instructions), { engine, registers: { a1: DEVICES } });
  const seen = (machine: ReturnType<typeof program>) =>
    (["a2", "a3", "a4"] as const).map((name) => register(machine, name));

  test("is there at the next instruction, with a mark until the guest has taken note of it", () => {
    const machine = program(...READ, ...READ);
    machine.run(4);
    expect(seen(machine)).toEqual([0, 0, 0]);
    machine.writeSetting({ index: 1, word: 4000 });
    machine.run(4);
    expect(seen(machine)).toEqual([1, 4000, 0]);
  });

  test("ends wfi where its interrupt is enabled, and nowhere else", () => {
    for (const state of [{ [L.SIE_AT]: SEIE }, {}]) {
      const machine = start(A.assemble(A.wfi(), A.addi("a0", 0, 1)), { engine, state });
      machine.run(1000);
      machine.writeSetting({ index: 0, word: 1 });
      machine.run(1);
      expect([machine.cycle, machine.retired]).toEqual([1001, L.SIE_AT in state ? 2 : 1]);
    }
  });

  test("interrupts until the guest has taken note of it", () => {
    const state = { [L.SIE_AT]: SEIE, [L.SSTATUS_AT]: SIE };
    const machine = start(A.assemble(A.nop(), A.nop()), { engine, state });
    machine.run(1);
    expect(trapOf(machine)).toBeNull();
    machine.writeSetting({ index: 0, word: 1 });
    machine.run(1);
    expect(trapOf(machine)).toMatchObject({ cause: EXTERNAL, value: 0, at: RAM_START + 4 });
  });

  test("is part of the state that moves, and of no other byte of it", () => {
    const [machine, other] = [program(...READ), program(...READ)];
    machine.writeSetting({ index: 15, word: 7 });
    other.loadState(machine.saveState());
    expect(other.hash()).toBe(machine.hash());
    expect([word(other, L.SETTINGS_AT + 60), word(other, L.SETTINGS_CHANGED_AT)]).toEqual([7, 1]);
  });

  test("has a place among the sixteen", () => {
    const machine = program(A.addi("a0", 0, 5));
    for (const index of [-1, 16, 0.5])
      expect(() => machine.writeSetting({ index, word: 1 })).toThrow(/there is no settings word/);
    expect(word(machine, L.PC_AT)).toBe(RAM_START);
  });
});

import { describe, expect, test } from "vitest";
import * as L from "../../src/machine/layout.ts";
import { type Machine, RAM_START } from "../../src/machine/machine.ts";
import * as A from "../support/assembler.ts";
import { ENGINES, register, start, trapOf, word } from "../support/machine.ts";

const NOT_SUPPORTED = -2 >>> 0;
const TIME = 0x54494d45;
const SYSTEM_RESET = 0x53525354;
const DEVICES = 0x10000000;

describe.each(ENGINES)("services in the %s loop", (_, engine) => {
  const call = (a7: number, a6 = 0, a0 = 0, a1 = 99): Machine =>
    start(A.assemble(A.ecall(), A.nop()), { engine, registers: { a0, a1, a6, a7 } });

  test.each([
    ["the version of the specification", 0x10, 0, 0, 0, 2],
    ["the implementation", 0x10, 1, 0, 0, 0x424c5251],
    ["its version", 0x10, 2, 0, 0, 1],
    ["whether there is the base", 0x10, 3, 0x10, 0, 1],
    ["whether there is the timer", 0x10, 3, TIME, 0, 1],
    ["whether there is the reset", 0x10, 3, SYSTEM_RESET, 0, 1],
    ["whether there is something else", 0x10, 3, 0x735049, 0, 0],
    ["the vendor", 0x10, 4, 0, 0, 0],
    ["the architecture", 0x10, 5, 0, 0, 0],
    ["the implementation of the hart", 0x10, 6, 0, 0, 0],
    ["a base function that is not there", 0x10, 7, 0, NOT_SUPPORTED, 0],
    ["a timer function that is not there", TIME, 1, 0, NOT_SUPPORTED, 0],
    ["a reset function that is not there", SYSTEM_RESET, 1, 0, NOT_SUPPORTED, 0],
    ["a kind of reset that is not there", SYSTEM_RESET, 0, 3, -3 >>> 0, 0],
    ["an extension that is not there", 0x735049, 0, 0, NOT_SUPPORTED, 0],
    ["a legacy call that is not there", 5, 0, 0, NOT_SUPPORTED, 99],
  ])("%s", (_, a7, a6, a0, error, value) => {
    const machine = call(a7, a6, a0);
    expect(machine.run(1)).toEqual({ kind: "budget" });
    expect([register(machine, "a0"), register(machine, "a1")]).toEqual([error, value]);
    expect([machine.cycle, machine.retired, word(machine, L.PC_AT)]).toEqual([1, 1, RAM_START + 4]);
  });

  test.each([
    ["timer", TIME, 0],
    ["legacy timer", 0, 99],
  ])("the %s is set to 64 bits", (_, a7, a1) => {
    const machine = call(a7, 0, 7, 99);
    machine.run(1);
    expect([word(machine, L.COMPARE_AT), word(machine, L.COMPARE_AT + 4)]).toEqual([7, 99]);
    expect([register(machine, "a0"), register(machine, "a1")]).toEqual([0, a1]);
  });

  test("a printed byte ends the run after the call", () => {
    const machine = call(1, 0, 0x141);
    expect(machine.run(10)).toEqual({ kind: "console", byte: 0x41 });
    expect([machine.cycle, machine.retired, word(machine, L.PC_AT)]).toEqual([1, 1, RAM_START + 4]);
    expect(register(machine, "a0")).toBe(0);
  });

  test("console input is read in order, and then there is none", () => {
    const machine = start(
      A.assemble(...Array(4).fill([A.ecall(), A.sw("a0", 0, "sp"), A.addi("sp", "sp", 4)])),
      {
        engine,
        registers: { a7: 2, sp: RAM_START + 0x4000 },
      },
    );
    const empty = machine.saveState().subarray(L.CONSOLE_COUNT_AT - L.STATE_AT);
    machine.pushConsole(Uint8Array.of(1, 2, 255));
    machine.run(12);
    expect([...new Int32Array(machine.readPage(4).buffer, 0, 4)]).toEqual([1, 2, 255, -1]);
    // Nothing of the input may stay behind: equal guests must be equal bytes.
    const at = L.CONSOLE_AT - L.CONSOLE_COUNT_AT;
    expect(machine.saveState().subarray(L.CONSOLE_AT - L.STATE_AT)).toEqual(empty.subarray(at));
  });

  test.each([
    ["the legacy call", 8, 0],
    ["a shutdown", SYSTEM_RESET, 0],
    ["a cold reboot", SYSTEM_RESET, 1],
    ["a warm reboot", SYSTEM_RESET, 2],
  ])("%s shuts down for good", (_, a7, a0) => {
    const machine = call(a7, 0, a0);
    expect(machine.run(10)).toEqual({ kind: "shutdown" });
    expect([machine.cycle, machine.retired, machine.isShutDown]).toEqual([1, 1, true]);
    expect(machine.run(10)).toEqual({ kind: "shutdown" });
    expect(machine.cycle).toBe(1);
  });
});

describe.each(ENGINES)("devices in the %s loop", (_, engine) => {
  const on = (instruction: number) => start(A.assemble(instruction), { engine, registers: { a1: DEVICES } });

  test.each([
    ["magic", 0x00, 0x424c5251],
    ["version", 0x04, 1],
    ["RAM pages", 0x08, 64],
    ["framebuffer", 0x10, 0],
    ["the first settings word", 0x40, 11],
    ["the last settings word", 0x7c, 0],
  ])("%s", (_, offset, expected) => {
    const machine = start(A.assemble(A.lw("a0", offset, "a1")), {
      engine,
      registers: { a0: 5, a1: DEVICES },
      state: { [L.SETTINGS_AT]: 11 },
    });
    machine.run(1);
    expect(register(machine, "a0")).toBe(expected);
  });

  test("a write to the doorbell completes and ends the run", () => {
    const machine = on(A.sw("a0", 0x0c, "a1"));
    expect(machine.run(10)).toEqual({ kind: "doorbell" });
    expect([machine.cycle, machine.retired, word(machine, L.PC_AT)]).toEqual([1, 1, RAM_START + 4]);
  });

  test("the framebuffer registers keep what is written", () => {
    const machine = start(
      A.assemble(
        A.sw("a2", 0x10, "a1"),
        A.sw("a3", 0x14, "a1"),
        A.sw("a3", 0x18, "a1"),
        A.lw("a0", 0x18, "a1"),
      ),
      { engine, registers: { a1: DEVICES, a2: RAM_START + 0x1000, a3: 16 } },
    );
    machine.run(3);
    expect(machine.framebuffer()).toEqual({ address: RAM_START + 0x1000, width: 16, height: 16 });
    machine.run(1);
    expect(register(machine, "a0")).toBe(16);
  });

  test.each([
    ["a byte", A.lbu("a0", 0, "a1"), 5, 0],
    ["half a word", A.lhu("a0", 2, "a1"), 5, 2],
    ["the doorbell", A.lw("a0", 0x0c, "a1"), 5, 0x0c],
    ["what is not there", A.lw("a0", 0x84, "a1"), 5, 0x84],
    ["behind the settings", A.lw("a0", 0x80, "a1"), 5, 0x80],
    ["before the devices", A.lw("a0", -4, "a1"), 5, -4],
  ])("%s cannot be read", (_, instruction, cause, offset) => {
    const machine = on(instruction);
    machine.run(1);
    expect(trapOf(machine)).toEqual({ cause, value: DEVICES + offset, at: RAM_START });
  });

  test.each([
    ["a byte", A.sb("a0", 0x10, "a1"), 0x10],
    ["half a word", A.sh("a0", 0x0c, "a1"), 0x0c],
    ["the magic", A.sw("a0", 0, "a1"), 0],
    ["a settings word", A.sw("a0", 0x40, "a1"), 0x40],
  ])("%s cannot be written", (_, instruction, offset) => {
    const machine = on(instruction);
    machine.run(1);
    expect(trapOf(machine)).toEqual({ cause: 7, value: DEVICES + offset, at: RAM_START });
  });
});

test.each([
  ["not announced", 0, 16, 16],
  ["below RAM", RAM_START - 4, 16, 16],
  ["longer than RAM", RAM_START, 256, 257],
  ["of a size that overflows", RAM_START, 0x80000000, 0x80000000],
  ["without width", RAM_START, 0, 16],
])("a framebuffer %s is none", (_, address, width, height) => {
  const state = {
    [L.FRAMEBUFFER_AT]: address,
    [L.FRAMEBUFFER_AT + 4]: width,
    [L.FRAMEBUFFER_AT + 8]: height,
  };
  expect(start(A.assemble(A.nop()), { state }).framebuffer()).toBeNull();
});

test("console input that has no room is refused as a whole", () => {
  const machine = start(A.assemble(A.nop()));
  machine.pushConsole(new Uint8Array(1020));
  expect(() => machine.pushConsole(new Uint8Array(5))).toThrow("room for 4 bytes, not for 5");
  expect(word(machine, L.CONSOLE_COUNT_AT)).toBe(1020);
  machine.pushConsole(new Uint8Array(4));
});

import { expect, test } from "vitest";
import * as L from "../../src/machine/layout.ts";
import { type Machine, RAM_START } from "../../src/machine/machine.ts";
import * as A from "../support/assembler.ts";
import { DATA, machineWith, register, setWord, start, word } from "../support/machine.ts";

/** Counts in memory, for ever. */
function counting(): Machine {
  const program = A.assemble(
    "loop",
    A.lw("a0", 0, "a1"),
    A.addi("a0", "a0", 1),
    A.sw("a0", 0, "a1"),
    A.to("loop", (offset) => A.jal(0, offset)),
  );
  const machine = start(program, { registers: { a1: DATA } });
  machine.pushConsole(Uint8Array.of(1, 2, 3));
  return machine;
}

/** A copy of bytes with one 32-bit word changed. */
function changed(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const copy = bytes.slice();
  new DataView(copy.buffer).setUint32(at, value, true);
  return copy;
}

test("reset starts a guest in supervisor mode with the settings words", () => {
  const machine = counting();
  machine.run(100);
  machine.reset(RAM_START + 8, 0x80030000, [1, 2, 0xffffffff]);
  expect([machine.cycle, machine.retired, word(machine, L.PC_AT)]).toEqual([0, 0, RAM_START + 8]);
  expect([register(machine, "a0"), register(machine, "a1"), word(machine, L.PRIVILEGE_AT)]).toEqual([
    0, 0x80030000, 1,
  ]);
  expect([0, 1, 2, 3].map((index) => word(machine, L.SETTINGS_AT + 4 * index))).toEqual([
    1, 2, 0xffffffff, 0,
  ]);
  expect(() => machine.reset(RAM_START + 2, 0)).toThrow("not a multiple of 4");
  expect(() => machine.reset(RAM_START, 0, Array(17).fill(0))).toThrow("17 settings words given, at most 16");
});

test("a fork runs on alike, and independently", () => {
  const machine = counting();
  machine.run(50);
  machine.setAbsent(20);
  const fork = machine.fork();
  expect([fork.hash(), fork.isPresent(20), [...fork.collectDirty()]]).toEqual([machine.hash(), false, [5]]);
  fork.run(1000);
  expect(fork.hash()).not.toBe(machine.hash());
  machine.run(1000);
  expect(fork.hash()).toBe(machine.hash());
});

test("the state moves between machines with equal settings", () => {
  const machine = counting();
  machine.run(50);
  const other = counting();
  other.writePage(5, machine.readPage(5));
  other.loadState(machine.saveState());
  expect(other.hash()).toBe(machine.hash());
});

test.each([
  ["length", L.MAGIC_AT, 0, "length of the state block is 1535, expected 1536"],
  ["magic", L.MAGIC_AT, 7, `magic of the state block is 7, expected ${L.MAGIC}`],
  ["version", L.VERSION_AT, 9, "version of the state block is 9, expected 1"],
  ["RAM", L.RAM_BYTES_AT, 4096, "RAM of the state block in bytes is 4096, expected 262144"],
  ["speed", L.INSTRUCTIONS_PER_SECOND_AT, 5, "of the state block is 5, expected 10000000"],
  ["privilege", L.PRIVILEGE_AT, 3, "privilege of the state block is 3, expected at most 1"],
  ["console", L.CONSOLE_COUNT_AT, 1025, "is 1025, expected at most 1024"],
  ["mailbox", L.REQUEST_COUNT_AT, 9, "requests of the state block is 9, expected at most 8"],
  ["new setting", L.SETTINGS_CHANGED_AT, 2, "mark of a new setting is 2, expected at most 1"],
  ["x0", L.REGISTERS_AT, 1, "x0 of the state block is 1, expected 0"],
  ["pc", L.PC_AT, 2, "is 2, expected 0"],
])("a state block with another %s is refused and changes nothing", (name, at, value, message) => {
  const machine = counting();
  const before = machine.hash();
  const state = changed(machine.saveState(), at - L.STATE_AT, value);
  expect(() => machine.loadState(name === "length" ? state.subarray(1) : state)).toThrow(message);
  expect(machine.hash()).toBe(before);
});

test("hashes tell guests apart, not their histories", () => {
  const machine = counting();
  const other = counting();
  machine.run(1000);
  for (let cycle = 0; cycle < 1000; cycle += 10) {
    other.run(10);
    other.collectDirty();
    other.writePage(0, other.readPage(0));
  }
  other.internals.setEngine(L.ENGINE_PLAIN);
  expect(other.hash()).toBe(machine.hash());
  expect(machine.hash()).toMatch(/^[0-9a-f]{16}$/);
  for (const at of [L.STVAL_AT, L.RESERVATION_AT, L.CONSOLE_AT + 3]) {
    const changedMachine = machine.fork();
    setWord(changedMachine, at, 1);
    expect(changedMachine.hash()).not.toBe(machine.hash());
  }
});

test("a machine needs no RAM page to be touched to be forked", () => {
  const machine = machineWith(A.assemble(A.nop()), { ramBytes: 64 << 20 });
  expect(machine.fork().hash()).toBe(machine.hash());
});

import { describe, expect, test } from "vitest";
import * as L from "../../src/machine/layout.ts";
import { RAM_START } from "../../src/machine/machine.ts";
import * as A from "../support/assembler.ts";
import { ENGINES, HANDLER, ramWord, register, setRamWord, trapOf, word } from "../support/machine.ts";
import {
  AD,
  ALL,
  CONTENT,
  entry,
  FRAME,
  LEAF,
  MXR,
  mapped,
  PAGE,
  PTE,
  ROOT,
  rootAt,
  SUM,
  USER,
} from "../support/paging.ts";

const { V, R, W, X, U, A: ACCESSED } = PTE;

const LOAD = A.lw("a0", 0, "a1");
const STORE = A.sw("a0", 0, "a1");
const JUMP = A.jalr("ra", 0, "a1");

type Row = readonly [
  name: string,
  instruction: number,
  flags: number,
  cause: number,
  state: Record<number, number>,
];

const ALLOWED: readonly Row[] = [
  ["load", LOAD, V | R | ACCESSED, 0, {}],
  ["load of the user", LOAD, V | R | U | ACCESSED, 0, USER],
  ["load from the user's page with SUM", LOAD, V | R | U | ACCESSED, 0, { [L.SSTATUS_AT]: SUM }],
  ["load of what can be executed with MXR", LOAD, V | X | ACCESSED, 0, { [L.SSTATUS_AT]: MXR }],
  ["store", STORE, V | R | W | AD, 0, {}],
  ["store of the user", STORE, V | R | W | U | AD, 0, USER],
  ["store to the user's page with SUM", STORE, V | R | W | U | AD, 0, { [L.SSTATUS_AT]: SUM }],
];

const FORBIDDEN: readonly Row[] = [
  ["load without V", LOAD, ALL & ~V, 13, {}],
  ["load of what can be written only", LOAD, V | W | AD, 13, {}],
  ["load of what can be executed only", LOAD, V | X | AD, 13, {}],
  ["load without A", LOAD, ALL & ~ACCESSED, 13, {}],
  ["load from the user's page", LOAD, ALL | U, 13, {}],
  ["load of the user from the supervisor's page", LOAD, ALL, 13, USER],
  ["load of the user there with SUM", LOAD, ALL, 13, { ...USER, [L.SSTATUS_AT]: SUM }],
  ["load through a third level", LOAD, V, 13, {}],
  ["store without W", STORE, ALL & ~W, 15, {}],
  ["store without A", STORE, ALL & ~ACCESSED, 15, {}],
  ["store without D", STORE, ALL & ~128, 15, {}],
  ["store to the user's page", STORE, ALL | U, 15, {}],
  ["store with only MXR", STORE, V | X | AD, 15, { [L.SSTATUS_AT]: MXR }],
  ["amoadd without D", A.amoaddw("a0", "a0", "a1"), ALL & ~128, 15, {}],
  ["sc without W", A.scw("a0", "a0", "a1"), ALL & ~W, 15, {}],
  ["lr without R", A.lrw("a0", "a1"), V | X | AD, 13, {}],
];

const FETCHES: readonly Row[] = [
  ["without X", JUMP, ALL & ~X, 12, {}],
  ["without A", JUMP, ALL & ~ACCESSED, 12, {}],
  ["from the user's page", JUMP, ALL | U, 12, {}],
  ["from the user's page even with SUM", JUMP, ALL | U, 12, { [L.SSTATUS_AT]: SUM }],
  ["of the user from the supervisor's page", JUMP, ALL, 12, USER],
];

describe.each(ENGINES)("Sv32 in the %s loop", (_, engine) => {
  test.each(ALLOWED)("allows a %s", (_, instruction, flags, _cause, state) => {
    const machine = mapped([instruction, instruction], flags, { engine, state });
    machine.run(2);
    expect(machine.retired).toBe(2);
    expect(instruction === STORE ? ramWord(machine, FRAME) : register(machine, "a0")).toBe(
      instruction === STORE ? 7 : CONTENT,
    );
  });

  test.each(FORBIDDEN)("forbids a %s", (_, instruction, flags, cause, state) => {
    const machine = mapped([instruction], flags, { engine, state });
    machine.run(1);
    expect(trapOf(machine)).toEqual({ cause, value: PAGE, at: RAM_START });
    expect([machine.retired, register(machine, "a0"), ramWord(machine, FRAME)]).toEqual([0, 7, CONTENT]);
  });

  test.each(FETCHES)("forbids to fetch %s", (_, instruction, flags, cause, state) => {
    const machine = mapped([instruction], flags, { engine, state });
    machine.run(2);
    expect(trapOf(machine)).toEqual({ cause, value: PAGE, at: PAGE });
    expect(machine.retired).toBe(1);
  });

  test("fetches from a page of its own", () => {
    const machine = mapped([JUMP], V | X | ACCESSED, { engine, ram: { [FRAME]: A.auipc("a0", 1) } });
    machine.run(2);
    expect([register(machine, "a0"), word(machine, L.PC_AT)]).toEqual([PAGE + 0x1000, PAGE + 4]);
  });

  test("the same code at two addresses has two program counters", () => {
    const program = [A.jalr("ra", 0x100, "a1"), A.mv("a2", "a0"), A.jalr("ra", 0x100, "a3")];
    const ram = {
      [RAM_START + 0x100]: A.auipc("a0", 0),
      [RAM_START + 0x104]: A.ret(),
      [LEAF]: entry(RAM_START, ALL),
    };
    const machine = mapped(program, ALL, { engine, registers: { a3: RAM_START }, ram });
    machine.run(6);
    expect([register(machine, "a2"), register(machine, "a0")]).toEqual([PAGE + 0x100, RAM_START + 0x100]);
  });

  test("a superpage maps 4 MiB", () => {
    const machine = mapped([LOAD], ALL, {
      engine,
      ram: { [rootAt(PAGE)]: entry(RAM_START, V | R | ACCESSED) },
    });
    machine.run(1);
    expect(register(machine, "a0")).toBe(LOAD);
  });

  test.each([
    ["a superpage that is not aligned", rootAt(PAGE), entry(FRAME, ALL), 13],
    ["a table with the flag A", rootAt(PAGE), entry(LEAF, V | ACCESSED), 13],
    ["a table with the flag U", rootAt(PAGE), entry(LEAF, V | U), 13],
    ["a root entry that is not valid", rootAt(PAGE), entry(LEAF, 0), 13],
    ["a table that is not in RAM", rootAt(PAGE), entry(0x10000000, V), 5],
    ["a table beyond 4 GiB", rootAt(PAGE), 0xfffff401, 5],
    ["a page beyond 4 GiB", LEAF, (0xfffffc00 | ALL) >>> 0, 5],
    ["a page that is nowhere", LEAF, entry(0x20000000, ALL), 5],
  ])("%s faults", (_, at, value, cause) => {
    const machine = mapped([LOAD], ALL, { engine, ram: { [at]: value } });
    machine.run(1);
    expect(trapOf(machine)).toEqual({ cause, value: PAGE, at: RAM_START });
  });

  test("devices can be mapped", () => {
    const machine = mapped([LOAD], ALL, { engine, ram: { [LEAF]: entry(0x10000000, V | R | ACCESSED) } });
    machine.run(1);
    expect(register(machine, "a0")).toBe(0x424c5251);
  });

  test("a root that is not in RAM faults at the fetch", () => {
    const machine = mapped([LOAD], ALL, { engine, state: { [L.SATP_AT]: 0x80000000 } });
    machine.run(1);
    expect(trapOf(machine)).toEqual({ cause: 1, value: RAM_START, at: RAM_START });
  });

  test("a new entry counts at once, without sfence.vma", () => {
    const other = FRAME + 0x1000;
    const remap = [LOAD, A.sw("a3", 0, "a2"), A.lw("a4", 0, "a1"), A.sw(0, 0, "a2"), A.lw("a4", 0, "a1")];
    const machine = mapped(remap, ALL, {
      engine,
      registers: { a2: LEAF, a3: entry(other, ALL) },
      ram: { [other]: 5 },
    });
    machine.run(3);
    expect([register(machine, "a0"), register(machine, "a4")]).toEqual([CONTENT, 5]);
    machine.run(2);
    expect(trapOf(machine)).toMatchObject({ cause: 13, at: RAM_START + 16 });
  });

  test("code that unmaps itself faults at its next instruction", () => {
    const body = [A.sw(0, 0, "a2"), A.addi("a0", 0, 1)];
    const ram = { [FRAME]: body[0]!, [FRAME + 4]: body[1]! };
    const machine = mapped([JUMP], ALL, { engine, registers: { a2: LEAF }, ram });
    machine.run(3);
    expect(trapOf(machine)).toEqual({ cause: 12, value: PAGE + 4, at: PAGE + 4 });
    expect(register(machine, "a0")).toBe(7);
  });

  test("SUM, MXR and satp count at once", () => {
    const read = A.lw("a0", 0, "a1");
    const program = [read, A.csrrc(0, A.CSR.sstatus, "a2"), read];
    const machine = mapped(program, V | R | U | ACCESSED, {
      engine,
      registers: { a2: SUM },
      state: { [L.SSTATUS_AT]: SUM },
    });
    machine.run(3);
    expect(trapOf(machine)).toMatchObject({ cause: 13, at: RAM_START + 8 });
    const off = mapped([read, A.csrrw(0, A.CSR.satp, 0), read], ALL, { engine });
    off.run(3);
    expect(trapOf(off)).toMatchObject({ cause: 5, value: PAGE });
  });

  test.each([
    ["the root", (ROOT - RAM_START) >>> 12, "read"],
    ["the leaf table", (LEAF - RAM_START) >>> 12, "read"],
    ["the page", (FRAME - RAM_START) >>> 12, "write"],
  ])("%s that is not present is an exit that changes nothing", (_, page, access) => {
    const machine = mapped([STORE, STORE], ALL, { engine });
    machine.run(0);
    const bytes = machine.readPage(page);
    const before = machine.saveState();
    machine.setAbsent(page);
    for (let attempt = 0; attempt < 2; attempt++) {
      expect(machine.run(1)).toEqual({ kind: "missingPage", page, access });
      expect(machine.saveState()).toEqual(before);
    }
    machine.writePage(page, bytes);
    expect(machine.run(2)).toEqual({ kind: "budget" });
    expect([machine.retired, ramWord(machine, FRAME)]).toEqual([2, 7]);
  });

  test("the handler of a fault is translated as well", () => {
    const machine = mapped([LOAD], 0, { engine, ram: { [HANDLER]: A.addi("a5", 0, 3) } });
    machine.run(2);
    expect(register(machine, "a5")).toBe(3);
  });
});

test("a store through one address is seen through another", () => {
  const machine = mapped([STORE, A.lw("a4", 0, "a2")], ALL, { registers: { a2: FRAME } });
  setRamWord(machine, FRAME, 1);
  machine.run(2);
  expect(register(machine, "a4")).toBe(7);
});

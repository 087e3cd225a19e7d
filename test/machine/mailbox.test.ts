import { describe, expect, test } from "vitest";
import * as L from "../../src/machine/layout.ts";
import { type GuestRequest, RAM_START } from "../../src/machine/machine.ts";
import * as A from "../support/assembler.ts";
import { ENGINES, register, start, trapOf, word } from "../support/machine.ts";

const DEVICES = 0x10000000;
const SEIE = 1 << 9;
const STIE = 1 << 5;
const SIE = 1 << 1;
const EXTERNAL = 0x80000009;

const request = (id: number): GuestRequest => ({
  id,
  operation: id + 1,
  key: id + 2,
  value: 0xffffffff - id,
});

/** Reads how many requests wait and the words of the oldest into a2 to a6, then takes it away. */
const READ_AND_TAKE = [
  A.lw("a2", 0x20, "a1"),
  A.lw("a3", 0x24, "a1"),
  A.lw("a4", 0x28, "a1"),
  A.lw("a5", 0x2c, "a1"),
  A.lw("a6", 0x30, "a1"),
  A.sw(0, 0x20, "a1"),
];
const READ = ["a2", "a3", "a4", "a5", "a6"] as const;

describe.each(ENGINES)("the mailbox in the %s loop", (_, engine) => {
  const program = (...instructions: number[]) =>
    start(A.assemble(...instructions), { engine, registers: { a0: 7, a1: DEVICES } });

  test("gives requests in their order, each until it is taken", () => {
    const machine = program(...READ_AND_TAKE, ...READ_AND_TAKE, ...READ_AND_TAKE);
    machine.pushRequest(request(10));
    machine.pushRequest(request(20));
    const read = () => READ.map((name) => register(machine, name));
    expect(machine.run(6)).toEqual({ kind: "budget" });
    expect(machine.retired).toBe(6);
    expect(read()).toEqual([2, 10, 11, 12, 0xffffffff - 10]);
    machine.run(6);
    expect(read()).toEqual([1, 20, 21, 22, 0xffffffff - 20]);
    machine.run(6);
    expect(read()).toEqual([0, 0, 0, 0, 0]);
  });

  test("leaves nothing behind, so that equal guests are equal bytes", () => {
    const machine = program(...READ_AND_TAKE, ...READ_AND_TAKE);
    const before = machine.saveState().subarray(L.REQUESTS_AT - L.STATE_AT);
    for (const id of [1, 2]) machine.pushRequest(request(id));
    machine.run(12);
    expect(machine.saveState().subarray(L.REQUESTS_AT - L.STATE_AT)).toEqual(before);
    expect(word(machine, L.REQUEST_COUNT_AT)).toBe(0);
  });

  test("an answer ends the run after the write of its id", () => {
    const machine = program(
      A.addi("a2", 0, -5),
      A.sw("a0", 0x34, "a1"),
      A.sw("a2", 0x38, "a1"),
      A.sw("a2", 0x3c, "a1"),
      A.lw("a3", 0x34, "a1"),
      A.lw("a4", 0x38, "a1"),
    );
    const answer = { kind: "answer", id: -5 >>> 0, value: 7, checksum: -5 >>> 0 };
    expect(machine.run(100)).toEqual(answer);
    expect([machine.cycle, machine.retired, word(machine, L.PC_AT)]).toEqual([4, 4, RAM_START + 16]);
    machine.run(2);
    expect([register(machine, "a3"), register(machine, "a4")]).toEqual([7, -5 >>> 0]);
  });

  test.each([0x24, 0x28, 0x2c, 0x30])("the request's word at 0x%i cannot be written", (offset) => {
    const machine = program(A.sw("a0", offset, "a1"));
    machine.run(1);
    expect(trapOf(machine)).toEqual({ cause: 7, value: DEVICES + offset, at: RAM_START });
  });

  test("the id of an answer cannot be read", () => {
    const machine = program(A.lw("a0", 0x3c, "a1"));
    machine.run(1);
    expect(trapOf(machine)).toEqual({ cause: 5, value: DEVICES + 0x3c, at: RAM_START });
  });

  test("a request interrupts where external interrupts are enabled, before the timer", () => {
    const state = { [L.SIE_AT]: SEIE | STIE, [L.SSTATUS_AT]: SIE, [L.COMPARE_AT]: 0, [L.COMPARE_AT + 4]: 0 };
    const machine = start(A.assemble(A.nop(), A.nop()), { engine, state: { ...state, [L.SIE_AT]: SEIE } });
    machine.run(1);
    expect(trapOf(machine)).toBeNull();
    machine.pushRequest(request(1));
    machine.run(1);
    expect(trapOf(machine)).toMatchObject({ cause: EXTERNAL, value: 0, at: RAM_START + 4 });
    const both = start(A.assemble(A.nop()), { engine, state });
    both.pushRequest(request(1));
    both.run(1);
    expect(trapOf(both)).toMatchObject({ cause: EXTERNAL });
  });

  test("sip shows a waiting request, and writing it does not take it away", () => {
    const machine = program(A.csrrwi("a2", A.CSR.sip, 0), A.csrrs("a3", A.CSR.sip, 0));
    machine.pushRequest(request(1));
    machine.run(2);
    expect([register(machine, "a2"), register(machine, "a3")]).toEqual([SEIE, SEIE]);
  });

  test("a request ends wfi, also where interrupts are held", () => {
    const machine = start(A.assemble(A.wfi(), A.addi("a0", 0, 1)), { engine, state: { [L.SIE_AT]: SEIE } });
    machine.run(1000);
    expect([machine.cycle, machine.retired]).toEqual([1000, 1]);
    machine.pushRequest(request(1));
    machine.run(1);
    expect([machine.cycle, machine.retired, register(machine, "a0")]).toEqual([1001, 2, 1]);
  });

  test("a request does not end wfi where nobody enabled its interrupt", () => {
    const machine = start(A.assemble(A.wfi(), A.nop()), { engine });
    machine.pushRequest(request(1));
    machine.run(1000);
    expect(machine.retired).toBe(1);
  });
});

test("a full mailbox refuses a request and keeps what it has", () => {
  const machine = start(A.assemble(A.nop()));
  for (let id = 0; id < L.REQUESTS_MAX; id++) machine.pushRequest(request(id));
  const { requestRoom } = machine;
  const before = machine.hash();
  expect(requestRoom).toBe(0);
  expect(() => machine.pushRequest(request(9))).toThrow("8 requests wait already");
  expect(machine.hash()).toBe(before);
});

test("requests and half an answer travel in forks and state blocks", () => {
  const machine = start(A.assemble(A.sw("a0", 0x34, "a1"), ...READ_AND_TAKE), {
    registers: { a0: 7, a1: DEVICES },
  });
  for (const id of [3, 4, 5]) machine.pushRequest(request(id));
  machine.run(1);
  const loaded = machine.fork();
  loaded.loadState(machine.saveState());
  for (const copy of [machine.fork(), loaded]) {
    expect(copy.hash()).toBe(machine.hash());
    expect(copy.requestRoom).toBe(L.REQUESTS_MAX - 3);
    copy.run(6);
    expect(copy.requestRoom).toBe(L.REQUESTS_MAX - 2);
    expect(register(copy, "a3")).toBe(3);
    expect(word(copy, L.ANSWER_AT)).toBe(7);
  }
});

import { describe, expect, test } from "vitest";
import { PAGE_BYTES, PC_AT, SLOT_COUNT } from "../../src/machine/layout.ts";
import { RAM_START } from "../../src/machine/machine.ts";
import * as A from "../support/assembler.ts";
import {
  ENGINES,
  machineWith,
  register,
  setRamWord,
  setRegister,
  start,
  trapOf,
  word,
} from "../support/machine.ts";

const NEW = A.addi("a0", 0, 42);
const OLD = A.addi("a0", 0, 1);

describe.each(ENGINES)("code that changes in the %s loop", (_, engine) => {
  test.each([
    ["without fence.i", []],
    ["with fence.i", [A.fenceI()]],
  ])("an instruction can replace the next one %s", (_, fence) => {
    const at = 4 * (1 + fence.length);
    const machine = start(A.assemble(A.sw("a2", at, "a1"), fence, OLD), {
      engine,
      registers: { a1: RAM_START, a2: NEW },
    });
    machine.run(2 + fence.length);
    expect([register(machine, "a0"), machine.retired]).toEqual([42, 2 + fence.length]);
  });

  test.each([
    ["a word", A.sw, 0, NEW, 42],
    ["the upper half", A.sh, 2, NEW >>> 16, 42],
    ["the highest byte", A.sb, 3, 0x02, 1 + 1 + 0x21],
  ])("%s of an instruction that has run already can be replaced", (_, store, offset, a2, expected) => {
    const program = A.assemble(
      "loop",
      A.addi("a0", "a0", 1),
      store("a2", offset, "a1"),
      A.to("loop", (distance) => A.jal(0, distance)),
    );
    const machine = start(program, { engine, registers: { a1: RAM_START, a2, a0: 1 } });
    machine.run(6);
    expect([register(machine, "a0"), machine.retired]).toEqual([expected, 6]);
  });

  test("code in another page can be replaced", () => {
    const there = RAM_START + 0x3000;
    const program = A.assemble(A.jalr("ra", 0, "a1"), A.sw("a2", 0, "a1"), A.jalr("ra", 0, "a1"));
    const machine = start(program, { engine, registers: { a1: there, a2: NEW } });
    setRamWord(machine, there, OLD);
    setRamWord(machine, there + 4, A.ret());
    machine.run(3);
    expect(register(machine, "a0")).toBe(1);
    machine.run(3);
    expect([register(machine, "a0"), machine.retired]).toEqual([42, 6]);
  });

  test("an atomic instruction can replace the next one", () => {
    const machine = start(A.assemble(A.amoswapw(0, "a2", "a1"), OLD), {
      engine,
      registers: { a1: RAM_START + 4, a2: NEW },
    });
    machine.run(2);
    expect(register(machine, "a0")).toBe(42);
  });

  test("data may lie between instructions", () => {
    const program = A.assemble(
      "loop",
      A.sw("a0", 64, "a1"),
      A.addi("a0", "a0", 1),
      A.to("loop", (offset) => A.jal(0, offset)),
    );
    const machine = start(program, { engine, registers: { a1: RAM_START } });
    machine.run(3000);
    expect([register(machine, "a0"), machine.retired]).toEqual([1000, 3000]);
  });

  test("the host can replace code and take it away", () => {
    const machine = start(A.assemble(OLD, A.jal(0, -4)), { engine });
    machine.run(4);
    setRamWord(machine, RAM_START, NEW);
    machine.run(1);
    expect(register(machine, "a0")).toBe(42);
    const page = machine.readPage(0);
    machine.setAbsent(0);
    expect(machine.run(1)).toEqual({ kind: "missingPage", page: 0, access: "fetch" });
    machine.writePage(0, page);
    expect(machine.run(1)).toEqual({ kind: "budget" });
    machine.clearPage(0);
    machine.run(1);
    expect(trapOf(machine)).toMatchObject({ cause: 2, value: 0 });
  });

  test("a page that is entered in a straight line may be missing", () => {
    const machine = start(A.assemble(A.jal(0, 4092)), { engine });
    machine.setAbsent(1);
    machine.run(1);
    setRamWord(machine, RAM_START + 4092, A.nop());
    expect(machine.run(5)).toEqual({ kind: "missingPage", page: 1, access: "fetch" });
    expect([machine.retired, word(machine, PC_AT)]).toEqual([2, RAM_START + 4096]);
  });

  test("more code than there is room for decoded pages runs all the same", () => {
    const pages = SLOT_COUNT + 76;
    const machine = machineWith(A.assemble(A.jal(0, 4096)), { ramBytes: pages * PAGE_BYTES });
    machine.internals.setEngine(engine);
    for (let page = 1; page < pages - 1; page++) {
      machine.writeRam(RAM_START + page * PAGE_BYTES, A.assemble(A.addi("a0", "a0", 1), A.jal(0, 4092)));
    }
    machine.writeRam(RAM_START + (pages - 1) * PAGE_BYTES, A.assemble(A.jalr(0, 0, "a1")));
    setRegister(machine, "a1", RAM_START);
    const round = 2 * (pages - 2) + 2;
    machine.run(3 * round);
    expect([register(machine, "a0"), word(machine, PC_AT)]).toEqual([3 * (pages - 2), RAM_START]);
  });
});

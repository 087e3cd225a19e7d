import { describe, expect, test } from "vitest";
import { ENGINE_PLAIN, REGISTERS_AT, STATE_AT } from "../../src/machine/layout.ts";
import { Machine, PAGE_BYTES, RAM_START } from "../../src/machine/machine.ts";
import * as A from "../support/assembler.ts";
import { DATA, machineModule, machineWith, ramWord, register, start } from "../support/machine.ts";

const SETTINGS = { ramBytes: 16 * PAGE_BYTES, instructionsPerSecond: 1000 };
const PAGES_WITH_STORES = [3, 5, 9];

/** Stores to some pages, over and over. */
function storing(engine = 0): Machine {
  const machine = start(
    A.assemble(
      "loop",
      PAGES_WITH_STORES.flatMap((page) => [A.lui("a1", (RAM_START >>> 12) + page), A.sw("a0", 0, "a1")]),
      A.addi("a0", "a0", 1),
      A.to("loop", (offset) => A.jal(0, offset)),
    ),
    { engine },
  );
  machine.collectDirty();
  return machine;
}

test("a new machine has all pages, all of them zero and clean", () => {
  const machine = Machine.create(machineModule, SETTINGS);
  expect([machine.pageCount, machine.presentCount, machine.dirtyCount]).toEqual([16, 16, 0]);
  expect(machine.collectDirty()).toEqual(new Uint32Array());
  for (let page = 0; page < 16; page++)
    expect([machine.isPresent(page), machine.isZeroPage(page)]).toEqual([true, true]);
});

test.each([0, ENGINE_PLAIN])(
  "stores are logged once, in ascending order, until collected (engine %i)",
  (engine) => {
    const machine = storing(engine);
    machine.run(8);
    expect([machine.isDirty(3), machine.isDirty(4), machine.dirtyCount]).toEqual([true, false, 3]);
    expect([...machine.collectDirty()]).toEqual(PAGES_WITH_STORES);
    expect([machine.isDirty(3), machine.dirtyCount]).toEqual([false, 0]);
    machine.run(2);
    expect([...machine.collectDirty()]).toEqual([3]);
    machine.run(800);
    expect([...machine.collectDirty()]).toEqual(PAGES_WITH_STORES);
  },
);

test("loads are not logged", () => {
  const machine = start(A.assemble(A.lw("a0", 0, "a1"), A.lrw("a0", "a1")), { registers: { a1: DATA } });
  machine.run(2);
  expect(machine.dirtyCount).toBe(0);
});

test("a page that arrives is clean, and stores to it are logged again", () => {
  const machine = storing();
  machine.run(8);
  machine.writePage(5, new Uint8Array(PAGE_BYTES).fill(1));
  machine.clearPage(9);
  expect([...machine.collectDirty()]).toEqual([3]);
  machine.run(8);
  expect([...machine.collectDirty()]).toEqual(PAGES_WITH_STORES);
});

test("each missing page is an exit before the instruction, and nothing has happened", () => {
  const machine = storing();
  const expected = machine.fork();
  const pages = Array.from({ length: machine.pageCount }, (_, page) => machine.readPage(page));
  machine.setAllAbsent();
  expect(machine.presentCount).toBe(0);
  const exits: string[] = [];
  for (;;) {
    const exit = machine.run(100 - machine.cycle);
    if (exit.kind !== "missingPage") break;
    exits.push(`${exit.access} ${exit.page} at ${machine.cycle}`);
    const after = machine.saveState();
    expect(machine.run(1)).toEqual(exit);
    expect(machine.saveState()).toEqual(after);
    machine.writePage(exit.page, pages[exit.page]!);
  }
  expect(exits).toEqual(["fetch 0 at 0", "write 3 at 1", "write 5 at 3", "write 9 at 5"]);
  expected.run(100);
  for (const [page, bytes] of pages.entries()) if (!machine.isPresent(page)) machine.writePage(page, bytes);
  expect(machine.hash()).toBe(expected.hash());
});

test("what an absent page holds cannot be observed", () => {
  const machine = start(A.assemble(A.lw("a0", 0, "a1")), { registers: { a1: DATA }, ram: { [DATA]: 99 } });
  machine.setAbsent(5);
  expect(machine.run(1)).toEqual({ kind: "missingPage", page: 5, access: "read" });
  machine.clearPage(5);
  machine.run(1);
  expect(register(machine, "a0")).toBe(0);
});

describe("access by the host", () => {
  test("reads and writes pages", () => {
    const machine = Machine.create(machineModule, SETTINGS);
    const bytes = Uint8Array.from({ length: PAGE_BYTES }, (_, index) => index);
    machine.writePage(15, bytes);
    expect(machine.readPage(15)).toEqual(bytes);
    const target = new Uint8Array(PAGE_BYTES + 8);
    machine.readPageInto(15, target, 8);
    expect(target.subarray(8)).toEqual(bytes);
    expect([machine.isZeroPage(15), machine.pageHash(15) === machine.pageHash(14)]).toEqual([false, false]);
    machine.clearPage(15);
    expect([machine.isZeroPage(15), machine.pageHash(15) === machine.pageHash(14)]).toEqual([true, true]);
  });

  test("writes RAM across pages and logs it", () => {
    const machine = Machine.create(machineModule, SETTINGS);
    machine.writeRam(RAM_START + 2 * PAGE_BYTES - 1, Uint8Array.of(1, 2));
    expect([...machine.collectDirty()]).toEqual([1, 2]);
    expect([machine.readPage(1)[4095], machine.readPage(2)[0]]).toEqual([1, 2]);
  });

  test("refuses what is not there", () => {
    const machine = Machine.create(machineModule, SETTINGS);
    for (const page of [-1, 16, 0.5])
      expect(() => machine.readPage(page)).toThrow(`no page ${page}, only 16 pages`);
    expect(() => machine.writePage(0, new Uint8Array(100))).toThrow("4096 bytes, not 100");
    expect(() => machine.writeRam(RAM_START - 1, new Uint8Array(1))).toThrow("not all RAM");
    expect(() => machine.writeRam(RAM_START + SETTINGS.ramBytes - 1, new Uint8Array(2))).toThrow(
      "not all RAM",
    );
    machine.setAbsent(3);
    expect(() => machine.writeRam(RAM_START + 3 * PAGE_BYTES, new Uint8Array(1))).toThrow(
      "page 3 is not present",
    );
  });

  test.each([
    [0, 1000],
    [4095, 1000],
    [2 ** 30 + 4096, 1000],
    [4096, 0],
    [4096, 1.5],
    [4096, 1e12 + 1],
  ])("refuses %i bytes of RAM at %f instructions per second", (ramBytes, instructionsPerSecond) => {
    expect(() => Machine.create(machineModule, { ramBytes, instructionsPerSecond })).toThrow(RangeError);
  });
});

test("1024 MiB of RAM can be used to their end", () => {
  const machine = machineWith(A.assemble(A.sw("a1", -4, "a1"), A.lw("a0", -4, "a1")), { ramBytes: 2 ** 30 });
  machine.reset(RAM_START, 0xc0000000);
  machine.run(2);
  expect([register(machine, "a0"), ramWord(machine, 0xc0000000 - 4)]).toEqual([0xc0000000, 0xc0000000]);
  expect([...machine.collectDirty()]).toEqual([2 ** 18 - 1]);
});

describe("what is known of pages without looking at them", () => {
  const MiB = 2 ** 20;
  /** A page's hash as a machine computes it that knows nothing yet. */
  const freshHash = (machine: Machine, page: number) => {
    const other = create();
    other.writePage(0, machine.readPage(page));
    return other.pageHash(0);
  };
  const create = (ramBytes = MiB) => Machine.create(machineModule, { ramBytes, instructionsPerSecond: 1000 });

  test("a page is hashed again after whatever changes its bytes", () => {
    const machine = create();
    const check = () => expect(machine.pageHash(3)).toBe(freshHash(machine, 3));
    check();
    machine.writeRam(RAM_START + 3 * PAGE_BYTES, Uint8Array.of(1));
    check();
    machine.writePage(3, new Uint8Array(PAGE_BYTES).fill(7));
    check();
    machine.setAbsent(3);
    check();
    machine.clearPage(3);
    check();
    expect(machine.isZeroPage(3)).toBe(true);
  });

  test("a guest's store is noticed after its page was hashed, collected or cleared", () => {
    // sw a1, 0(a0); addi a1, a1, 1; j back: the guest counts in one word of page 1.
    const code = Uint32Array.of(0x00b52023, 0x00158593, 0xff9ff06f);
    const machine = create();
    machine.writeRam(RAM_START, new Uint8Array(code.buffer));
    machine.reset(RAM_START, 0);
    const state = machine.saveState();
    new DataView(state.buffer).setUint32(REGISTERS_AT - STATE_AT + 40, RAM_START + PAGE_BYTES, true);
    machine.loadState(state);
    const between = [
      () => machine.pageHash(1),
      () => machine.collectDirty(),
      () => machine.collectChanged(),
      () => machine.clearPage(1),
      () => machine.hash(),
      () => machine.setDirtyBits(machine.dirtyBits()),
    ];
    for (let step = 0; step < 30; step++) {
      machine.run(7);
      expect(machine.pageHash(1)).toBe(freshHash(machine, 1));
      expect(machine.isZeroPage(1)).toBe(false);
      between[step % between.length]!();
    }
  });

  test("counts and bits agree with the pages, whatever was done to them", () => {
    const machine = create();
    machine.setAbsent(9);
    machine.markDirty(40);
    machine.markDirty(40);
    machine.markDirty(255);
    machine.writePage(40, new Uint8Array(PAGE_BYTES));
    const dirty = () => [...Array(256).keys()].filter((page) => machine.isDirty(page));
    expect([machine.dirtyCount, dirty()]).toEqual([1, [255]]);
    const bits = machine.dirtyBits();
    expect([bits[7]! >>> 31, machine.presentBits()[0]]).toEqual([1, ~(1 << 9) >>> 0]);
    machine.collectDirty();
    machine.setDirtyBits(bits);
    expect([machine.dirtyCount, dirty(), [...machine.collectDirty()]]).toEqual([1, [255], [255]]);
    expect(machine.dirtyCount).toBe(0);
  });

  test("memory that nobody wrote is not looked at, and a fork of it neither", () => {
    const machine = create();
    machine.writeRam(RAM_START, Uint8Array.of(1));
    expect([machine.writtenCount, machine.fork().writtenCount]).toEqual([1, 1]);
    expect(machine.fork().hash()).toBe(machine.hash());
    machine.clearPage(0);
    expect([machine.writtenCount, machine.hash()]).toEqual([0, create().hash()]);
  });
});

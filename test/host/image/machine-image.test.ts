import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { dropImage, Imager } from "../../../src/host/image/machine-image.ts";
import { PagePool } from "../../../src/host/image/page-pool.ts";
import { boot } from "../../../src/machine/boot.ts";
import { Machine } from "../../../src/machine/machine.ts";
import { assembleMachine, MACHINE_WASM } from "../../../src/node/assemble.ts";

const PAGES = 256;

async function dirtier(): Promise<Machine> {
  await assembleMachine();
  const module = new WebAssembly.Module(readFileSync(MACHINE_WASM));
  const machine = Machine.create(module, { ramBytes: PAGES * 4096, instructionsPerSecond: 2_000_000 });
  boot(machine, {
    kind: "program",
    bytes: readFileSync("public/guests/dirty.elf"),
    settingsWords: [200, 1000, 0],
  });
  return machine;
}

/** Lets the guest run on, whatever it prints, until it needs a page that is not there. */
function pass(machine: Machine, cycles: number): void {
  for (const end = machine.cycle + cycles; machine.cycle < end; )
    if (machine.run(end - machine.cycle).kind === "missingPage") return;
}

/** All that can be observed of a machine, and its dirty log. Bytes of absent pages mean nothing. */
function everythingOf(machine: Machine) {
  const pages = Array.from({ length: PAGES }, (_, page) => page);
  return {
    state: machine.saveState(),
    pages: pages.map((page) => (machine.isPresent(page) ? machine.pageHash(page) : null)),
    dirty: pages.filter((page) => machine.isDirty(page)),
  };
}

test("a machine goes back to what it was, to its dirty log, and runs on from there alike", async () => {
  const machine = await dirtier();
  const pool = new PagePool();
  pass(machine, 600_000);
  machine.collectDirty();
  pass(machine, 100_000);
  machine.setAbsent(250);
  const then = everythingOf(machine);
  const imager = new Imager(machine, pool);
  const image = imager.take()!;
  pass(machine, 400_000);
  const later = everythingOf(machine);
  expect(later).not.toEqual(then);
  machine.collectDirty();
  machine.setAbsent(249);
  imager.put(image);
  expect(everythingOf(machine)).toEqual(then);
  pass(machine, 400_000);
  expect(everythingOf(machine)).toEqual(later);
});

test("an image can be put into any machine, and between any two moments in any order", async () => {
  const machine = await dirtier();
  const pool = new PagePool();
  const imager = new Imager(machine, pool);
  const moments = [];
  for (let moment = 0; moment < 6; moment++) {
    pass(machine, 70_000 * (moment + 1));
    if (moment % 2 === 0) machine.collectDirty();
    if (moment === 3) machine.setAbsent(77);
    moments.push({ image: imager.take()!, expected: everythingOf(machine) });
  }
  const other = machine.fork();
  const otherImager = new Imager(other, pool);
  for (const index of [5, 0, 3, 3, 1, 4, 2, 5, 3]) {
    pass(machine, 10_000);
    const { image, expected } = moments[index]!;
    imager.put(image);
    otherImager.put(image);
    expect(everythingOf(machine)).toEqual(expected);
    expect(everythingOf(other)).toEqual(expected);
  }
});

test("moments share the pages that did not change between them, and give back what only they had", async () => {
  const machine = await dirtier();
  const pool = new PagePool();
  pass(machine, 600_000);
  const imager = new Imager(machine, pool);
  const first = imager.take()!;
  const alone = pool.bytes;
  machine.collectDirty();
  pass(machine, 20_000);
  const changed = machine.dirtyCount;
  const second = imager.take()!;
  expect(changed).toBeGreaterThan(0);
  const more = pool.bytes - alone;
  expect(more).toBeGreaterThan(0);
  expect(more).toBeLessThan((changed * 4096) / 8);
  imager.forget(second);
  dropImage(second, pool);
  expect(pool.bytes).toBe(alone);
  dropImage(first, pool);
  expect(pool.bytes).toBe(0);
});

test("an image can be taken although the one before it was dropped", async () => {
  const machine = await dirtier();
  const pool = new PagePool();
  pass(machine, 600_000);
  const imager = new Imager(machine, pool);
  const gone = imager.take()!;
  imager.forget(gone);
  dropImage(gone, pool);
  expect(pool.bytes).toBe(0);
  const then = everythingOf(machine);
  const image = imager.take()!;
  const whole = pool.bytes;
  pass(machine, 100_000);
  imager.put(image);
  expect(everythingOf(machine)).toEqual(then);
  dropImage(image, pool);
  imager.close();
  expect(whole).toBeGreaterThan(200 * 4096);
  expect(pool.bytes).toBe(0);
});

test("what lies between two images costs as much as it changed, however much memory there is", async () => {
  const machine = await dirtier();
  const pool = new PagePool();
  pass(machine, 600_000);
  const imager = new Imager(machine, pool);
  const first = imager.take()!;
  const before = pool.bytes;
  const second = imager.take()!;
  expect(pool.bytes).toBe(before);
  expect(second.leaves.every((leaf, index) => leaf === first.leaves[index])).toBe(true);
  machine.collectChanged();
  machine.markDirty(100);
  const third = imager.take()!;
  expect(third.leaves.filter((leaf, index) => leaf !== first.leaves[index])).toHaveLength(1);
});

test("a fork's images share what they have in common with the machine's", async () => {
  const machine = await dirtier();
  const pool = new PagePool();
  pass(machine, 600_000);
  const imager = new Imager(machine, pool);
  const image = imager.take()!;
  const fork = machine.fork();
  const forked = imager.fork(fork);
  expect(forked.take()!.leaves.every((leaf, index) => leaf === image.leaves[index])).toBe(true);
  pass(machine, 20_000);
  pass(fork, 20_000);
  const twin = forked.take()!;
  const own = imager.take()!;
  expect(twin.leaves.map(({ pages }) => pages)).toEqual(own.leaves.map(({ pages }) => pages));
  imager.put(image);
  const then = everythingOf(machine);
  new Imager(fork, pool).put(image);
  expect(everythingOf(fork)).toEqual(then);
});

test("a machine that is too large for the pool leaves nothing in it", async () => {
  const machine = await dirtier();
  const pool = new PagePool();
  pass(machine, 600_000);
  const imager = new Imager(machine, pool);
  expect(imager.take(100_000)).toBeNull();
  expect(pool.bytes).toBe(0);
  const image = imager.take()!;
  const then = everythingOf(machine);
  pass(machine, 100_000);
  imager.put(image);
  expect(everythingOf(machine)).toEqual(then);
});

import { describe, expect, it } from "vitest";
import { DIRTY } from "../../src/guests/programs.ts";
import { pages, RunningGuest } from "./running.ts";

const FIRST = 15;
const dirty = (ramMiB: number, settings: Record<string, unknown>) =>
  new RunningGuest(DIRTY, { ramMiB, settings });
const inSet = (list: number[], size: number) => list.filter((page) => page >= FIRST && page < FIRST + size);

describe("dirty", () => {
  it("says what it does", () => {
    const guest = new RunningGuest(DIRTY, { ramMiB: 64 }).runTo(10);
    expect(guest.console).toBe("dirty: 16384 pages of RAM, working set 8192, 8192 pages/s, scattered\n");
  });

  it("has written every page within 20 ms, most of them with a word that no other page has", () => {
    const guest = dirty(64, { dirtyPagesPerSecond: 0 }).runTo(20);
    const words = pages(0, 16384).map((page) => guest.word(page));
    expect(pages(0, 16384).filter((page) => guest.machine.isZeroPage(page))).toEqual([]);
    expect(new Set(words.slice(FIRST, -1)).size).toBe(16384 - 16);
    expect(words.slice(FIRST, -1)).not.toContain(0);
  });

  it.each([
    [700, 1000],
    [8192, 16000],
    [12345, 16368],
  ])("dirties %i pages a second of a larger working set", (dirtyPagesPerSecond, workingSetPages) => {
    const guest = dirty(64, { dirtyPagesPerSecond, workingSetPages });
    const all = guest.dirtied(100, 1100);
    const count = inSet(all, workingSetPages).length;
    expect(Math.abs(count - dirtyPagesPerSecond)).toBeLessThanOrEqual(1);
    expect(all.length - count).toBeLessThanOrEqual(1);
  });

  it("spreads its writes evenly over a second", () => {
    const guest = dirty(64, { dirtyPagesPerSecond: 8192, workingSetPages: 8192 });
    const counts = pages(10, 110).map((time) => inSet(guest.dirtied(time * 10, time * 10 + 10), 8192).length);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(81);
    expect(Math.max(...counts)).toBeLessThanOrEqual(82);
    expect(counts.reduce((sum, count) => sum + count)).toBe(8192);
  });

  it("meets every page of its working set once in a round, in a scattered order", () => {
    const guest = dirty(4, { dirtyPagesPerSecond: 1000, workingSetPages: 1000 });
    guest.runTo(100);
    const order = pages(0, 50).map((step) => inSet(guest.dirtied(100 + step, 101 + step), 1000)[0]!);
    const strides = order.slice(1).map((page, index) => (page - order[index]! + 1000) % 1000);
    expect(new Set(strides).size).toBe(1);
    expect(Math.abs(strides[0]! - 618)).toBeLessThan(10);
    expect(inSet(guest.dirtied(200, 1200), 1000)).toEqual(pages(FIRST, FIRST + 1000));
  });

  it("can go up through its working set", () => {
    const guest = dirty(4, { dirtyPagesPerSecond: 1000, workingSetPages: 500, order: "ascending" });
    const list = inSet(guest.dirtied(100, 150), 500);
    expect(list).toEqual(pages(list[0]!, list[0]! + 50));
  });

  it("can choose pages at random, some of them again", () => {
    const guest = dirty(4, { dirtyPagesPerSecond: 1000, workingSetPages: 1000, order: "random" });
    const { length } = inSet(guest.dirtied(100, 1100), 1000);
    expect(Math.abs(length - 1000 * (1 - Math.exp(-1)))).toBeLessThan(50);
  });

  it("writes another word each time", () => {
    const guest = dirty(4, { dirtyPagesPerSecond: 1000, workingSetPages: 10 }).runTo(500);
    const before = pages(FIRST, FIRST + 10).map((page) => guest.word(page));
    guest.runTo(511);
    pages(FIRST, FIRST + 10).forEach((page, index) => void expect(guest.word(page)).not.toBe(before[index]));
  });

  it.each([
    [1000, 3000],
    [3000, 100],
    [0, 2000],
    [2000, 0],
    [1, 500],
  ])("goes from %i to %i pages a second as soon as its setting changes", (before, after) => {
    const guest = dirty(16, { dirtyPagesPerSecond: before, workingSetPages: 4000 });
    expect(Math.abs(inSet(guest.dirtied(200, 1200), 4000).length - before)).toBeLessThanOrEqual(1);
    guest.machine.writeSetting({ index: 1, word: after });
    expect(Math.abs(inSet(guest.dirtied(1200, 1300), 4000).length - after / 10)).toBeLessThanOrEqual(1);
    expect(Math.abs(inSet(guest.dirtied(1300, 2300), 4000).length - after)).toBeLessThanOrEqual(1);
    if (after > 0) return;
    const { retired } = guest.machine;
    expect(guest.runTo(4000).machine.retired).toBe(retired);
  });

  it("leaves the machine alone at a rate of 0", () => {
    const guest = dirty(4, { dirtyPagesPerSecond: 0 }).runTo(100);
    const { retired } = guest.machine;
    expect(guest.dirtied(101, 5000)).toEqual([]);
    expect(guest.machine.retired).toBe(retired);
  });

  it("keeps at most 16 pages for itself: the others are its largest working set", () => {
    const guest = dirty(1, { dirtyPagesPerSecond: 1000, workingSetPages: 240 });
    const all = guest.dirtied(100, 1100);
    expect(inSet(all, 240)).toEqual(pages(FIRST, 255));
    expect(all.filter((page) => page < FIRST || page >= 255)).toHaveLength(1);
  });

  it("takes less than 200 instructions a write", () => {
    const guest = dirty(64, {}).runTo(100);
    const { retired } = guest.machine;
    expect(guest.runTo(1100).machine.retired - retired).toBeLessThan(8192 * 200);
  });
});

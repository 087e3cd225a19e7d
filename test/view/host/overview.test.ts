import { describe, expect, it } from "vitest";
import { PageState } from "../../../src/host/page-state.ts";
import {
  describeCell,
  lensStart,
  overviewOf,
  pagesPerCell,
  worstIn,
} from "../../../src/view/host/overview.ts";

const { present, dirty, stale, owed, faulted, byLink } = PageState;

describe("the overview of a large map", () => {
  it("gives every page a cell of its own while there is room", () => {
    expect([256, 1024, 4096].map(pagesPerCell)).toEqual([1, 1, 1]);
    const pages = Uint8Array.of(present, owed);
    expect(overviewOf(pages, 1, new Uint8Array(0))).toBe(pages);
  });

  it("lets so many pages share a cell that there are at most 4,096 cells", () => {
    expect([16_384, 65_536, 262_144].map(pagesPerCell)).toEqual([4, 16, 64]);
  });

  it("shows the worst state of each cell, and leads to the page that has it", () => {
    const pages = Uint8Array.of(present, stale, owed, dirty, byLink, present, byLink, faulted);
    expect([...overviewOf(pages, 4, new Uint8Array(2))]).toEqual([owed, faulted]);
    expect(worstIn(pages, 0, 4)).toBe(2);
    expect(worstIn(pages, 4, 4)).toBe(7);
    expect(worstIn(Uint8Array.of(owed, owed), 0, 4)).toBe(0);
  });

  it("says what a cell holds, the worst first", () => {
    const pages = Uint8Array.of(stale, owed, stale, owed, present);
    expect(describeCell(pages, 0, 4)).toBe("2 owed, 2 stale");
    expect(describeCell(pages, 4, 4)).toBe("1 present");
  });

  it("magnifies whole stretches, so that the picture stands still while the mark walks in it", () => {
    expect([0, 255, 256, 16_383].map(lensStart)).toEqual([0, 0, 256, 16_128]);
  });

  it("costs far less than a frame for a guest of 256 MiB", () => {
    const pages = new Uint8Array(65_536).fill(present);
    const cells = new Uint8Array(4096);
    const start = performance.now();
    for (let frame = 0; frame < 20; frame++) overviewOf(pages, 16, cells);
    expect((performance.now() - start) / 20).toBeLessThan(16);
  });
});

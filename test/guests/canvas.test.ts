import { describe, expect, it } from "vitest";
import { CANVAS, SCREEN_PAGES } from "../../src/guests/programs.ts";
import { INSTRUCTIONS_PER_SECOND, pages, RunningGuest } from "./running.ts";

const WIDTH = 256;
const FRAME_MS = 50;
const idle = { dirtyPagesPerSecond: 0 };

/** The pixels of one of the counter's five digits as text. */
function glyph(screen: Uint32Array, digit: number): string {
  const ink = screen[9 * WIDTH + 14]!;
  const rows = pages(9, 23).map((y) => [
    ...screen.subarray(y * WIDTH + 10 + digit * 13, y * WIDTH + 21 + digit * 13),
  ]);
  return rows.map((row) => row.map((pixel) => (pixel === ink ? "#" : ".")).join("")).join("\n");
}

/** The time in the middle of a frame: the first is painted before the memory is filled. */
function middleOf(frame: number, firstFrameMs: number): number {
  return firstFrameMs + frame * FRAME_MS + FRAME_MS / 2;
}

/** When the first picture is complete and the next is awaited, in whole milliseconds. */
function startMs(guest: RunningGuest): number {
  for (let time = 1; ; time++) {
    const { retired } = guest.machine;
    if (guest.runTo(time).machine.retired - retired < INSTRUCTIONS_PER_SECOND / 2000) return time;
  }
}

describe("canvas", () => {
  it("says what it does and where its screen is", () => {
    const guest = new RunningGuest(CANVAS).runTo(100);
    expect(guest.console).toBe("canvas: 1024 pages of RAM, working set 768, 1536 pages/s\n");
    expect(guest.machine.framebuffer()).toEqual({
      address: 0x80000000 + 560 * 4096,
      width: 256,
      height: 144,
    });
  });

  it("shows its picture within 100 ms: the sky, the sun, the hills and the water", () => {
    const screen = new RunningGuest(CANVAS, { settings: idle }).runTo(100).screen();
    const at = (x: number, y: number) => screen[y * WIDTH + x]!.toString(16);
    expect([at(1, 1), at(181, 66), at(0, 112), at(2, 143)]).toEqual(["f9d596", "fff1c9", "43325a", "282648"]);
    expect(screen.every((pixel) => pixel > 0 && pixel <= 0xffffff)).toBe(true);
    expect(new Set(screen).size).toBeGreaterThan(40);
  });

  it("counts its frames, twenty a second, on the screen", () => {
    const guest = new RunningGuest(CANVAS, { settings: idle });
    const start = startMs(guest);
    const digits = pages(0, 10).map((frame) => glyph(guest.runTo(middleOf(frame, start)).screen(), 4));
    expect(new Set(digits).size).toBe(10);
    const screen = guest.runTo(middleOf(137, start)).screen();
    expect(pages(0, 5).map((digit) => digits.indexOf(glyph(screen, digit)))).toEqual([0, 0, 1, 3, 7]);
  });

  it("moves in most of its rows while the rest of the picture stays", () => {
    const guest = new RunningGuest(CANVAS, { settings: idle });
    const { screenPage } = guest.runTo(100);
    const moved = guest
      .dirtied(200, 1200)
      .filter((page) => page >= screenPage && page < screenPage + SCREEN_PAGES);
    expect(moved.length).toBeGreaterThan(20);
    expect(moved.length).toBeLessThan(SCREEN_PAGES);
  });

  it("spends less than a fifth of its time on painting", () => {
    const guest = new RunningGuest(CANVAS, { settings: idle }).runTo(1000);
    const { retired } = guest.machine;
    const instructions = guest.runTo(2000).machine.retired - retired;
    expect(instructions).toBeLessThan(INSTRUCTIONS_PER_SECOND / 5);
  });

  it.each([1, 4, 64])("fills every page of %i MiB", (ramMiB) => {
    const { machine } = new RunningGuest(CANVAS, { ramMiB, settings: idle }).runTo(150);
    expect(pages(0, machine.pageCount).filter((page) => machine.isZeroPage(page))).toEqual([]);
  });

  it("dirties its working set at the given rate, also while it paints", () => {
    const guest = new RunningGuest(CANVAS, { settings: { workingSetPages: 972, dirtyPagesPerSecond: 900 } });
    const { screenPage } = guest.runTo(200);
    const isSet = (page: number) => page >= 15 && (page < screenPage || page >= screenPage + SCREEN_PAGES);
    const counts = pages(0, 100).map(
      (step) => guest.dirtied(200 + 10 * step, 210 + 10 * step).filter(isSet).length,
    );
    expect(Math.max(...counts)).toBeLessThanOrEqual(10);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(8);
    expect(counts.reduce((sum, count) => sum + count)).toBe(900);
  });

  it("keeps at most 16 pages for itself beside screen and working set", () => {
    const guest = new RunningGuest(CANVAS, { settings: { workingSetPages: 972, dirtyPagesPerSecond: 2000 } });
    const all = new Set(guest.dirtied(200, 1200));
    const set = [...pages(15, 560), ...pages(596, 1023)];
    expect(set.filter((page) => !all.has(page))).toEqual([]);
    expect([...all].filter((page) => page < 15 || page > 1022)).toHaveLength(1);
  });

  it("paints the same picture whether its working set is dirtied or not", () => {
    const still = new RunningGuest(CANVAS, { settings: idle }).runTo(2075);
    const busy = new RunningGuest(CANVAS, { settings: { dirtyPagesPerSecond: 20000 } }).runTo(2075);
    expect(busy.screen()).toEqual(still.screen());
  });
});

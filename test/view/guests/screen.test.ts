import { expect, test } from "vitest";
import { PageState } from "../../../src/host/page-state.ts";
import { type Glass, paintMissing, paintPicture } from "../../../src/view/guests/screen.ts";

const GLASS: Glass = { dark: 0x010101, mark: 0x020202, link: 0x030303, file: 0x040404, fault: 0x050505 };

/** A white picture of 64 by 64 pixels: 256 bytes a row, so that 16 rows make a page. */
function whiteScreen(offsetInPage: number) {
  const pixels = new Uint32Array(64 * 64).fill(0xffffff);
  return { width: 64, height: 64, pixels, firstPage: 2, offsetInPage };
}

/** The rows of the painted picture that are not all white. */
function changedRows(image: Uint32Array): number[] {
  return Array.from({ length: 64 }, (_, row) => row).filter((row) =>
    image.subarray(row * 64, row * 64 + 64).some((value) => value !== 0xffffffff),
  );
}

/** A pixel as a canvas reads it: red, green, blue and alpha. */
function pixelOf(image: Uint32Array, pixel: number): number[] {
  return [...new Uint8Array(image.buffer, pixel * 4, 4)];
}

test("a page that has not come is dark, exactly where its bytes lie", () => {
  const states = new Uint8Array(8).fill(PageState.present);
  states[3] = PageState.owed;
  const image = new Uint32Array(64 * 64);
  paintPicture(image, whiteScreen(0), false);
  paintMissing(image, whiteScreen(0), states, GLASS);
  expect(changedRows(image)).toEqual(Array.from({ length: 16 }, (_, index) => 16 + index));
});

test("a missing page has dots where it is owed and dashes where it is on its way, in two rows of it", () => {
  const states = new Uint8Array(8).fill(PageState.present);
  states[2] = PageState.owed;
  states[3] = PageState.inFlightByFile;
  const image = new Uint32Array(64 * 64);
  paintMissing(image, whiteScreen(0), states, GLASS);
  const colors = (row: number) => Array.from({ length: 16 }, (_, x) => pixelOf(image, row * 64 + x)[0]);
  const dots = [2, 2, ...new Array(14).fill(1)];
  const dashes = [...new Array(8).fill(1), ...new Array(6).fill(4), 1, 1];
  const dark = new Array(16).fill(1);
  expect([0, 1, 2, 3].map(colors)).toEqual([dark, dots, dots, dark]);
  expect([16, 17, 18, 19].map(colors)).toEqual([dark, dashes, dashes, dark]);
});

test("a picture that begins inside a page is cut at the page's end", () => {
  const states = new Uint8Array(8).fill(PageState.present);
  states[2] = PageState.faulted;
  const image = new Uint32Array(64 * 64);
  paintPicture(image, whiteScreen(2048), false);
  paintMissing(image, whiteScreen(2048), states, GLASS);
  expect(changedRows(image)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(pixelOf(image, 0)).toEqual([5, 5, 5, 255]);
});

test("pages that have come by either path are shown", () => {
  const states = new Uint8Array(8).fill(PageState.byLink);
  states[4] = PageState.byFile;
  states[5] = PageState.dirty;
  const image = new Uint32Array(64 * 64);
  paintPicture(image, whiteScreen(0), false);
  paintMissing(image, whiteScreen(0), states, GLASS);
  expect(changedRows(image)).toEqual([]);
});

test("a picture that stands still is grey", () => {
  const screen = { ...whiteScreen(0), pixels: new Uint32Array(64 * 64).fill(0xff8000) };
  const image = new Uint32Array(64 * 64);
  paintPicture(image, screen, true);
  const [red = 0, green = 0, blue = 0, alpha] = pixelOf(image, 0);
  expect(alpha).toBe(255);
  expect(Math.max(red, green, blue) - Math.min(red, green, blue)).toBeLessThan(20);
});

test("a running guest's picture keeps its colours", () => {
  const screen = { ...whiteScreen(0), pixels: new Uint32Array(64 * 64).fill(0xff8040) };
  const image = new Uint32Array(64 * 64);
  paintPicture(image, screen, false);
  expect(pixelOf(image, 64 * 64 - 1)).toEqual([0xff, 0x80, 0x40, 255]);
});

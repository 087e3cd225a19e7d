import { expect, test } from "vitest";
import { PageState } from "../../src/scenario/frame.ts";
import { type Glass, paintMissing, paintPicture } from "../../src/view/screen.ts";

const GLASS: Glass = { dark: 0x010101, mark: 0x020202, link: 0x030303, file: 0x040404, fault: 0x050505 };

/** A white picture of 64 by 64 pixels: 256 bytes a row, so that 16 rows make a page. */
function whiteScreen(offsetInPage: number) {
  const pixels = new Uint32Array(64 * 64).fill(0xffffff);
  return { width: 64, height: 64, pixels, firstPage: 2, offsetInPage };
}

/** The rows of the painted picture that are not all white. */
function changedRows(image: Uint8ClampedArray): number[] {
  return Array.from({ length: 64 }, (_, row) => row).filter((row) =>
    image.subarray(row * 256, row * 256 + 256).some((value) => value !== 255),
  );
}

test("a page that has not come is dark, exactly where its bytes lie", () => {
  const states = new Uint8Array(8).fill(PageState.present);
  states[3] = PageState.owed;
  const image = new Uint8ClampedArray(64 * 64 * 4);
  paintPicture(image, whiteScreen(0), false);
  paintMissing(image, whiteScreen(0), states, GLASS);
  expect(changedRows(image)).toEqual(Array.from({ length: 16 }, (_, index) => 16 + index));
});

test("a picture that begins inside a page is cut at the page's end", () => {
  const states = new Uint8Array(8).fill(PageState.present);
  states[2] = PageState.faulted;
  const image = new Uint8ClampedArray(64 * 64 * 4);
  paintPicture(image, whiteScreen(2048), false);
  paintMissing(image, whiteScreen(2048), states, GLASS);
  expect(changedRows(image)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect([...image.subarray(0, 4)]).toEqual([5, 5, 5, 255]);
});

test("pages that have come by either path are shown", () => {
  const states = new Uint8Array(8).fill(PageState.byLink);
  states[4] = PageState.byFile;
  states[5] = PageState.dirty;
  const image = new Uint8ClampedArray(64 * 64 * 4);
  paintPicture(image, whiteScreen(0), false);
  paintMissing(image, whiteScreen(0), states, GLASS);
  expect(changedRows(image)).toEqual([]);
});

test("a picture that stands still is grey", () => {
  const screen = { ...whiteScreen(0), pixels: new Uint32Array(64 * 64).fill(0xff8000) };
  const image = new Uint8ClampedArray(64 * 64 * 4);
  paintPicture(image, screen, true);
  const [red = 0, green = 0, blue = 0] = image;
  expect(Math.max(red, green, blue) - Math.min(red, green, blue)).toBeLessThan(20);
});

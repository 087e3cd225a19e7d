import { expect, test } from "vitest";
import { checksumOf, hexBlocks } from "../../../src/view/inside/hex.ts";

test("a page is read in blocks of lines, with places, bytes and characters", () => {
  const page = new Uint8Array(4096);
  page.set(new TextEncoder().encode("pages"), 0x123);
  const blocks = hexBlocks(page);
  expect(blocks).toHaveLength(16);
  expect(blocks[1]!.split("\n")[2]).toBe(
    "120  00 00 00 70 61 67 65 73 00 00 00 00 00 00 00 00  ···pages········",
  );
  expect(blocks.join("").trimEnd().split("\n")).toHaveLength(256);
  expect(hexBlocks(page, 8)[2]!.split("\n")[4]).toBe("120  00 00 00 70 61 67 65 73  ···pages");
  expect(hexBlocks(new Uint8Array(0))).toEqual([]);
});

test("a checksum tells pages apart", () => {
  expect(checksumOf(new Uint8Array(4096))).toMatch(/^[0-9a-f]{8}$/);
  expect(checksumOf(new Uint8Array(4096))).not.toBe(checksumOf(new Uint8Array(4096).fill(1)));
});

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type NamedFile, ownGuest } from "../../../src/view/files/own-guest.ts";

const canvas = (): NamedFile => ({
  name: "my.elf",
  bytes: new Uint8Array(readFileSync("public/guests/canvas.elf")),
});

/** The same file with some of its bytes changed. */
function changed(at: number, ...bytes: number[]): NamedFile {
  const file = canvas();
  file.bytes.set(bytes, at);
  return file;
}

function kernel(name = "Image"): NamedFile {
  const bytes = new Uint8Array(4096);
  new DataView(bytes.buffer).setUint32(16, 6 * 2 ** 20, true);
  bytes.set([0x52, 0x53, 0x43, 0x05], 56);
  return { name, bytes };
}

const initrd: NamedFile = { name: "initrd.cpio", bytes: new TextEncoder().encode("070701 and more") };

test("an ELF file of one's own is a run with the least RAM in which it fits", () => {
  const { scenario, files } = ownGuest([canvas()]);
  expect(scenario.guest).toMatchObject({ image: "my.elf", ramMiB: 4 });
  expect([...files!.keys()]).toEqual(["my.elf"]);
});

test("a flat image that is large gets more RAM", () => {
  const { scenario } = ownGuest([{ name: "flat.bin", bytes: new Uint8Array(5 * 2 ** 20).fill(1) }]);
  expect(scenario.guest).toMatchObject({ image: "flat.bin", ramMiB: 8 });
});

test("a kernel and its initrd belong together in either order", () => {
  for (const files of [
    [kernel(), initrd],
    [initrd, kernel()],
  ])
    expect(ownGuest(files).scenario.guest).toMatchObject({
      kernel: "Image",
      initrd: "initrd.cpio",
      ramMiB: 16,
    });
});

test.each<[string, NamedFile[], RegExp]>([
  ["a 64-bit image", [changed(4, 2)], /class is 64-bit \(2\); needed is 32-bit/],
  ["an image for another machine", [changed(18, 62, 0)], /machine is x86-64 \(62\); needed is RISC-V/],
  ["compressed instructions", [changed(36, 1, 0, 0, 0)], /compressed instructions/],
  [
    "an address out of range",
    [changed(24, 0, 0, 0, 0)],
    /starts at 0x0; needed is a multiple of 4 from 0x80000000/,
  ],
  ["an initrd alone", [initrd], /drop it together with its kernel/],
  ["two images", [canvas(), canvas()], /do not belong together/],
  ["two kernels", [kernel("a"), kernel("b")], /two kernels/],
  ["three files", [canvas(), canvas(), canvas()], /These are 3 files/],
])("refuses %s in words", (_, files, words) => {
  expect(() => ownGuest(files)).toThrow(words);
});

import { describe, expect, it } from "vitest";
import { type Bootable, boot, type GuestImage, layOut } from "../../src/machine/boot.ts";
import { BadImageError } from "../../src/machine/elf.ts";
import { elfFile, kernelFile, RAM_BYTES } from "./images.ts";

const RAM_END = 0x80000000 + RAM_BYTES;

/** A machine that only remembers; every byte of its RAM is 0xaa until something is loaded. */
function bootInto(image: GuestImage) {
  const ram = new Uint8Array(RAM_BYTES).fill(0xaa);
  const resets: unknown[] = [];
  const machine: Bootable = {
    settings: { ramBytes: RAM_BYTES },
    writeRam: (address, bytes) => ram.set(bytes, address - 0x80000000),
    reset: (...given) => resets.push(given),
  };
  boot(machine, image);
  return { ram, resets };
}

describe("boot", () => {
  it("loads a program, zeroes what it has beyond the file, and starts it with its settings", () => {
    const bytes = elfFile({
      entry: 0x80001000,
      segments: [{ address: 0x80001000, bytes: [1, 2], memoryBytes: 6 }],
    });
    const { ram, resets } = bootInto({ kind: "program", bytes, settingsWords: [7, 8] });
    expect([...ram.subarray(0xfff, 0x1007)]).toEqual([0xaa, 1, 2, 0, 0, 0, 0, 0xaa]);
    expect(resets).toEqual([[0x80001000, RAM_END - 4096, [7, 8]]]);
    expect([...ram.subarray(RAM_BYTES - 4096, RAM_BYTES - 4092)]).toEqual([0xd0, 0x0d, 0xfe, 0xed]);
  });

  it("starts a flat image at the beginning of RAM without settings", () => {
    const { ram, resets } = bootInto({ kind: "image", bytes: Uint8Array.of(0x73, 0, 0, 0) });
    expect(ram[0]).toBe(0x73);
    expect(resets).toEqual([[0x80000000, RAM_END - 4096, []]]);
  });

  it("puts the device tree below an image that takes the end of RAM", () => {
    const bytes = elfFile({
      segments: [
        { address: 0x80000000, bytes: [0x13, 0, 0, 0] },
        { address: RAM_END - 5000, bytes: [1], memoryBytes: 5000 },
      ],
    });
    expect(layOut({ kind: "image", bytes }, RAM_BYTES).deviceTree).toBe(RAM_END - 3 * 4096);
  });

  it("refuses an image that leaves no page for the device tree", () => {
    const bytes = new Uint8Array(RAM_BYTES - 4095).fill(1);
    const message = /the device tree needs 4096 bytes beside 1044481 bytes that are taken; there are 1048576/;
    expect(() => bootInto({ kind: "image", bytes })).toThrow(message);
    expect(() => bootInto({ kind: "image", bytes: bytes.subarray(1) })).not.toThrow();
  });

  it("puts the initrd below the device tree, which says where it lies", () => {
    const initrd = new Uint8Array(5000).fill(0x11);
    const { ram, resets } = bootInto({
      kind: "kernel",
      kernel: kernelFile(100_000),
      initrd,
      bootargs: "quiet",
    });
    expect(resets).toEqual([[0x80000000, RAM_END - 4096, []]]);
    const start = RAM_BYTES - 3 * 4096;
    expect([ram[start - 1], ram[start], ram[start + 4999], ram[start + 5000]]).toEqual([
      0xaa, 0x11, 0x11, 0xaa,
    ]);
    const tree = String.fromCharCode(...ram.subarray(RAM_BYTES - 4096));
    expect(tree).toContain("quiet\0");
    expect(tree).toContain(String.fromCharCode(0x80, 0x0f, 0xd0, 0x00));
    expect(tree).toContain(String.fromCharCode(0x80, 0x0f, 0xe3, 0x88));
  });

  it("gives the kernel its console unless told otherwise, and can do without an initrd", () => {
    const { ram } = bootInto({ kind: "kernel", kernel: kernelFile(100_000) });
    const tree = String.fromCharCode(...ram.subarray(RAM_BYTES - 4096));
    expect(tree).toContain("console=hvc0\0");
    expect(tree).not.toContain("initrd");
  });

  it.each<[string, GuestImage, RegExp]>([
    ["a file that is no kernel", { kind: "kernel", kernel: new Uint8Array(64) }, /kernel has 0x0 at byte 56/],
    [
      "a kernel that ends early",
      { kind: "kernel", kernel: kernelFile(64).slice(0, 60) },
      /needed is an Image of Linux/,
    ],
    [
      "a kernel larger than RAM",
      { kind: "kernel", kernel: kernelFile(2_000_000) },
      /kernel needs 2000000 bytes of RAM/,
    ],
    [
      "an initrd that does not fit beside the kernel",
      { kind: "kernel", kernel: kernelFile(900_000), initrd: new Uint8Array(200_000) },
      /the initrd needs 200704 bytes beside \d+ bytes that are taken; there are 1048576/,
    ],
  ])("refuses %s", (_, image, message) => {
    expect(() => bootInto(image)).toThrow(BadImageError);
    expect(() => bootInto(image)).toThrow(message);
  });
});

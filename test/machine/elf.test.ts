import { describe, expect, it } from "vitest";
import { BadImageError, readExecutable } from "../../src/machine/elf.ts";
import { elfFile, RAM_BYTES } from "./images.ts";

const read = (file: Uint8Array) => readExecutable(file, RAM_BYTES);

describe("readExecutable", () => {
  it("reads where segments lie, what they hold and where the program starts", () => {
    const file = elfFile({
      entry: 0x80000104,
      segments: [
        { address: 0x80000100, bytes: [1, 2, 3, 4, 5, 6, 7, 8] },
        { address: 0x80004000, bytes: [9], memoryBytes: 4096 },
      ],
    });
    const { entry, segments } = read(file);
    expect(entry).toBe(0x80000104);
    expect(segments.map(({ address, bytes, memoryBytes }) => [address, [...bytes], memoryBytes])).toEqual([
      [0x80000100, [1, 2, 3, 4, 5, 6, 7, 8], 8],
      [0x80004000, [9], 4096],
    ]);
  });

  it("loads by the physical address, not by the virtual one", () => {
    const file = elfFile({ segments: [{ address: 0x80000000, virtual: 0xc0000000, bytes: [1] }] });
    expect(read(file).segments[0]?.address).toBe(0x80000000);
  });

  it("takes a file without the ELF magic as a flat binary", () => {
    const bytes = Uint8Array.of(0x13, 0, 0, 0);
    expect(read(bytes)).toEqual({
      entry: 0x80000000,
      segments: [{ address: 0x80000000, bytes, memoryBytes: 4 }],
    });
  });

  it("refuses segments that lie on one another, before there are more bytes to write than RAM has", () => {
    const segment = { address: 0x80000000, bytes: [1], memoryBytes: RAM_BYTES };
    expect(() => read(elfFile({ segments: Array(1000).fill(segment) }))).toThrow(
      /1000 segments have 1048576000 bytes together/,
    );
  });

  it("ignores segments that are not loaded and those without memory", () => {
    const file = elfFile({
      segments: [
        { type: 4, address: 0, bytes: [1] },
        { address: 0x80000000, bytes: [1] },
        { address: 0, bytes: [] },
      ],
    });
    expect(read(file).segments).toHaveLength(1);
  });

  it.each([
    ["a flat binary without bytes", new Uint8Array(0), /empty/],
    [
      "a flat binary larger than RAM",
      new Uint8Array(RAM_BYTES + 1).fill(1),
      /loads 1048577 bytes at 0x80000000/,
    ],
    ["a header that ends early", elfFile({}).slice(0, 40), /has 40 bytes; needed are 52/],
    ["64 bits", elfFile({ class: 2 }), /class is 64-bit \(2\); needed is 32-bit \(1\)/],
    ["big-endian code", elfFile({ byteOrder: 2 }), /byte order is big-endian \(2\); needed is little-endian/],
    ["another processor", elfFile({ machine: 62 }), /machine is x86-64 \(62\); needed is RISC-V \(243\)/],
    ["an unknown processor", elfFile({ machine: 4242 }), /machine is 4242; needed is RISC-V/],
    ["an object file", elfFile({ type: 1 }), /type is a relocatable object \(1\); needed is an executable/],
    ["a position-independent file", elfFile({ type: 3 }), /position-independent executable \(3\)/],
    ["compressed instructions", elfFile({ flags: 1 }), /flags are 0x1: compressed instructions \(RVC\)/],
    ["the double-precision ABI", elfFile({ flags: 4 }), /flags are 0x4: a floating-point ABI/],
    ["sixteen registers", elfFile({ flags: 8 }), /16-register base/],
    ["flags nobody knows", elfFile({ flags: 0x100 }), /unknown flags/],
    [
      "program headers that end early",
      elfFile({}).slice(0, 60),
      /needed are 32 from byte 52 on for the program headers/,
    ],
    ["a segment that ends early", elfFile({}).slice(0, -1), /for a segment/],
    [
      "program headers of another size",
      elfFile({ headerBytes: 56 }),
      /program headers have 56 bytes; needed are 32/,
    ],
    ["no segment", elfFile({ segments: [] }), /loads nothing/],
    ["a dynamic linker", elfFile({ segments: [{ type: 3, address: 0, bytes: [1] }] }), /dynamic linker/],
    [
      "more bytes in the file than in RAM",
      elfFile({ segments: [{ address: 0x80000000, bytes: [1, 2], memoryBytes: 1 }] }),
      /2 bytes in the file; needed are at most its 1/,
    ],
    [
      "a segment below RAM",
      elfFile({ segments: [{ address: 0x10000, bytes: [1] }] }),
      /loads 1 bytes at 0x10000; needed are addresses from 0x80000000 to below 0x80100000/,
    ],
    [
      "a segment that reaches beyond RAM",
      elfFile({ segments: [{ address: 0x800ff000, bytes: [1], memoryBytes: 4097 }] }),
      /loads 4097 bytes at 0x800ff000/,
    ],
    [
      "a segment that would wrap round the address space",
      elfFile({ segments: [{ address: 0xfffff000, bytes: [1], memoryBytes: 0x90000000 }] }),
      /at 0xfffff000/,
    ],
    ["an entry outside RAM", elfFile({ entry: 0x80100000 }), /starts at 0x80100000/],
    [
      "an entry between instructions",
      elfFile({ entry: 0x80000002 }),
      /starts at 0x80000002; needed is a multiple of 4/,
    ],
  ])("refuses %s", (_, file, message) => {
    expect(() => read(file)).toThrow(BadImageError);
    expect(() => read(file)).toThrow(message);
  });
});

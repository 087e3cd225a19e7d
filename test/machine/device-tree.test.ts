import { describe, expect, it } from "vitest";
import { deviceTree } from "../../src/machine/device-tree.ts";

/** Properties by path, such as "/cpus/cpu@0/reg". */
type Properties = Map<string, Uint8Array>;

/** Reads a flattened tree by its specification, not by the code that wrote it. */
function parse(tree: Uint8Array): Properties {
  const view = new DataView(tree.buffer, tree.byteOffset, tree.byteLength);
  const text = (at: number) => String.fromCharCode(...tree.subarray(at, tree.indexOf(0, at)));
  const [structureAt, namesAt] = [view.getUint32(8), view.getUint32(12)];
  const properties: Properties = new Map();
  const path: string[] = [];
  for (let at = structureAt; ; ) {
    const token = view.getUint32(at);
    at += 4;
    if (token === 1) {
      const name = text(at);
      path.push(name);
      at += Math.ceil((name.length + 1) / 4) * 4;
    } else if (token === 2) {
      path.pop();
    } else if (token === 3) {
      const [length, name] = [view.getUint32(at), text(namesAt + view.getUint32(at + 4))];
      properties.set([...path, name].join("/"), tree.subarray(at + 8, at + 8 + length));
      at += 8 + Math.ceil(length / 4) * 4;
    } else {
      expect([token, at, path]).toEqual([9, structureAt + view.getUint32(36), []]);
      return properties;
    }
  }
}

const cells = (bytes: Uint8Array | undefined) => {
  const view = new DataView(bytes!.buffer, bytes!.byteOffset, bytes!.byteLength);
  return Array.from({ length: bytes!.length / 4 }, (_, index) => view.getUint32(4 * index));
};
const text = (bytes: Uint8Array | undefined) => String.fromCharCode(...bytes!);

describe("deviceTree", () => {
  const tree = deviceTree({
    ramBytes: 8 << 20,
    bootargs: "console=hvc0 quiet",
    initrd: { start: 0x80600000, end: 0x80600123 },
  });
  const properties = parse(tree);

  it("has the header of version 17 and a length that is its own", () => {
    const view = new DataView(tree.buffer);
    expect(view.getUint32(0)).toBe(0xd00dfeed);
    expect(view.getUint32(4)).toBe(tree.length);
    expect([view.getUint32(20), view.getUint32(24)]).toEqual([17, 16]);
    expect(tree.subarray(view.getUint32(16), view.getUint32(16) + 16).every((byte) => byte === 0)).toBe(true);
    expect(view.getUint32(12) + view.getUint32(32)).toBe(tree.length);
  });

  it("tells of RAM and of the hart", () => {
    expect(cells(properties.get("/memory@80000000/reg"))).toEqual([0, 0x80000000, 0, 8 << 20]);
    expect(text(properties.get("/memory@80000000/device_type"))).toBe("memory\0");
    expect(cells(properties.get("/cpus/timebase-frequency"))).toEqual([10_000_000]);
    expect(text(properties.get("/cpus/cpu@0/riscv,isa"))).toBe("rv32ima\0");
    expect(text(properties.get("/cpus/cpu@0/mmu-type"))).toBe("riscv,sv32\0");
    expect(properties.get("/cpus/cpu@0/interrupt-controller/interrupt-controller")).toHaveLength(0);
  });

  it("tells the kernel its command line, its file system and 64 random bytes", () => {
    expect(text(properties.get("/chosen/bootargs"))).toBe("console=hvc0 quiet\0");
    expect(cells(properties.get("/chosen/linux,initrd-start"))).toEqual([0, 0x80600000]);
    expect(cells(properties.get("/chosen/linux,initrd-end"))).toEqual([0, 0x80600123]);
    expect(new Set(properties.get("/chosen/rng-seed")).size).toBe(64);
  });

  it("leaves out what a program has no use for, and fits into a page", () => {
    const small = deviceTree({ ramBytes: 4 << 20 });
    expect([...parse(small).keys()].filter((path) => path.startsWith("/chosen"))).toEqual([
      "/chosen/rng-seed",
    ]);
    expect(small.length).toBeLessThan(1024);
  });
});

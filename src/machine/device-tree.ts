import { RAM_START, TIME_FREQUENCY } from "./layout.ts";

/** What the device tree tells a guest beside what is the same in every machine. */
export interface Hardware {
  readonly ramBytes: number;
  /** The kernel's command line. */
  readonly bootargs?: string;
  /** Where the initial file system lies in guest RAM; `end` is the first address behind it. */
  readonly initrd?: { readonly start: number; readonly end: number };
}

/** Numbers are 32-bit cells, texts end in a zero byte, and `true` is a property without a value. */
type Value = string | readonly number[] | Uint8Array | true;

interface Node {
  readonly name: string;
  readonly properties: Readonly<Record<string, Value>>;
  readonly children?: readonly Node[];
}

/** The header's magic, the version of the format, and the oldest version whose readers understand it. */
const MAGIC = 0xd00dfeed;
const VERSION = 17;
const COMPATIBLE_VERSION = 16;
const HEADER_BYTES = 40;
/** The list of reserved memory, which is empty: one entry of zeros ends it. */
const RESERVATION_BYTES = 16;
/** The tokens of the structure block. */
const BEGIN_NODE = 1;
const END_NODE = 2;
const PROPERTY = 3;
const END = 9;

/**
 * The seed of the guest's random numbers. It is always the same, so that a boot is the same every time; a guest has no
 * secrets here.
 */
const RANDOM_SEED = Uint8Array.from({ length: 64 }, (_, index) => (index * 151 + 43) & 0xff);

/**
 * The flattened device tree of the machine, as version 17 of the Devicetree Specification (0.4, chapter 5) lays it out:
 * one hart, its timer's frequency, and RAM.
 */
export function deviceTree(hardware: Hardware): Uint8Array {
  return flatten({
    name: "",
    properties: {
      "#address-cells": [2],
      "#size-cells": [2],
      compatible: "quick-resume-lab,machine",
      model: "Quick Resume lab",
    },
    children: [chosen(hardware), memory(hardware), cpus()],
  });
}

/** What the boot loader has to say: the command line and the initial file system. */
function chosen({ bootargs, initrd }: Hardware): Node {
  const properties: Record<string, Value> = { "rng-seed": RANDOM_SEED };
  if (bootargs !== undefined) properties.bootargs = bootargs;
  if (initrd) {
    properties["linux,initrd-start"] = [0, initrd.start];
    properties["linux,initrd-end"] = [0, initrd.end];
  }
  return { name: "chosen", properties };
}

function memory({ ramBytes }: Hardware): Node {
  // Addresses and sizes have two cells, of which the upper one is zero in a 32-bit machine.
  return {
    name: `memory@${RAM_START.toString(16)}`,
    properties: { device_type: "memory", reg: [0, RAM_START, 0, ramBytes] },
  };
}

function cpus(): Node {
  const interrupts: Node = {
    name: "interrupt-controller",
    properties: { "#interrupt-cells": [1], "interrupt-controller": true, compatible: "riscv,cpu-intc" },
  };
  const cpu: Node = {
    name: "cpu@0",
    properties: {
      device_type: "cpu",
      reg: [0],
      status: "okay",
      compatible: "riscv",
      "riscv,isa": "rv32ima",
      "mmu-type": "riscv,sv32",
    },
    children: [interrupts],
  };
  return {
    name: "cpus",
    properties: { "#address-cells": [1], "#size-cells": [0], "timebase-frequency": [TIME_FREQUENCY] },
    children: [cpu],
  };
}

/** Bytes that grow, with numbers in the tree's byte order, most significant byte first. */
class Output {
  readonly bytes: number[] = [];

  cell(value: number): void {
    this.bytes.push((value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
  }

  text(text: string): void {
    for (let index = 0; index < text.length; index++) this.bytes.push(text.charCodeAt(index) & 255);
    this.bytes.push(0);
  }

  align(): void {
    while (this.bytes.length % 4 !== 0) this.bytes.push(0);
  }
}

/** The offsets of property names in the block of texts, each of which stands there once. */
class Names {
  readonly output = new Output();
  readonly #offsets = new Map<string, number>();

  offset(name: string): number {
    const known = this.#offsets.get(name);
    if (known !== undefined) return known;
    const offset = this.output.bytes.length;
    this.#offsets.set(name, offset);
    this.output.text(name);
    return offset;
  }
}

/** Header, reserved memory, structure and names, one after the other; the header says where each begins. */
function flatten(root: Node): Uint8Array {
  const structure = new Output();
  const names = new Names();
  writeNode(root, structure, names);
  structure.cell(END);
  const structureAt = HEADER_BYTES + RESERVATION_BYTES;
  const namesAt = structureAt + structure.bytes.length;
  const header = new Output();
  for (const value of [
    MAGIC,
    namesAt + names.output.bytes.length,
    structureAt,
    namesAt,
    HEADER_BYTES,
    VERSION,
    COMPATIBLE_VERSION,
    0, // the hart that boots
    names.output.bytes.length,
    structure.bytes.length,
  ]) {
    header.cell(value);
  }
  const reservations = new Array<number>(RESERVATION_BYTES).fill(0);
  return Uint8Array.from([...header.bytes, ...reservations, ...structure.bytes, ...names.output.bytes]);
}

function writeNode(node: Node, structure: Output, names: Names): void {
  structure.cell(BEGIN_NODE);
  structure.text(node.name);
  structure.align();
  for (const [name, value] of Object.entries(node.properties)) {
    const bytes = encode(value);
    structure.cell(PROPERTY);
    structure.cell(bytes.length);
    structure.cell(names.offset(name));
    for (const byte of bytes) structure.bytes.push(byte);
    structure.align();
  }
  for (const child of node.children ?? []) writeNode(child, structure, names);
  structure.cell(END_NODE);
}

function encode(value: Value): ArrayLike<number> & Iterable<number> {
  if (value === true) return [];
  if (value instanceof Uint8Array) return value;
  const output = new Output();
  if (typeof value === "string") output.text(value);
  else for (const cell of value) output.cell(cell);
  return output.bytes;
}

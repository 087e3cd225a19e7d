/**
 * Reads a stranger's program: 32-bit ELF as the System V ABI defines it, with the flags of the RISC-V psABI. Every
 * offset and length is checked before it is used, and a file that is refused has changed nothing.
 */

import { t } from "../language/words.ts";
import { RAM_START } from "./layout.ts";

/** Some bytes for guest RAM. What `memoryBytes` has beyond them is zero. */
export interface Segment {
  /** Guest physical address. */
  readonly address: number;
  readonly bytes: Uint8Array;
  readonly memoryBytes: number;
}

/** A program as it is to lie in RAM, and where it starts. */
export interface Executable {
  readonly entry: number;
  readonly segments: readonly Segment[];
}

/** A file that this machine cannot run. The message names what was found and what is needed. */
export class BadImageError extends Error {
  override name = "BadImageError";
}

/** Sizes of `Elf32_Ehdr` and `Elf32_Phdr`, and the segments' types that matter. */
const HEADER_BYTES = 52;
const PROGRAM_HEADER_BYTES = 32;
const PT_LOAD = 1;
const PT_INTERP = 3;
/** Bits of `e_flags`: `EF_RISCV_RVC`, `EF_RISCV_FLOAT_ABI` and `EF_RISCV_RVE`. */
const FLAG_COMPRESSED = 1;
const FLAGS_FLOAT = 6;
const FLAG_EMBEDDED = 8;
/** One hart always keeps the stores of other harts in order, so this flag asks for nothing. */
const FLAG_TOTAL_STORE_ORDER = 16;

/** Names for what a file is and this machine cannot run, so that the message can say it. */
const CLASSES = new Map([
  [1, "32-bit"],
  [2, "64-bit"],
]);
const BYTE_ORDERS = new Map([
  [1, "little-endian"],
  [2, "big-endian"],
]);
const TYPES = new Map([
  [1, t`a relocatable object`],
  [2, t`an executable`],
  [3, t`a shared object or position-independent executable`],
  [4, t`a core dump`],
]);
const MACHINES = new Map([
  [3, "x86"],
  [8, "MIPS"],
  [20, "PowerPC"],
  [40, "Arm"],
  [62, "x86-64"],
  [183, "AArch64"],
  [243, "RISC-V"],
]);

/** An address or a set of flags, as people write it. */
export function hex(number: number): string {
  return `0x${number.toString(16)}`;
}

/**
 * Reads an ELF file, or takes any other file as a flat binary that is loaded and started at the beginning of RAM.
 * Throws {@link BadImageError} for what this machine cannot run or `ramBytes` of RAM cannot hold.
 */
export function readExecutable(file: Uint8Array, ramBytes: number): Executable {
  const executable = isElf(file) ? readElf(file) : flat(file);
  for (const segment of executable.segments) requireInRam(segment, ramBytes);
  requireApart(executable.segments, ramBytes);
  const { entry } = executable;
  if (entry < RAM_START || entry >= RAM_START + ramBytes || entry % 4 !== 0) {
    throw new BadImageError(
      t`the image starts at ${hex(entry)}; needed is a multiple of 4 ${ramRange(ramBytes)}`,
    );
  }
  return executable;
}

/** Whether the file begins with ELF's magic: 0x7f and "ELF". */
function isElf(file: Uint8Array): boolean {
  return file[0] === 0x7f && file[1] === 0x45 && file[2] === 0x4c && file[3] === 0x46;
}

function flat(bytes: Uint8Array): Executable {
  if (bytes.length === 0) throw new BadImageError(t`the image is empty; needed is at least one instruction`);
  return { entry: RAM_START, segments: [{ address: RAM_START, bytes, memoryBytes: bytes.length }] };
}

function ramRange(ramBytes: number): string {
  return t`from ${hex(RAM_START)} to below ${hex(RAM_START + ramBytes)} (${ramBytes} bytes of RAM)`;
}

function requireInRam({ address, memoryBytes }: Segment, ramBytes: number): void {
  if (address >= RAM_START && address + memoryBytes <= RAM_START + ramBytes) return;
  throw new BadImageError(
    t`the image loads ${memoryBytes} bytes at ${hex(address)}; needed are addresses ${ramRange(ramBytes)}`,
  );
}

/** Segments that lie on one another would have more bytes to write than there is RAM, each of 65,535 as many. */
function requireApart(segments: readonly Segment[], ramBytes: number): void {
  const all = segments.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
  if (all <= ramBytes) return;
  throw new BadImageError(
    t`the image's ${segments.length} segments have ${all} bytes together and lie on one another; needed are segments apart, of at most ${ramBytes} bytes`,
  );
}

function requireNumber(
  what: string,
  found: number,
  needed: number,
  names: ReadonlyMap<number, string>,
): void {
  if (found === needed) return;
  const name = names.has(found) ? `${names.get(found)} (${found})` : `${found}`;
  throw new BadImageError(t`${what} is ${name}; needed is ${names.get(needed)!} (${needed})`);
}

/** The header's fields, by their offsets: type 16, machine 18, entry 24, flags 36. */
function readElf(file: Uint8Array): Executable {
  if (file.length < HEADER_BYTES) throw truncated(t`the ELF header`, 0, HEADER_BYTES, file);
  requireNumber(t`the image's class`, file[4]!, 1, CLASSES);
  requireNumber(t`the image's byte order`, file[5]!, 1, BYTE_ORDERS);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  requireNumber(t`the image's machine`, view.getUint16(18, true), 243, MACHINES);
  requireNumber(t`the image's type`, view.getUint16(16, true), 2, TYPES);
  requireFlags(view.getUint32(36, true));
  return { entry: view.getUint32(24, true), segments: readSegments(file, view) };
}

function requireFlags(flags: number): void {
  const found: string[] = [];
  if (flags & FLAG_COMPRESSED) found.push(t`compressed instructions (RVC)`);
  if (flags & FLAGS_FLOAT) found.push(t`a floating-point ABI`);
  if (flags & FLAG_EMBEDDED) found.push(t`the 16-register base (RVE)`);
  const known = FLAG_COMPRESSED | FLAGS_FLOAT | FLAG_EMBEDDED | FLAG_TOTAL_STORE_ORDER;
  if (flags & ~known) found.push(t`unknown flags`);
  if (found.length === 0) return;
  throw new BadImageError(
    t`the image's flags are ${hex(flags)}: ${found.join(", ")}; needed is plain RV32IMA code with the ilp32 ABI`,
  );
}

/** The program headers: they begin at what offset 28 says, with their size at 42 and their count at 44. */
function readSegments(file: Uint8Array, view: DataView): Segment[] {
  const start = view.getUint32(28, true);
  const size = view.getUint16(42, true);
  const count = view.getUint16(44, true);
  if (count > 0 && size !== PROGRAM_HEADER_BYTES) {
    throw new BadImageError(
      t`the image's program headers have ${size} bytes; needed are ${PROGRAM_HEADER_BYTES}`,
    );
  }
  if (start + count * size > file.length) throw truncated(t`the program headers`, start, count * size, file);
  const segments: Segment[] = [];
  for (let index = 0; index < count; index++) {
    const at = start + index * size;
    const type = view.getUint32(at, true);
    if (type === PT_INTERP) {
      throw new BadImageError(t`the image asks for a dynamic linker; needed is a static executable`);
    }
    if (type === PT_LOAD && view.getUint32(at + 20, true) > 0) segments.push(readSegment(file, view, at));
  }
  if (segments.length === 0) throw new BadImageError(t`the image loads nothing; needed is a PT_LOAD segment`);
  return segments;
}

/** A program header's fields: offset 4, physical address 12, bytes in the file 16 and in memory 20. */
function readSegment(file: Uint8Array, view: DataView, at: number): Segment {
  const offset = view.getUint32(at + 4, true);
  const fileBytes = view.getUint32(at + 16, true);
  const memoryBytes = view.getUint32(at + 20, true);
  if (offset + fileBytes > file.length) throw truncated(t`a segment`, offset, fileBytes, file);
  if (fileBytes > memoryBytes) {
    throw new BadImageError(
      t`a segment has ${fileBytes} bytes in the file; needed are at most its ${memoryBytes} in RAM`,
    );
  }
  const address = view.getUint32(at + 12, true);
  return { address, bytes: file.subarray(offset, offset + fileBytes), memoryBytes };
}

function truncated(what: string, offset: number, bytes: number, file: Uint8Array): BadImageError {
  return new BadImageError(
    t`the image has ${file.length} bytes; needed are ${bytes} from byte ${offset} on for ${what}`,
  );
}

/**
 * What a guest finds in RAM before its first instruction: the program or the kernel, its files and the device tree. The
 * host that starts a guest calls it. Everything is laid out and checked before a byte is written, so an image that is
 * refused leaves the machine as it was.
 */

import { t } from "../language/words.ts";
import { deviceTree } from "./device-tree.ts";
import { BadImageError, type Executable, hex, readExecutable, type Segment } from "./elf.ts";
import { PAGE_BYTES, RAM_START } from "./layout.ts";

/** What booting needs of a machine, whose RAM should be all zeros; `Machine` has it. */
export interface Bootable {
  readonly settings: { readonly ramBytes: number };
  writeRam(address: number, bytes: Uint8Array): void;
  /** Makes the guest start at `entry` with the address of the device tree in a1. */
  reset(entry: number, deviceTree: number, settingsWords?: readonly number[]): void;
}

/** A program of the lab or an image of one's own: an ELF file or a flat binary, with its settings words. */
export interface ProgramImage {
  readonly kind: "program" | "image";
  readonly bytes: Uint8Array;
  readonly settingsWords?: readonly number[];
}

/** Linux: the kernel's flat `Image` file, its initial file system and its command line. */
export interface KernelImage {
  readonly kind: "kernel";
  readonly kernel: Uint8Array;
  readonly initrd?: Uint8Array;
  readonly bootargs?: string;
}

export type GuestImage = ProgramImage | KernelImage;

/** Bytes of an image's files. */
export function imageBytes(image: GuestImage): number {
  if (image.kind === "kernel") return image.kernel.length + (image.initrd?.length ?? 0);
  return image.bytes.length;
}

/** What lies where in RAM before the first instruction. */
export interface BootLayout {
  readonly entry: number;
  readonly deviceTree: number;
  readonly segments: readonly Segment[];
  readonly settingsWords: readonly number[];
}

/** Where Linux finds the console of the machine. */
const BOOTARGS = "console=hvc0";

// The header of a kernel image for RISC-V, as Linux's Documentation/riscv/boot-image-header.rst gives it.
const KERNEL_HEADER_BYTES = 64;
const KERNEL_MEMORY_BYTES_AT = 16;
const KERNEL_MAGIC_AT = 56;
/** "RSC" and 5. */
const KERNEL_MAGIC = 0x05435352;

/**
 * Loads a guest into the machine and makes it ready to run its first instruction.
 * Throws {@link BadImageError} when the image is not for this machine or does not fit; nothing is written then.
 */
export function boot(machine: Bootable, image: GuestImage): void {
  const layout = layOut(image, machine.settings.ramBytes);
  machine.reset(layout.entry, layout.deviceTree, layout.settingsWords);
  for (const segment of layout.segments) {
    machine.writeRam(segment.address, segment.bytes);
    // What a segment has beyond its file's bytes must read as zero, even where RAM held something.
    const zeros = segment.memoryBytes - segment.bytes.length;
    if (zeros > 0) machine.writeRam(segment.address + segment.bytes.length, new Uint8Array(zeros));
  }
}

/** Decides what lies where; {@link boot} without a machine. */
export function layOut(image: GuestImage, ramBytes: number): BootLayout {
  if (image.kind === "kernel") return layOutKernel(image, ramBytes);
  const executable = readExecutable(image.bytes, ramBytes);
  const tree = place(t`the device tree`, deviceTree({ ramBytes }), executable.segments, ramBytes);
  return complete(executable, tree, [], image.settingsWords ?? []);
}

function layOutKernel({ kernel, initrd, bootargs = BOOTARGS }: KernelImage, ramBytes: number): BootLayout {
  const executable = readKernel(kernel, ramBytes);
  if (!initrd) {
    const tree = place(t`the device tree`, deviceTree({ ramBytes, bootargs }), executable.segments, ramBytes);
    return complete(executable, tree, [], []);
  }
  // The tree names the place of the file system below it, which depends on the tree's length: that is measured first.
  const treeBytes = deviceTree({ ramBytes, bootargs, initrd: { start: 0, end: 0 } });
  const treeSpace = place(t`the device tree`, treeBytes, executable.segments, ramBytes);
  const files = place(t`the initrd`, initrd, [...executable.segments, treeSpace], ramBytes);
  const range = { start: files.address, end: files.address + initrd.length };
  const tree = { ...treeSpace, bytes: deviceTree({ ramBytes, bootargs, initrd: range }) };
  return complete(executable, tree, [files], []);
}

function complete(
  { entry, segments }: Executable,
  tree: Segment,
  more: readonly Segment[],
  settingsWords: readonly number[],
): BootLayout {
  return { entry, deviceTree: tree.address, segments: [...segments, ...more, tree], settingsWords };
}

function readKernel(kernel: Uint8Array, ramBytes: number): Executable {
  const view = new DataView(kernel.buffer, kernel.byteOffset, kernel.byteLength);
  const magic = kernel.length < KERNEL_HEADER_BYTES ? 0 : view.getUint32(KERNEL_MAGIC_AT, true);
  if (magic !== KERNEL_MAGIC) {
    throw new BadImageError(
      t`the kernel has ${hex(magic)} at byte ${KERNEL_MAGIC_AT}; needed is an Image of Linux for RISC-V (${hex(KERNEL_MAGIC)})`,
    );
  }
  const memoryBytes = Math.max(kernel.length, view.getUint32(KERNEL_MEMORY_BYTES_AT, true));
  if (memoryBytes > ramBytes) {
    throw new BadImageError(t`the kernel needs ${memoryBytes} bytes of RAM; there are ${ramBytes}`);
  }
  return { entry: RAM_START, segments: [{ address: RAM_START, bytes: kernel, memoryBytes }] };
}

/** Puts bytes into whole pages as near to the end of RAM as what is taken allows. */
function place(what: string, bytes: Uint8Array, taken: readonly Segment[], ramBytes: number): Segment {
  const space = Math.ceil(bytes.length / PAGE_BYTES) * PAGE_BYTES;
  let end = RAM_START + ramBytes;
  for (const segment of [...taken].sort((a, b) => b.address - a.address)) {
    if (segment.address + segment.memoryBytes <= end - space) break;
    end = Math.min(end, Math.floor(segment.address / PAGE_BYTES) * PAGE_BYTES);
  }
  if (end - space >= RAM_START) return { address: end - space, bytes, memoryBytes: bytes.length };
  const used = taken.reduce((sum, segment) => sum + segment.memoryBytes, 0);
  throw new BadImageError(
    t`${what} needs ${space} bytes beside ${used} bytes that are taken; there are ${ramBytes} bytes of RAM`,
  );
}

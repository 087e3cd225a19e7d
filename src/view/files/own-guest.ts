import type { Experiment } from "../../experiment/experiment.ts";
import { FileError } from "../../experiment/run-file.ts";
import { t } from "../../language/words.ts";
import { type GuestImage, layOut } from "../../machine/boot.ts";
import { BadImageError } from "../../machine/elf.ts";
import { parseScenario } from "../../scenario/scenario.ts";
import { named } from "../../text/quote.ts";

/** A file with its name, as it was dropped. */
export interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** RAM that is tried, in MiB, from the least on: a small guest makes a good run, a large one must fit. */
const RAM_MIB = [4, 8, 16, 32, 64, 128, 256];
const KERNEL_MAGIC_AT = 56;
/** What begins files that are no guest by themselves. */
const ARCHIVES: readonly (readonly number[])[] = [
  [0x1f, 0x8b],
  [0x30, 0x37, 0x30, 0x37, 0x30],
  [0x28, 0xb5, 0x2f, 0xfd],
  [0xfd, 0x37, 0x7a, 0x58],
];

/** A run of the learner's own guest. Throws a {@link FileError} that says why it cannot run. */
export function ownGuest(files: readonly NamedFile[]): Experiment {
  const image = imageOf(files);
  const ramMiB = ramFor(image);
  const [first, second] = orderOf(files);
  const guest =
    image.kind === "kernel"
      ? { kernel: first!.name, ...(second ? { initrd: second.name } : {}), ramMiB: Math.max(16, ramMiB) }
      : { image: first!.name, ramMiB };
  const scenario = parseScenario({ ...CLASSROOM, guest });
  return {
    scenario,
    actions: [],
    moment: null,
    files: new Map(files.map(({ name, bytes }) => [name, bytes])),
  };
}

/** The sizes in which a guest of a few MiB makes a good run. */
const CLASSROOM = {
  version: 1,
  link: { bandwidthMiBps: 4 },
  datastore: { bandwidthMiBps: 4, latencyMs: 10 },
  file: { chunkKiB: 16, chunks: 40, pollMs: 10 },
};

function isKernel({ bytes }: NamedFile): boolean {
  const magic = [0x52, 0x53, 0x43, 0x05];
  return magic.every((byte, index) => bytes[KERNEL_MAGIC_AT + index] === byte);
}

function isArchive({ bytes }: NamedFile): boolean {
  return ARCHIVES.some((magic) => magic.every((byte, index) => bytes[index] === byte));
}

/** A kernel comes before its initrd. */
function orderOf(files: readonly NamedFile[]): readonly NamedFile[] {
  return [...files].sort((one, other) => Number(isKernel(other)) - Number(isKernel(one)));
}

/** Throws a {@link FileError} for more files than a guest has. */
export function requireFew(files: readonly unknown[]): void {
  if (files.length < 1 || files.length > 2)
    throw new FileError(
      t`These are ${files.length} files; a guest is one image, or a kernel with its initrd.`,
    );
}

function imageOf(files: readonly NamedFile[]): GuestImage {
  requireFew(files);
  const [first, second] = orderOf(files) as [NamedFile, NamedFile?];
  if (isKernel(first)) {
    if (second && isKernel(second)) throw new FileError(t`These are two kernels; drop one, with its initrd.`);
    return { kind: "kernel", kernel: first.bytes, ...(second ? { initrd: second.bytes } : {}) };
  }
  if (second)
    throw new FileError(
      t`None of the two files is a Linux kernel for RISC-V, so they do not belong together.`,
    );
  if (isArchive(first))
    throw new FileError(
      t`${named(first.name)} is an archive or an initrd; drop it together with its kernel.`,
    );
  return { kind: "image", bytes: first.bytes };
}

/** The least RAM in which the image fits; what is wrong with it where it fits in none. */
function ramFor(image: GuestImage): number {
  let reason: unknown;
  for (const ramMiB of RAM_MIB)
    try {
      layOut(image, ramMiB * 2 ** 20);
      return ramMiB;
    } catch (error) {
      if (!(error instanceof BadImageError)) throw error;
      reason = error;
    }
  throw new FileError(t`This guest cannot run here: ${(reason as Error).message}.`);
}

import type { Experiment } from "../../scenario/share.ts";
import { type NamedFile, ownGuest } from "./own-guest.ts";
import { FileError, readRun } from "./run-file.ts";

/** Nothing that a guest of at most 1 GiB could use is larger. */
const LARGEST = 256 * 2 ** 20;

/** What files hold: a saved run, or a guest of the learner's own. Rejects with the reason where it is neither. */
export async function experimentIn(files: readonly File[]): Promise<Experiment> {
  for (const { name, size } of files) {
    if (size > LARGEST)
      throw new FileError(`${name} has ${Math.ceil(size / 2 ** 20)} MiB; the largest has 256.`);
    if (size === 0) throw new FileError(`${name} is empty.`);
  }
  const read = await Promise.all(files.map(bytesOf));
  const [first] = read;
  if (read.length === 1 && looksLikeJson(first!)) return readRun(new TextDecoder().decode(first!.bytes));
  return ownGuest(read);
}

async function bytesOf(file: File): Promise<NamedFile> {
  try {
    return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
  } catch {
    throw new FileError(`${file.name} cannot be read; a folder is no guest.`);
  }
}

function looksLikeJson({ name, bytes }: NamedFile): boolean {
  return name.endsWith(".json") || bytes[0] === "{".charCodeAt(0);
}

import { MOST_FILE_BYTES, MOST_RUN_BYTES } from "../../experiment/bounds.ts";
import type { Experiment } from "../../experiment/experiment.ts";
import { FileError, readRun } from "../../experiment/run-file.ts";
import { named } from "../../text/quote.ts";
import { type NamedFile, ownGuest, requireFew } from "./own-guest.ts";

/** The longest name that a file system gives a file. */
const LONGEST_NAME = 255;

/**
 * What files hold: a saved run, or a guest of the learner's own. Their sizes are looked at before they are read. Rejects
 * with the reason where it is neither.
 */
export async function experimentIn(files: readonly File[]): Promise<Experiment> {
  requireFew(files);
  for (const file of files) requireName(file);
  const [first] = files;
  if (files.length === 1 && (await looksLikeJson(first!))) {
    requireSize(files, MOST_RUN_BYTES);
    return readRun(new TextDecoder().decode((await bytesOf(first!)).bytes));
  }
  requireSize(files, MOST_FILE_BYTES);
  return ownGuest(await Promise.all(files.map(bytesOf)));
}

function requireName({ name, size }: File): void {
  if (name.length > LONGEST_NAME)
    throw new FileError(
      `The name of ${named(name)} has ${name.length} characters; the longest has ${LONGEST_NAME}.`,
    );
  if (size === 0) throw new FileError(`${named(name)} is empty.`);
}

function requireSize(files: readonly File[], most: number): void {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size <= most) return;
  const all = files.length === 1 ? `${named(files[0]!.name)} has` : "These files have together";
  throw new FileError(`${all} ${Math.ceil(size / 2 ** 20)} MiB; the most are ${most / 2 ** 20}.`);
}

async function bytesOf(file: File): Promise<NamedFile> {
  try {
    return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
  } catch {
    throw new FileError(`${named(file.name)} cannot be read; a folder is no guest.`);
  }
}

async function looksLikeJson(file: File): Promise<boolean> {
  if (file.name.endsWith(".json")) return true;
  const { bytes } = await bytesOf(new File([file.slice(0, 1)], file.name));
  return bytes[0] === "{".charCodeAt(0);
}

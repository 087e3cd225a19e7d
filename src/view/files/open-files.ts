import { MOST_FILE_BYTES, MOST_RUN_BYTES } from "../../experiment/bounds.ts";
import type { Experiment } from "../../experiment/experiment.ts";
import { FileError, readRun } from "../../experiment/run-file.ts";
import { plainNumber } from "../../language/numbers.ts";
import { t } from "../../language/words.ts";
import { named } from "../../text/quote.ts";
import { type NamedFile, ownGuest, requireFew } from "./own-guest.ts";
import { ownScenario } from "./own-scenario.ts";

/** The longest name that a file system gives a file. */
const LONGEST_NAME = 255;

/**
 * What files hold: a saved run, a scenario with the files that it names, or a guest of the learner's own. Their sizes are
 * looked at before they are read. Rejects with the reason where it is none of these.
 */
export async function experimentIn(files: readonly File[]): Promise<Experiment> {
  for (const file of files.slice(0, MOST_FILES + 1)) requireName(file);
  const texts = files.length > MOST_FILES ? [] : await texted(files);
  const [text] = texts;
  if (!text || texts.length > 1) return ownGuest(await bytesOfFew(files));
  requireSize([text], MOST_RUN_BYTES);
  const content = new TextDecoder().decode((await bytesOf(text)).bytes);
  if (!isScenario(content)) {
    requireAlone(files, text);
    return readRun(content);
  }
  const others = files.filter((file) => file !== text);
  requireSize(others, MOST_FILE_BYTES);
  return ownScenario(text.name, JSON.parse(content), await Promise.all(others.map(bytesOf)));
}

/** A scenario comes with two more files at most. */
const MOST_FILES = 3;

async function texted(files: readonly File[]): Promise<File[]> {
  const are = await Promise.all(files.map(looksLikeJson));
  return files.filter((_, index) => are[index]);
}

async function bytesOfFew(files: readonly File[]): Promise<NamedFile[]> {
  requireFew(files);
  requireSize(files, MOST_FILE_BYTES);
  return Promise.all(files.map(bytesOf));
}

/** Whether a text is a scenario: it has a version, and no format as a saved run has. */
function isScenario(text: string): boolean {
  try {
    const content: unknown = JSON.parse(text);
    return typeof content === "object" && content !== null && "version" in content && !("format" in content);
  } catch {
    return false;
  }
}

function requireAlone(files: readonly File[], run: File): void {
  if (files.length > 1)
    throw new FileError(t`${named(run.name)} is a saved run, which holds its files itself; drop it alone.`);
}

function requireName({ name, size }: File): void {
  if (name.length > LONGEST_NAME)
    throw new FileError(
      t`The name of ${named(name)} has ${plainNumber(name.length)} characters; the longest has ${LONGEST_NAME}.`,
    );
  if (size === 0) throw new FileError(t`${named(name)} is empty.`);
}

function requireSize(files: readonly File[], most: number): void {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size <= most) return;
  const [has, may] = [plainNumber(Math.ceil(size / 2 ** 20)), plainNumber(most / 2 ** 20)];
  throw new FileError(
    files.length === 1
      ? t`${named(files[0]!.name)} has ${has} MiB; the most are ${may}.`
      : t`These files have together ${has} MiB; the most are ${may}.`,
  );
}

async function bytesOf(file: File): Promise<NamedFile> {
  try {
    return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
  } catch {
    throw new FileError(t`${named(file.name)} cannot be read; a folder is no guest.`);
  }
}

async function looksLikeJson(file: File): Promise<boolean> {
  if (file.name.endsWith(".json")) return true;
  const { bytes } = await bytesOf(new File([file.slice(0, 1)], file.name));
  return bytes[0] === "{".charCodeAt(0);
}

/**
 * A run as a file. Unlike a link it can hold the learner's own guest, and is JSON that a person can read. It is
 * opened only as a whole: format, version, checksum, and then every field by itself.
 */

import { deflateSync } from "fflate";
import { crc32c } from "../datastore/checksum.ts";
import { t } from "../language/words.ts";
import { BadScenarioError } from "../scenario/bad-scenario.ts";
import { named, quote } from "../text/quote.ts";
import { fromBase64, toBase64 } from "./base64.ts";
import { MOST_ACTIONS, MOST_FILE_BYTES } from "./bounds.ts";
import { deflate } from "./deflate.ts";
import type { Experiment } from "./experiment.ts";
import { inflateStreamAtMost, MOST_GROWTH, SMALL_BYTES, TooLargeError } from "./inflate.ts";
import { validate } from "./validate.ts";

/** A file that does not open. The message is for the page. */
export class FileError extends Error {
  override name = "FileError";
}

/** The learner's own files by name, deflated, as text. */
export type Packed = Readonly<Record<string, string>>;

const FORMAT = "quick-resume-lab run";
const VERSION = 1;

/** The learner's own files, ready to be written. */
export async function pack(files: Experiment["files"]): Promise<Packed> {
  const entries = [...(files ?? [])].map(async ([name, bytes]) => [name, toBase64(await packed(bytes))]);
  return Object.fromEntries(await Promise.all(entries));
}

/**
 * Deflated, but no further than it may grow again. What deflates too well is kept as it is, since opening it would
 * take it for an attack.
 */
async function packed(bytes: Uint8Array): Promise<Uint8Array> {
  const small = await deflate(bytes);
  return bytes.length <= mayGrowTo(small) ? small : deflateSync(bytes, { level: 0 });
}

/** How many bytes may come of deflated ones before they are taken for what was made to harm. */
function mayGrowTo(deflated: Uint8Array): number {
  return Math.max(SMALL_BYTES, MOST_GROWTH * deflated.length);
}

/**
 * A run as the text of a file. Nothing else is needed to open it again. Throws a {@link FileError} for one that could
 * not be opened again.
 */
export function writeRun({ scenario, actions, moment }: Experiment, files: Packed): string {
  if (actions.length > MOST_ACTIONS)
    throw new FileError(t`This run has ${actions.length} actions; a file holds ${MOST_ACTIONS}.`);
  const run = { scenario, actions, moment, files };
  return JSON.stringify({ format: FORMAT, version: VERSION, checksum: checksumOf(run), run }, null, 1);
}

/**
 * The run in a file. Throws a {@link FileError} for one that is damaged, newer or cannot be run, which names the field where
 * it was edited by hand to what is not allowed. Who has edited a run on purpose takes its checksum out.
 */
export async function readRun(text: string): Promise<Experiment> {
  const content = parsed(text);
  if (content.format !== FORMAT)
    throw new FileError(t`This JSON file is no saved run of the lab; its format is another.`);
  if (typeof content.version === "number" && content.version > VERSION)
    throw new FileError(
      t`This run was saved by a newer version of the lab (format ${content.version}; this one reads up to ${VERSION}). Reload the page to get the newest.`,
    );
  if (content.version !== VERSION || !isRecord(content.run)) throw damaged();
  if (!hasChecksum(content)) return experimentOf(content.run);
  if (isUnchanged(content.run, content.checksum)) return experimentOf(content.run);
  throw whatWasEdited(content.run);
}

/** Whether a file says what its checksum is: it does not where that was taken out, and nothing else was put in. */
function hasChecksum(content: Fields): boolean {
  return Object.keys(content).some((name) => !["format", "version", "run"].includes(name));
}

/** What is wrong with a run whose checksum is not its own: the field that cannot be, or only that it was changed. */
function whatWasEdited(run: Fields): FileError {
  try {
    checked(run);
  } catch (error) {
    if (error instanceof BadScenarioError)
      return new FileError(t`This saved run is damaged or was edited: ${error.message}`);
    return damaged();
  }
  return new FileError(
    t`This saved run is damaged or was edited: it is not what its checksum says. To open what you have edited, take the checksum out.`,
  );
}

/**
 * CRC-32C of the run as JSON, as eight hexadecimal digits. It holds as long as the order of the fields does, which
 * JSON keeps.
 */
function checksumOf(run: object): string {
  return crc32c(new TextEncoder().encode(JSON.stringify(run)))
    .toString(16)
    .padStart(8, "0");
}

function isUnchanged(run: object, checksum: unknown): boolean {
  try {
    return checksumOf(run) === checksum;
  } catch {
    // Lists in lists without end were never written by the lab.
    return false;
  }
}

function damaged(): FileError {
  return new FileError(t`This saved run is damaged: a part of it is missing or was changed.`);
}

type Fields = Record<string, unknown>;

function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parsed(text: string): Fields {
  try {
    const content: unknown = JSON.parse(text);
    if (isRecord(content)) return content;
  } catch {
    // A part of the file is missing, or it never was one of these.
  }
  throw damaged();
}

/** Every field of a run but the bytes of its files. Throws a {@link BadScenarioError}. */
function checked({
  scenario,
  actions,
  moment,
  files,
}: Fields): Omit<Experiment, "files"> & { files: Fields } {
  if (!isRecord(files)) throw new BadScenarioError(t`files is ${quote(files)}; allowed is an object.`);
  return { ...validate({ scenario, actions, moment }, Object.keys(files)), files };
}

/** The checksum has found every accident; what is checked here was made so on purpose. */
async function experimentOf(run: Fields): Promise<Experiment> {
  try {
    const { files, ...experiment } = checked(run);
    return { ...experiment, files: await unpacked(files) };
  } catch (error) {
    if (error instanceof BadScenarioError)
      throw new FileError(t`The run in this file cannot be opened: ${error.message}`);
    throw error;
  }
}

/** One file after the other, so that all of them together are never larger than they may be. */
async function unpacked(files: Fields): Promise<Map<string, Uint8Array>> {
  const unpacked = new Map<string, Uint8Array>();
  let left = MOST_FILE_BYTES;
  for (const [name, text] of Object.entries(files)) {
    const bytes = typeof text === "string" ? fromBase64(text) : null;
    if (!bytes) throw damaged();
    const inflated = await inflate(name, bytes, left);
    left -= inflated.length;
    unpacked.set(name, inflated);
  }
  return unpacked;
}

async function inflate(name: string, bytes: Uint8Array, most: number): Promise<Uint8Array> {
  try {
    return await inflateStreamAtMost(bytes, Math.min(most, mayGrowTo(bytes)));
  } catch (error) {
    if (!(error instanceof TooLargeError)) throw damaged();
    throw new FileError(
      t`The guest's file ${named(name)} in this run is larger than it may be: it holds ${error.message}.`,
    );
  }
}

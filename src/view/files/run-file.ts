import type { Tick } from "../../clock/tick.ts";
import { crc32c } from "../../datastore/checksum.ts";
import { fromBase64, toBase64 } from "../../scenario/base64.ts";
import { ACTION_NAMES } from "../../scenario/frame.ts";
import { parseScenario, type Scenario } from "../../scenario/scenario.ts";
import { BadScenarioError } from "../../scenario/schema.ts";
import type { ActionStep, Experiment } from "../../scenario/share.ts";
import { deflate, inflate } from "./deflate.ts";

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
  const entries = [...(files ?? [])].map(async ([name, bytes]) => [name, toBase64(await deflate(bytes))]);
  return Object.fromEntries(await Promise.all(entries));
}

/** A run as the text of a file. Nothing else is needed to open it again. */
export function writeRun({ scenario, actions, moment }: Experiment, files: Packed): string {
  const run = { scenario, actions, moment, files };
  return JSON.stringify({ format: FORMAT, version: VERSION, checksum: checksumOf(run), run }, null, 1);
}

/** The run in a file. Throws a {@link FileError} for one that is damaged, newer or cannot be run. */
export async function readRun(text: string): Promise<Experiment> {
  const content = parsed(text);
  if (content.format !== FORMAT)
    throw new FileError("This JSON file is no saved run of the lab; its format is another.");
  if (typeof content.version === "number" && content.version > VERSION)
    throw new FileError(
      `This run was saved by a newer version of the lab (format ${content.version}; this one reads up to ${VERSION}). Reload the page to get the newest.`,
    );
  if (content.version !== VERSION || !isRecord(content.run) || checksumOf(content.run) !== content.checksum)
    throw damaged();
  return experimentOf(content.run);
}

function checksumOf(run: object): string {
  return crc32c(new TextEncoder().encode(JSON.stringify(run)))
    .toString(16)
    .padStart(8, "0");
}

function damaged(): FileError {
  return new FileError("This saved run is damaged: a part of it is missing or was changed.");
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

/** The checksum has found every accident; what is checked here was made so on purpose. */
async function experimentOf({ scenario, actions, moment, files }: Fields): Promise<Experiment> {
  if (!isRecord(scenario) || !Array.isArray(actions) || !isRecord(files)) throw damaged();
  const steps = actions.map(stepOf);
  const until = moment === null ? null : tickOf(moment);
  const ticks = [...steps.map(({ at }) => at), until ?? Number.MAX_SAFE_INTEGER];
  if (ticks.some((tick, index) => index > 0 && tick < ticks[index - 1]!)) throw damaged();
  return { scenario: scenarioOf(scenario), actions: steps, moment: until, files: await unpacked(files) };
}

function scenarioOf(given: Fields): Scenario {
  try {
    return parseScenario(given);
  } catch (error) {
    if (error instanceof BadScenarioError)
      throw new FileError(`The scenario in this run cannot be run: ${error.message}`);
    throw error;
  }
}

function stepOf(step: unknown): ActionStep {
  if (!isRecord(step)) throw damaged();
  const at = tickOf(step.at);
  if (step.action === "type" && typeof step.keys === "string") return { action: "type", keys: step.keys, at };
  const action = ACTION_NAMES.find((name) => name === step.action);
  if (!action) throw damaged();
  return { action, at };
}

function tickOf(value: unknown): Tick {
  if (!Number.isSafeInteger(value) || Number(value) < 0) throw damaged();
  return Number(value);
}

async function unpacked(files: Fields): Promise<Map<string, Uint8Array>> {
  const entries = Object.entries(files).map(async ([name, text]): Promise<[string, Uint8Array]> => {
    const bytes = typeof text === "string" ? fromBase64(text) : null;
    if (!bytes) throw damaged();
    return [name, await inflate(bytes)];
  });
  return new Map(await Promise.all(entries));
}

import { tmpdir } from "node:os";
import { join } from "node:path";
import { named } from "../../src/text/quote.ts";

const USAGE = "Usage: npm run -s fuzz -- --seeds FROM..TO [--workers N] [--out FOLDER]";
const MOST_WORKERS = 64;

/** What the fuzzer is asked to do. */
export interface FuzzOptions {
  readonly from: number;
  readonly to: number;
  readonly workers: number;
  /** Where shrunk scenarios are written. */
  readonly out: string;
}

/** A command line that cannot be carried out. The message says what is allowed. */
export class OptionError extends Error {
  override name = "OptionError";
}

/** Reads the command line. `cores` is how many workers there are where none are asked for. */
export function readFuzzOptions(given: readonly string[], cores: number): FuzzOptions {
  const values = new Map<string, string>();
  for (let at = 0; at < given.length; at += 2) {
    const name = given[at]!;
    const value = given[at + 1];
    if (!["--seeds", "--workers", "--out"].includes(name))
      throw new OptionError(
        `${named(name)} is no option; allowed are --seeds, --workers and --out. ${USAGE}`,
      );
    if (value === undefined || value === "") throw new OptionError(`${name} needs a value. ${USAGE}`);
    if (values.has(name)) throw new OptionError(`${name} is given twice. ${USAGE}`);
    values.set(name, value);
  }
  return {
    ...readSeeds(values.get("--seeds")),
    workers: readWorkers(values.get("--workers"), cores),
    out: values.get("--out") ?? join(tmpdir(), "quick-resume-lab-fuzz"),
  };
}

function readSeeds(text: string | undefined): { from: number; to: number } {
  if (text === undefined) throw new OptionError(`--seeds is missing. ${USAGE}`);
  const [, first, last] = /^(\d+)(?:\.\.(\d+))?$/.exec(text) ?? [];
  const from = Number(first);
  const to = Number(last ?? first);
  if (first === undefined || !Number.isSafeInteger(to) || !Number.isSafeInteger(from) || from > to)
    throw new OptionError(
      `--seeds is ${named(text)}; allowed are two whole numbers like 1..10000, the smaller first, or one.`,
    );
  return { from, to };
}

function readWorkers(text: string | undefined, cores: number): number {
  if (text === undefined) return cores;
  const workers = /^\d+$/.test(text) ? Number(text) : 0;
  if (workers < 1 || workers > MOST_WORKERS)
    throw new OptionError(
      `--workers is ${named(text)}; allowed are whole numbers from 1 to ${MOST_WORKERS}.`,
    );
  return workers;
}

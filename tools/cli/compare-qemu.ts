import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { assembleMachine } from "../../src/node/assemble.ts";
import { quote } from "../../src/text/quote.ts";
import { ProcessPool } from "../process-pool.ts";
import { KINDS, type QemuCase } from "../qemu/case.ts";
import { type Check, judge } from "../qemu/judge.ts";
import { caseText, summaryText } from "../qemu/print.ts";
import { readCases, readMeasurement } from "../qemu/read-cases.ts";
import type { CaseOrder, Simulated } from "../qemu/run-case.ts";

const USAGE = `Usage: npm run -s compare:qemu -- [--case ID]... [--kind ${KINDS.join("|")}]... [--file MEASURED.json] [--workers N]`;

const EXIT = { inside: 0, outside: 1, badInput: 2, internal: 3 } as const;

/**
 * Where in a batch of QEMU's a limit falls is chance, and can decide over a whole round: a case that is outside is run
 * again from other moments.
 */
const LATER_MS = [0, 16.7, 33.3];

class BadArgumentError extends Error {}

interface Options {
  readonly ids: readonly number[];
  readonly kinds: readonly string[];
  readonly file: string | null;
  readonly workers: number;
}

function readOptions(): Options {
  try {
    const { values } = parseArgs({
      options: {
        case: { type: "string", multiple: true, default: [] },
        kind: { type: "string", multiple: true, default: [] },
        file: { type: "string" },
        workers: { type: "string", default: "2" },
      },
    });
    const unknown = values.kind.find((kind) => !(KINDS as readonly string[]).includes(kind));
    if (unknown !== undefined) throw new Error(`There is no kind ${quote(unknown)}.`);
    const numbers = [...values.case, values.workers].map(Number);
    if (numbers.some((number) => !Number.isInteger(number) || number < 1))
      throw new Error("Cases and workers are whole numbers from 1.");
    return {
      ids: numbers.slice(0, -1),
      kinds: values.kind,
      file: values.file ?? null,
      workers: numbers.at(-1)!,
    };
  } catch (error) {
    throw new BadArgumentError(`${(error as Error).message}\n${USAGE}`);
  }
}

async function chosenCases({ ids, kinds, file }: Options): Promise<QemuCase[]> {
  const all = file === null ? await readCases() : await readMeasurement(file);
  const chosen = all.filter(
    ({ id, kind }) => (ids.length === 0 || ids.includes(id)) && (kinds.length === 0 || kinds.includes(kind)),
  );
  if (chosen.length === 0) throw new BadArgumentError(`No case was chosen.\n${USAGE}`);
  return chosen;
}

/** The cases that have not been seen inside. */
function outsideOf(cases: readonly QemuCase[], results: ReadonlyMap<QemuCase, Check[]>): QemuCase[] {
  return cases.filter((each) => results.get(each)?.every(({ within }) => within) !== true);
}

/** Runs the cases and prints each as it is done. Of a case that is run again, the result that is inside counts. */
async function compare(
  cases: readonly QemuCase[],
  laterMs: number,
  workers: number,
  results: Map<QemuCase, Check[]>,
): Promise<void> {
  const pool = new ProcessPool<CaseOrder, Simulated>({
    worker: fileURLToPath(new URL("../qemu/worker.ts", import.meta.url)),
    workers,
    nameOf: ({ each }) => `Case ${each.id}`,
  });
  const orders = cases.map((each) => ({ each, laterMs }));
  const note = laterMs === 0 ? "" : ` (again, started ${laterMs} ms later)`;
  await pool.run(orders, (simulated, { each }) => {
    const checks = judge(each, simulated);
    if (!results.has(each) || checks.every(({ within }) => within)) results.set(each, checks);
    process.stdout.write(`${caseText(each, checks, note)}\n`);
  });
}

async function main(): Promise<number> {
  const options = readOptions();
  const cases = await chosenCases(options);
  await assembleMachine();
  process.stdout.write("                          measured    simulated            allowed\n");
  const results = new Map<QemuCase, Check[]>();
  const inside: number[] = [];
  for (const laterMs of LATER_MS) {
    await compare(outsideOf(cases, results), laterMs, options.workers, results);
    inside.push(cases.length - outsideOf(cases, results).length);
  }
  process.stdout.write(`\n${summaryText([...results.values()])}\n`);
  process.stdout.write(
    `${inside[0]} of ${cases.length} cases inside, ${inside.at(-1)} with those that are when they start later\n`,
  );
  return inside.at(-1) === cases.length ? EXIT.inside : EXIT.outside;
}

try {
  process.exitCode = await main();
} catch (error) {
  const isBadInput = error instanceof BadArgumentError;
  process.stderr.write(`${isBadInput ? error.message : ((error as Error).stack ?? String(error))}\n`);
  process.exitCode = isBadInput ? EXIT.badInput : EXIT.internal;
}

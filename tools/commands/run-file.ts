/** One scenario run without a page: what `npm run -s headless` and the package's `quick-resume run` and `trace` do. */
import { writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import {
  BadImageError,
  BadScenarioError,
  nodeFiles,
  type Report,
  readAtMost,
  runScenario,
} from "../../src/entries/headless.ts";
import { named } from "../../src/text/quote.ts";

/** Many times what the longest scenario has. */
const MOST_SCENARIO_BYTES = 16 * 2 ** 20;

const EXIT = { whole: 0, notWhole: 1, badInput: 2, internal: 3 } as const;

/** Reads the command line: the scenario file, and where the trace goes. Throws with `usage` for another one. */
function readArguments(given: readonly string[], usage: string): { file: string; traceFile: string | null } {
  const at = given.indexOf("--trace");
  const traceFile = at < 0 ? null : given[at + 1];
  const rest = at < 0 ? given : given.filter((_, index) => index !== at && index !== at + 1);
  if (rest.length !== 1 || rest[0]!.startsWith("-") || traceFile === undefined)
    throw new BadScenarioError(usage);
  return { file: rest[0]!, traceFile };
}

/** What the file holds; whether it is a scenario is seen when it is run. */
async function readInput(file: string) {
  let text: string;
  try {
    text = new TextDecoder().decode(await readAtMost(file, MOST_SCENARIO_BYTES));
  } catch (error) {
    throw new BadScenarioError(`The scenario file cannot be read: ${named((error as Error).message)}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BadScenarioError(`${named(file)} is not JSON: ${named((error as Error).message)}`);
  }
}

/** That of the worst migration, where there are several. */
function exitCode(report: Report): number {
  return (report.migrations ?? [report]).every(isWhole) ? EXIT.whole : EXIT.notWhole;
}

function isWhole({ outcome, identical, invariants }: Report): boolean {
  return outcome !== "lost" && outcome !== "held" && identical !== false && invariants.length === 0;
}

/** Runs a scenario file with the files that it names beside it. */
async function runFile(file: string) {
  return runScenario(await readInput(file), { files: nodeFiles(dirname(file)) });
}

/** Prints the report of a scenario file as JSON, and writes its trace where `--trace` says so. Gives the exit code. */
export async function runCommand(given: readonly string[], usage: string): Promise<number> {
  const { file, traceFile } = readArguments(given, usage);
  const { report, trace } = await runFile(file);
  if (traceFile !== null) await writeFile(traceFile, trace.toNdjson());
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  return exitCode(report);
}

/** Prints the trace of a scenario file, one event a line. Gives the exit code that its run has. */
export async function traceCommand(given: readonly string[], usage: string): Promise<number> {
  const { file, traceFile } = readArguments(given, usage);
  if (traceFile !== null) throw new BadScenarioError(usage);
  const { report, trace } = await runFile(file);
  process.stdout.write(trace.toNdjson());
  return exitCode(report);
}

/** Carries out a command, and says what went wrong: a mistake of the user's in a line, one of ours with its place. */
export async function endBy(command: Promise<number>): Promise<void> {
  try {
    process.exitCode = await command;
  } catch (error) {
    const isBadInput = error instanceof BadScenarioError || error instanceof BadImageError;
    process.stderr.write(`${isBadInput ? error.message : ((error as Error).stack ?? String(error))}\n`);
    process.exitCode = isBadInput ? EXIT.badInput : EXIT.internal;
  }
}

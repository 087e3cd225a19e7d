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

const USAGE = "Usage: npm run -s headless -- FILE.json [--trace TRACE.ndjson]";

/** Many times what the longest scenario has. */
const MOST_SCENARIO_BYTES = 16 * 2 ** 20;

const EXIT = { whole: 0, notWhole: 1, badInput: 2, internal: 3 } as const;

/** Reads the command line: the scenario file, and where the trace goes. */
function readArguments(given: readonly string[]): { file: string; traceFile: string | null } {
  const at = given.indexOf("--trace");
  const traceFile = at < 0 ? null : given[at + 1];
  const rest = at < 0 ? given : given.filter((_, index) => index !== at && index !== at + 1);
  if (rest.length !== 1 || rest[0]!.startsWith("-") || traceFile === undefined)
    throw new BadScenarioError(USAGE);
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

async function main(): Promise<number> {
  const { file, traceFile } = readArguments(process.argv.slice(2));
  const { report, trace } = await runScenario(await readInput(file), { files: nodeFiles(dirname(file)) });
  if (traceFile !== null) await writeFile(traceFile, trace.toNdjson());
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  return exitCode(report);
}

try {
  process.exitCode = await main();
} catch (error) {
  const isBadInput = error instanceof BadScenarioError || error instanceof BadImageError;
  process.stderr.write(`${isBadInput ? error.message : ((error as Error).stack ?? String(error))}\n`);
  process.exitCode = isBadInput ? EXIT.badInput : EXIT.internal;
}

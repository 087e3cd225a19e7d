import { parseArgs } from "node:util";
import { openSimulation, type ScenarioInput } from "../../src/entries/headless.ts";
import type { Cell } from "../../src/matrix/cell.ts";
import { EXPECTED } from "../../src/matrix/expected.ts";
import { faultsOf } from "../../src/matrix/judge.ts";
import { markdown } from "../../src/matrix/markdown.ts";
import { PHASE_NAMES } from "../../src/matrix/phase.ts";
import { MatrixRunner, places } from "../../src/matrix/runner.ts";
import { tableText } from "../../src/matrix/table.ts";
import { STRATEGY_NAMES } from "../../src/migration/strategy.ts";
import { quote } from "../../src/text/quote.ts";

const USAGE = `Usage: npm run -s matrix [-- [--phase ${PHASE_NAMES.join("|")}] [--strategy ${STRATEGY_NAMES.join("|")}] [--json|--markdown]]`;

const EXIT = { asExpected: 0, notAsExpected: 1, badInput: 2, internal: 3 } as const;

class BadArgumentError extends Error {}

/** Reads the command line. */
function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        phase: { type: "string" },
        strategy: { type: "string" },
        json: { type: "boolean", default: false },
        markdown: { type: "boolean", default: false },
      },
    });
    checkName(values.phase, PHASE_NAMES);
    checkName(values.strategy, STRATEGY_NAMES);
    return values;
  } catch (error) {
    throw new BadArgumentError(`${(error as Error).message}\n${USAGE}`);
  }
}

function checkName(name: string | undefined, allowed: readonly string[]): void {
  if (name !== undefined && !allowed.includes(name))
    throw new BadArgumentError(`${quote(name)} is none of ${allowed.join(", ")}.`);
}

async function main(): Promise<number> {
  const given = readArguments();
  const runner = new MatrixRunner((input) => openSimulation(input as ScenarioInput));
  const cells: Cell[] = [];
  for (const place of places(given)) cells.push(await runner.cell(place));
  const wrong = cells.flatMap((cell) => faultsOf(cell, EXPECTED));
  if (given.json) process.stdout.write(`${JSON.stringify(cells, null, 2)}\n`);
  else if (given.markdown) process.stdout.write(markdown(cells, EXPECTED));
  else process.stdout.write(`${tableText(cells)}\n${summary(cells, wrong)}\n`);
  process.stderr.write(wrong.map((sentence) => `${sentence}\n`).join(""));
  return wrong.length > 0 ? EXIT.notAsExpected : EXIT.asExpected;
}

function summary(cells: readonly Cell[], wrong: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const { outcome } of cells) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  const words = [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(", ");
  return `${cells.length} cells: ${words}. ${wrong.length === 0 ? "All as expected." : `${wrong.length} not as expected.`}`;
}

try {
  process.exitCode = await main();
} catch (error) {
  const isBadInput = error instanceof BadArgumentError;
  process.stderr.write(`${isBadInput ? error.message : ((error as Error).stack ?? String(error))}\n`);
  process.exitCode = isBadInput ? EXIT.badInput : EXIT.internal;
}

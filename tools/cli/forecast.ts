import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { drawScenario } from "../forecast/draw.ts";
import { rewrittenFile } from "../forecast/rewritten-file.ts";
import { isRight, linesOf, missedAims, tableText } from "../forecast/table.ts";
import { type Tried, tryOne } from "../forecast/try-one.ts";

const USAGE = "Usage: npm run -s forecast [-- --seeds FROM..TO | --measure]";

const EXIT = { aimsMet: 0, aimMissed: 1, badInput: 2 } as const;

const MEASURED = fileURLToPath(new URL("../../src/forecast/rewritten-pages.ts", import.meta.url));

class BadArgumentError extends Error {}

/** Reads the command line. */
function readArguments(): { isMeasuring: boolean; from: number; to: number } {
  try {
    const { values } = parseArgs({
      options: {
        seeds: { type: "string", default: "1..200" },
        measure: { type: "boolean", default: false },
      },
    });
    const [, from, to] = /^(\d{1,9})\.\.(\d{1,9})$/.exec(values.seeds) ?? [];
    if (from === undefined || Number(from) > Number(to))
      throw new Error("--seeds takes two whole numbers, such as 1..200.");
    return { isMeasuring: values.measure, from: Number(from), to: Number(to) };
  } catch (error) {
    throw new BadArgumentError(`${(error as Error).message}\n${USAGE}`);
  }
}

/** Forecasts and runs each seed's scenario, and says how far apart they are. */
async function main(): Promise<number> {
  const { isMeasuring, from, to } = readArguments();
  if (isMeasuring) {
    await writeFile(MEASURED, await rewrittenFile());
    return EXIT.aimsMet;
  }
  const tried: Tried[] = [];
  for (let seed = from; seed <= to; seed++) {
    const each = await tryOne(drawScenario(seed));
    tried.push(each);
    if (!isRight(each)) process.stderr.write(`seed ${seed}: ${wrongWords(each)}\n`);
  }
  const lines = linesOf(tried);
  const missed = missedAims(lines);
  process.stdout.write(`${tableText(lines)}\n`);
  process.stderr.write(missed.map((sentence) => `${sentence}\n`).join(""));
  return missed.length > 0 ? EXIT.aimMissed : EXIT.aimsMet;
}

function wrongWords({ forecast, converged, isNearBoundary }: Tried): string {
  const said = forecast.rounds === null ? "never" : `after ${forecast.rounds} rounds`;
  const near = isNearBoundary ? ", within 5 % of the boundary" : "";
  return `pre-copy was to end ${said}, and ${converged ? "ended" : "did not end"}${near}`;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof BadArgumentError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = EXIT.badInput;
}

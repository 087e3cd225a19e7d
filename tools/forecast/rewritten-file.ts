import { measureRewritten } from "../../src/forecast/measure.ts";
import type { AlwaysRewritten } from "../../src/forecast/rates.ts";
import { PROGRAMS } from "../../src/guests/programs.ts";
import { nodeMachine, shippedFiles } from "../../src/node/lab.ts";

/** Programs whose writes follow from their settings. */
const MEASURED = ["canvas", "dirty", "breakout"] as const;

/** The text of `src/forecast/rewritten-pages.ts`, measured now by running the programs. */
export async function rewrittenFile(): Promise<string> {
  const module = await nodeMachine();
  const entries = [];
  for (const name of MEASURED) {
    const elf = await shippedFiles().program(PROGRAMS[name].file);
    const measured = (isWriting: boolean) => listed(measureRewritten(module, PROGRAMS[name], elf, isWriting));
    entries.push(`  ${name}: {\n    writing: ${measured(true)},\n    idle: ${measured(false)},\n  },\n`);
  }
  return `${HEAD}${entries.join("")}} as const;\n`;
}

function listed(pages: AlwaysRewritten): string {
  return `[${pages.map((each) => `[${each.ms}, ${each.pages}]`).join(", ")}]`;
}

const HEAD = `/**
 * Written by \`npm run -s forecast -- --measure\`, which runs the programs: pages that each of them rewrites within so many
 * milliseconds, whatever its settings, as [milliseconds, pages]; while its workload writes, and while it does not.
 */
export const REWRITTEN_PAGES = {
`;

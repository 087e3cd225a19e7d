import type { Strategy } from "../../src/migration/strategy.ts";
import { runToEnd } from "../../src/report/run-to-end.ts";
import type { FileReader } from "../../src/scenario/guest-files.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";
import { openInProcess } from "../../src/simulation/open.ts";
import { randomScenario } from "../../tools/fuzz/scenario/random-scenario.ts";

/** SHA-256 of the trace and the report of a seed's run with a strategy. */
export async function traceHash(
  module: WebAssembly.Module,
  files: FileReader,
  seed: number,
  strategy: Strategy,
): Promise<string> {
  const data = randomScenario(seed);
  const scenario = parseScenario({ ...data, migration: { ...data.migration, strategy } });
  const simulation = await openInProcess(module, scenario, files);
  const report = await runToEnd(simulation);
  const bytes = new TextEncoder().encode(simulation.run.trace.toNdjson() + JSON.stringify(report));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

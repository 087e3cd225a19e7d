import { expect, it } from "vitest";
import { assembleMachine } from "../../../src/node/assemble.ts";
import { scenarioText } from "../../../tools/fuzz/scenario/scenario-data.ts";
import { tryAll } from "../../../tools/fuzz/try-all.ts";
import type { SeedResult } from "../../../tools/fuzz/try-seed.ts";

const SEEDS = 200;

/** A seed takes half a second of a processor: half of it on two idle ones; the other half is for a busy machine. */
const BUDGET_MS = 120_000;

/** What is needed to see a failure again. */
function inWords({ seed, failure }: SeedResult): string {
  const findings = failure!.findings.map(({ kind, detail }) => `${kind} (${detail})`).join("; ");
  return `Seed ${seed}: ${findings}\n${scenarioText(failure!.shrunk)}`;
}

it(`${SEEDS} random scenarios end as they may`, { timeout: 5 * BUDGET_MS }, async () => {
  await assembleMachine();
  const failures: string[] = [];
  const outcomes = new Map<string, number>();
  await tryAll({ from: 1, to: SEEDS, workers: 2 }, (result) => {
    outcomes.set(result.outcome, (outcomes.get(result.outcome) ?? 0) + 1);
    if (result.failure) failures.push(inWords(result));
    return failures.length === 0;
  });
  expect(failures.join("\n")).toBe("");
  for (const outcome of ["completed", "recovered", "continued-on-source"])
    expect(outcomes.get(outcome), outcome).toBeGreaterThan(SEEDS / 20);
});

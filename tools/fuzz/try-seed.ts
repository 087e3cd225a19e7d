import { examine, failsLike } from "./examine.ts";
import type { Finding } from "./finding.ts";
import type { LabRunner } from "./lab-run.ts";
import { randomScenario } from "./scenario/random-scenario.ts";
import type { ScenarioData } from "./scenario/scenario-data.ts";
import { shrink } from "./shrink.ts";

/** What became of one seed. Plain data: it crosses from a process to its pool. */
export interface SeedResult {
  readonly seed: number;
  readonly strategy: string;
  readonly outcome: string;
  /** Null where everything held. */
  readonly failure: { readonly findings: readonly Finding[]; readonly shrunk: ScenarioData } | null;
}

/** One seed in so many is run a second time, to see that watching changes nothing. */
const SEEDS_PER_WATCHED = 3;

/** Real milliseconds after which a failing scenario is small enough: one that goes on for long is dear to try. */
const LONGEST_SHRINKING_MS = 30_000;

/** Runs and judges the scenario of a seed; a failing one is shrunk while it fails with the same kind of finding. */
export async function trySeed(runner: LabRunner, seed: number): Promise<SeedResult> {
  const data = randomScenario(seed);
  const { outcome, findings } = await examine(runner, data, { isWatched: seed % SEEDS_PER_WATCHED === 0 });
  const strategy = String(data.migration?.strategy);
  const [first] = findings;
  if (!first) return { seed, strategy, outcome, failure: null };
  const until = performance.now() + LONGEST_SHRINKING_MS;
  const stillFails = async (smaller: ScenarioData) =>
    performance.now() < until && (await failsLike(runner, smaller, first.kind));
  const shrunk = await shrink(data, stillFails);
  return { seed, strategy, outcome, failure: { findings, shrunk } };
}

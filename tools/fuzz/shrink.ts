import type { ScenarioData } from "./scenario/scenario-data.ts";
import { shortenings } from "./shortenings.ts";

/** Whether a scenario still fails in the same way. False also for data that is no scenario. */
export type StillFails = (data: ScenarioData) => Promise<boolean>;

/** Trials after which a scenario counts as small enough. */
const MOST_TRIALS = 120;

/**
 * The smallest scenario found that still fails: simpler ones are tried, the boldest first, until none of them fails
 * any more or `mostTrials` have been tried.
 */
export async function shrink(
  data: ScenarioData,
  stillFails: StillFails,
  mostTrials: number = MOST_TRIALS,
): Promise<ScenarioData> {
  let smallest = data;
  let from = 0;
  for (let trials = 0; trials < mostTrials; ) {
    const candidates = shortenings(smallest);
    let found = -1;
    // What was refused in the last pass is tried last: it is seldom right a moment later.
    for (let step = 0; step < candidates.length && found < 0 && trials < mostTrials; step++) {
      const index = (from + step) % candidates.length;
      trials++;
      if (await stillFails(candidates[index]!)) found = index;
    }
    if (found < 0) return smallest;
    smallest = candidates[found]!;
    from = found;
  }
  return smallest;
}

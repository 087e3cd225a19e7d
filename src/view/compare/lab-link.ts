import { fromMilliseconds } from "../../clock/tick.ts";
import { type Comparison, type Job, scenarioOf } from "../../compare/comparison.ts";
import type { Experiment } from "../../experiment/experiment.ts";
import { LinkError, linkOf } from "../../experiment/link.ts";

/** A run of the comparison as the lab shows it: from its start on, with its cut to come. */
export function laneExperiment(
  comparison: Comparison,
  job: Job,
  files: NonNullable<Experiment["files"]>,
): Experiment {
  const scenario = scenarioOf(comparison, job);
  const start = fromMilliseconds(scenario.migration.startMs);
  return { scenario, actions: [{ action: "migrate", at: start }], moment: start, files };
}

/** The address of an experiment; null where it would be too long, or needs files that no address can hold. */
export function addressOf(experiment: Experiment): string | null {
  try {
    return linkOf(experiment);
  } catch (error) {
    if (error instanceof LinkError) return null;
    throw error;
  }
}

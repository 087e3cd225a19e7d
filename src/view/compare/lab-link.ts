import { type Comparison, scenarioOf } from "../../compare/comparison.ts";
import type { Strategy } from "../../migration/settings.ts";
import { type Experiment, LinkError, linkOf } from "../../scenario/share.ts";
import { startOf } from "./subject.ts";

/** A run of the comparison as the lab shows it: from its start on, all that befalls it to come. */
export function laneExperiment(
  comparison: Comparison,
  strategy: Strategy,
  files: NonNullable<Experiment["files"]>,
): Experiment {
  const start = startOf(comparison);
  const scenario = scenarioOf(comparison, strategy);
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

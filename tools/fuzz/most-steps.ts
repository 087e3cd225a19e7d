import { UNTIL_MS } from "../../src/scenario/scenario.ts";
import { stepsPerMs } from "./scenario/need.ts";
import { migrationsOf, type ScenarioData } from "./scenario/scenario-data.ts";

/** What no run of minutes comes near: real ones need some ten thousand. */
const USUAL = 1_000_000;

/** Calls of its hosts after which a run of a scenario goes round in circles. A long one may need many, for its heartbeats alone. */
export function mostSteps(data: ScenarioData): number {
  const perMs = Math.max(...migrationsOf(data).map(stepsPerMs));
  return Math.max(USUAL, 2 * perMs * (data.untilMs ?? UNTIL_MS));
}

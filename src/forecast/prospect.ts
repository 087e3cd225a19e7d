import type { Places } from "../place/place.ts";
import { bandwidthFrom, type Conditions } from "../scenario/conditions.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { type FormulaForecast, forecastOf } from "./forecast.ts";
import { alwaysRewrittenOf } from "./rewritten.ts";

/** What the sentences of a run need of its forecast. */
export type Prospect = Pick<
  FormulaForecast,
  "isAbout" | "ratio" | "mostDirtyPages" | "catchesUp" | "resumeMs" | "totalMs"
>;

/**
 * The forecast of a migration that begins in the world as it is now, in the direction of `places`. `scenario` is the one
 * that the migration goes by. Null for a guest whose writes follow no formula.
 */
export function prospectOf(scenario: Scenario, conditions: Conditions, places: Places): Prospect | null {
  const now = inWorld(scenario, conditions, places);
  const forecast = forecastOf(now, alwaysRewrittenOf(now));
  if (forecast.basis !== "formula") return null;
  const { isAbout, ratio, mostDirtyPages, catchesUp, resumeMs, totalMs } = forecast;
  return { isAbout, ratio, mostDirtyPages, catchesUp, resumeMs, totalMs };
}

/** The scenario with the conditions of now; the link's way there is the one from the source. */
function inWorld(scenario: Scenario, conditions: Conditions, places: Places): Scenario {
  const { link, datastore, dirtyPagesPerSecond } = conditions;
  const { guest } = scenario;
  const settings = dirtyPagesPerSecond === null ? guest.settings : { ...guest.settings, dirtyPagesPerSecond };
  return {
    ...scenario,
    guest: { ...guest, settings },
    link: {
      ...scenario.link,
      bandwidthMiBps: bandwidthFrom(places.source, conditions),
      backBandwidthMiBps: bandwidthFrom(places.destination, conditions),
      latencyMs: link.latencyMs,
      loss: link.loss,
    },
    datastore: { ...scenario.datastore, ...datastore },
  };
}

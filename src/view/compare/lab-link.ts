import { type Comparison, scenarioOf } from "../../compare/comparison.ts";
import type { Strategy } from "../../migration/settings.ts";
import { LinkError, linkOf } from "../../scenario/share.ts";
import { startOf } from "./subject.ts";

/**
 * The address at which the lab shows a run of the comparison from its start on, all that befalls it to come; null where
 * it would be too long.
 */
export function labLinkOf(comparison: Comparison, strategy: Strategy): string | null {
  const start = startOf(comparison);
  const scenario = scenarioOf(comparison, strategy);
  try {
    return linkOf({ scenario, actions: [{ action: "migrate", at: start }], moment: start });
  } catch (error) {
    if (error instanceof LinkError) return null;
    throw error;
  }
}

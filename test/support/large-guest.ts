import { linkOf } from "../../src/experiment/link.ts";
import { parseScenario, type Scenario } from "../../src/scenario/scenario.ts";

/** A guest with so much memory; its move takes a few seconds. */
export function largeScenario(ramMiB: number): Scenario {
  return parseScenario({
    version: 1,
    guest: { program: "canvas", ramMiB },
    link: { bandwidthMiBps: ramMiB },
    datastore: { bandwidthMiBps: ramMiB, latencyMs: 2 },
    untilMs: 20_000,
  });
}

/** The part of an address that opens the lab on a guest with so much memory. */
export function linkToGuestOf(ramMiB: number): string {
  return linkOf({ scenario: largeScenario(ramMiB), actions: [], moment: null });
}

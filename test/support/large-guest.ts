import { parseScenario } from "../../src/scenario/scenario.ts";
import { linkOf } from "../../src/scenario/share.ts";

/** The part of an address that opens the lab on a guest with so much memory; its move takes a few seconds. */
export function linkToGuestOf(ramMiB: number): string {
  const scenario = parseScenario({
    version: 1,
    guest: { program: "canvas", ramMiB },
    link: { bandwidthMiBps: ramMiB },
    datastore: { bandwidthMiBps: ramMiB, latencyMs: 2 },
    untilMs: 20_000,
  });
  return linkOf({ scenario, actions: [], moment: null });
}

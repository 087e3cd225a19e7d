/** The price of a migration as it is felt: how far the guest is behind where it would be, had it never been moved. */

import { cyclesInTicks } from "../clock/tick.ts";
import type { UnmovedView } from "../host/unmoved.ts";
import type { Run } from "./run.ts";

/** Of a guest with more RAM, in MiB, no further copy is made: it is only said how far it is behind. */
const MOST_MIB = 64;

/** The guest that never moved, beside the one that did; cycles of guest time. */
export interface UnmovedGuest extends UnmovedView {
  /** Where the guest is, and where it would be. */
  readonly guestCycle: number;
  readonly wantedCycle: number;
}

/**
 * The guest as it would be now, had nothing stopped it since the migration began; null before that, and after an HA
 * restart, whose guest is another. Looking changes nothing in the run.
 */
export async function unmovedGuest(run: Run): Promise<UnmovedGuest | null> {
  const { forkedAt } = run.invariants.state;
  if (forkedAt === null || run.restart) return null;
  const { source, destination } = run.known;
  const guestCycle = Math.max(source.cycle, destination.cycle);
  const passed = cyclesInTicks(run.now - forkedAt.tick, run.scenario.guest.instructionsPerSecond);
  const wantedCycle = Math.max(guestCycle, forkedAt.cycle + passed);
  if (run.scenario.guest.ramMiB > MOST_MIB)
    return { guestCycle, wantedCycle, cycle: wantedCycle, screen: null };
  return { guestCycle, wantedCycle, ...(await run.invariants.unmoved(wantedCycle)) };
}

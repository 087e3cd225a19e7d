import type { ClientCounters } from "../client/tally.ts";
import type { Strategy } from "../migration/strategy.ts";
import type { Place } from "../place/place.ts";
import type { MigrationNumbers } from "../simulation/parts/migration-numbers.ts";
import type { Outcome } from "../simulation/parts/outcome.ts";

/**
 * The report of a run, in QEMU's `query-migrate` names. Times are virtual milliseconds, sizes are bytes unless the
 * name says pages.
 */
export interface Report extends MigrationNumbers {
  outcome: Outcome;
  strategy: Strategy;
  /** The machines between which the guest was to move. */
  from: Place;
  to: Place;
  /** The comparison with the twin; null where no whole guest exists. */
  identical: boolean | null;
  /** What was violated, each in one sentence. */
  invariants: string[];
  guest: {
    /**
     * Instructions retired; the stall is the time for which the guest waited for pages, the work lost what it slept
     * while it was slowed down.
     */
    instructions: number;
    "stall-time": number;
    "work-lost": number;
    hash: string;
    "unasked-answers": number;
  };
  client: ClientCounters;
  /** Pages that have not reached the destination, where that matters at the end, and who has them. */
  owed: { pages: number; holder: string | null };
  console: string;
  message: string;
  /**
   * The reports of all migrations of the run in their order, the last one's among them, where there was more than one.
   * What a guest has done counts from the run's beginning in each.
   */
  migrations?: Report[];
}

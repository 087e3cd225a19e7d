import type { ClientCounters } from "../client/tally.ts";
import type { Strategy } from "../migration/strategy.ts";
import type { MigrationNumbers } from "../simulation/parts/migration-numbers.ts";
import type { Outcome } from "../simulation/parts/outcome.ts";

/**
 * The report of a run, in QEMU's `query-migrate` names. Times are virtual milliseconds, sizes are bytes unless the
 * name says pages.
 */
export interface Report extends MigrationNumbers {
  outcome: Outcome;
  strategy: Strategy;
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
}

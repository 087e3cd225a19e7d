import type { ClientCounters } from "../../client/tally.ts";
import type { StayReason } from "../../migration/stay-reason.ts";
import type { Strategy } from "../../migration/strategy.ts";
import type { Places } from "../../place/place.ts";
import type { LossReason } from "./loss-reason.ts";
import type { MigrationNumbers } from "./migration-numbers.ts";
import type { Outcome } from "./outcome.ts";
import type { Verdict } from "./verdict.ts";
import type { Violation } from "./violations.ts";

/**
 * What is known of one migration, of the present one at any tick, and for good of one that was followed by another.
 * Plain data, of which reports are made: words are not in it.
 */
export interface MigrationRecord {
  readonly places: Places;
  readonly strategy: Strategy;
  readonly outcome: Outcome;
  readonly verdict: Verdict | null;
  /** What was violated in the run up to then. */
  readonly violations: readonly Violation[];
  readonly numbers: MigrationNumbers;
  /** Milliseconds that the guest waited for pages, and that it slept while it was slowed down. */
  readonly stallMs: number;
  readonly workLostMs: number;
  /** Instructions that the guest has retired, and answers that nobody asked for, in the whole run up to then. */
  readonly instructions: number;
  readonly unasked: number;
  readonly client: ClientCounters;
  /** Pages that have not reached the destination, where that matters, and who has them. */
  readonly owed: { readonly pages: number; readonly holder: "source" | "file" | null };
  readonly stayed: StayReason | null;
  readonly lost: LossReason | null;
  /** A new guest was booted in the place of the lost one. */
  readonly isRestarted: boolean;
}

/**
 * What is said of a migration, put together from the parts of the run. The report of the present migration is made of
 * it at any tick; before the next one begins it is kept, since the parts then count anew.
 */

import { toMilliseconds } from "../clock/tick.ts";
import { ramBytesOf } from "../scenario/derived.ts";
import { countInputs } from "./input-routes.ts";
import type { MigrationRecord } from "./parts/migration-record.ts";
import type { Run } from "./run.ts";

/** The present migration, of which `missing` pages have not reached the destination. */
export function recordOf(run: Run, missing: number): MigrationRecord {
  const { statistics, known, invariants, outcome } = run;
  const { "stall-time": stallMs, ...numbers } = statistics.numbers(
    run.countsUntil,
    ramBytesOf(run.scenario),
    missing,
  );
  const atDestination = known.destination.guest !== "absent";
  const isOwed = (outcome === "held" || outcome === "lost") && statistics.how === null && missing > 0;
  return {
    places: run.places,
    strategy: run.present.migration.strategy,
    outcome,
    verdict: run.verdict,
    violations: [...invariants.violations, ...run.inputs.check(countInputs(run))],
    numbers,
    stallMs,
    workLostMs: toMilliseconds(known.source.slept),
    instructions: known[atDestination ? "destination" : "source"].retired,
    unasked: known.source.unasked + known.destination.unasked,
    client: run.client.countersAt(run.now),
    owed: { pages: isOwed ? missing : 0, holder: isOwed ? holderOf(run) : null },
    stayed: statistics.stayed,
    lost: run.lossReason,
    isRestarted: run.restart?.at != null,
  };
}

/** Who keeps what is owed. What a source that crashed did not take with it lies in the file. */
function holderOf(run: Run): "source" | "file" {
  return run.outcome === "held" && run.recoverability.crashed.has("source") ? "file" : "source";
}

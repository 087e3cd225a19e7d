import { toMilliseconds } from "../clock/tick.ts";
import { ramBytesOf } from "../scenario/scenario.ts";
import { countInputs } from "../simulation/input-routes.ts";
import type { Run } from "../simulation/run.ts";
import { stayWords } from "../trace/stay-words.ts";
import { missingOf, type Quantities } from "./quantities.ts";
import type { Report } from "./report.ts";
import { violationWords } from "./violation-words.ts";

/**
 * The report at the run's present tick. What it calls owed is all that has not reached the destination. It can be
 * asked for at any tick, with what is known then; the last comparison and the closing words are added by
 * `run-to-end.ts`.
 */
export function reportOf(run: Run, quantities: Quantities): Report {
  const missing = missingOf(quantities);
  const { statistics, known, verdict, invariants } = run;
  const { "stall-time": stallTime, ...numbers } = statistics.numbers(
    run.countsUntil,
    ramBytesOf(run.scenario),
    missing,
  );
  const atDestination = known.destination.guest !== "absent";
  const { outcome } = run;
  const isOwed = (outcome === "held" || outcome === "lost") && statistics.how === null && missing > 0;
  return {
    outcome,
    strategy: run.scenario.migration.strategy,
    identical: verdict?.identical ?? null,
    invariants: [...invariants.violations, ...run.inputs.check(countInputs(run))].map(violationWords),
    ...numbers,
    guest: {
      instructions: known[atDestination ? "destination" : "source"].retired,
      "stall-time": stallTime,
      "work-lost": toMilliseconds(known.source.slept),
      hash: verdict?.hash ?? "",
      "unasked-answers": known.source.unasked + known.destination.unasked,
    },
    client: run.client.countersAt(run.now),
    owed: { pages: isOwed ? missing : 0, holder: isOwed ? holderOf(run) : null },
    console: run.console,
    message: statistics.stayed ? stayWords(statistics.stayed) : "",
  };
}

/** Who keeps what is owed. What a source that crashed did not take with it lies in the file. */
function holderOf(run: Run): string {
  return run.outcome === "held" && run.recoverability.crashed.has("source") ? "file" : "source";
}

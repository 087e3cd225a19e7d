import type { MigrationRecord } from "../simulation/parts/migration-record.ts";
import { recordOf } from "../simulation/record.ts";
import type { Run } from "../simulation/run.ts";
import { stayWords } from "../trace/stay-words.ts";
import { messageOf } from "./message.ts";
import { missingOf, type Quantities } from "./quantities.ts";
import { lossWords, RESTARTED } from "./reason-words.ts";
import type { Report } from "./report.ts";
import { violationWords } from "./violation-words.ts";

/**
 * The report at the run's present tick. What it calls owed is all that has not reached the destination. It can be
 * asked for at any tick, with what is known then; the last comparison and the closing words are added by
 * `run-to-end.ts`.
 */
export function reportOf(run: Run, quantities: Quantities): Report {
  const record = recordOf(run, missingOf(quantities));
  return { ...reportOfRecord(record), console: run.console, message: stayMessage(record) };
}

/** The reports of the migrations that were followed by another, in their order, with what had become of each. */
export function reportsBefore(run: Run): Report[] {
  return run.lists.map((record) => {
    const notes = [stayMessage(record), record.lost === null ? "" : lossWords(record.lost)];
    if (record.isRestarted) notes.push(RESTARTED);
    return { ...reportOfRecord(record), message: messageOf(notes, record.places) };
  });
}

function stayMessage({ stayed }: MigrationRecord): string {
  return stayed ? stayWords(stayed) : "";
}

/** The console of the whole run stands in the report of the last migration only. */
function reportOfRecord(record: MigrationRecord): Report {
  const { places, outcome, strategy, verdict, violations, numbers, client, owed } = record;
  return {
    outcome,
    strategy,
    from: places.source,
    to: places.destination,
    identical: verdict?.identical ?? null,
    invariants: violations.map(violationWords),
    ...numbers,
    guest: {
      instructions: record.instructions,
      "stall-time": record.stallMs,
      "work-lost": record.workLostMs,
      hash: verdict?.hash ?? "",
      "unasked-answers": record.unasked,
    },
    client,
    owed: { ...owed },
    console: "",
    message: "",
  };
}

import { toMilliseconds } from "../clock/tick.ts";
import { ramBytesOf } from "../scenario/scenario.ts";
import { countInputs } from "../simulation/input-routes.ts";
import type { Simulation } from "../simulation/simulation.ts";
import { stayWords } from "../trace/stay-words.ts";
import { missingOf, type Quantities } from "./quantities.ts";
import type { Report } from "./report.ts";

/** The report at the simulation's present tick. What it calls owed is all that has not reached the destination. */
export function reportOf(simulation: Simulation, quantities: Quantities): Report {
  const missing = missingOf(quantities);
  const { ledger, known, verdict, witness } = simulation;
  const { "stall-time": stallTime, ...numbers } = ledger.numbers(
    simulation.countsUntil,
    ramBytesOf(simulation.scenario),
    missing,
  );
  const atDestination = known.destination.guest !== "absent";
  const { outcome } = simulation;
  const isOwed = (outcome === "held" || outcome === "lost") && ledger.how === null && missing > 0;
  return {
    outcome,
    strategy: simulation.scenario.migration.strategy,
    identical: verdict?.identical ?? null,
    invariants: [...witness.violations, ...simulation.inputs.check(countInputs(simulation))],
    ...numbers,
    guest: {
      instructions: known[atDestination ? "destination" : "source"].retired,
      "stall-time": stallTime,
      "work-lost": toMilliseconds(known.source.slept),
      hash: verdict?.hash ?? "",
      "unasked-answers": known.source.unasked + known.destination.unasked,
    },
    client: simulation.client.countersAt(simulation.now),
    owed: { pages: isOwed ? missing : 0, holder: isOwed ? holderOf(simulation) : null },
    console: simulation.console,
    message: ledger.stayed ? stayWords(ledger.stayed) : "",
  };
}

/** Who keeps what is owed. What a source that crashed did not take with it lies in the file. */
function holderOf(simulation: Simulation): string {
  return simulation.outcome === "held" && simulation.fate.crashed.has("source") ? "file" : "source";
}

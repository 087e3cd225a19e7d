import { toMilliseconds } from "../clock/tick.ts";
import { countInputs } from "./input-routes.ts";
import type { Report } from "./report.ts";
import { ramBytesOf } from "./scenario.ts";
import type { Simulation } from "./simulation.ts";

/** The report at the simulation's present tick, while `owedPages` have not reached the destination. */
export function reportOf(simulation: Simulation, owedPages: number): Report {
  const { ledger, known, verdict, witness } = simulation;
  const { "stall-time": stallTime, ...numbers } = ledger.numbers(
    simulation.now,
    ramBytesOf(simulation.scenario),
    ledger.how === null && ledger.startedAt !== null ? owedPages : 0,
  );
  const atDestination = known.destination.guest !== "absent";
  const { outcome } = simulation;
  const isOwed = (outcome === "held" || outcome === "lost") && ledger.how === null && owedPages > 0;
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
    },
    client: simulation.client.countersAt(simulation.now),
    owed: { pages: isOwed ? owedPages : 0, holder: isOwed ? "source" : null },
    console: simulation.console,
    message: ledger.message,
  };
}

import type { Simulation } from "../simulation/simulation.ts";
import type { LaneSummary } from "./lane.ts";

/** What is known of a run now. */
export function summaryOf(simulation: Simulation): LaneSummary {
  const { ledger, verdict, countsUntil } = simulation;
  const numbers = ledger.numbers(countsUntil, 0, 0);
  return {
    outcome: ledger.startedAt === null ? null : simulation.outcome,
    identical: verdict?.identical ?? null,
    beats: [...ledger.beats],
    beatsLeftOut: ledger.beatsLeftOut,
    downtimeMs: numbers.downtime,
    totalTimeMs: numbers["total-time"],
    stallMs: numbers["stall-time"],
    bytes: numbers.ram.transferred,
  };
}

/** Whether two summaries say the same. */
export function isSameSummary(one: LaneSummary, other: LaneSummary): boolean {
  const { beats, ...rest } = one;
  const isEqual = (name: keyof typeof rest) => one[name] === other[name];
  return (
    (Object.keys(rest) as (keyof typeof rest)[]).every(isEqual) &&
    beats.length === other.beats.length &&
    beats.every(({ name, at }, index) => name === other.beats[index]!.name && at === other.beats[index]!.at)
  );
}

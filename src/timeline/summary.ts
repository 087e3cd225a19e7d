import type { Simulation } from "../simulation/simulation.ts";
import { isSameReached } from "../trace/milestone.ts";
import type { LaneSummary } from "./lane.ts";

/** What is known of a run now. RAM and owed pages are no part of it, so that it costs no call to a host. */
export function summaryOf(simulation: Simulation): LaneSummary {
  const { statistics, verdict, countsUntil } = simulation.run;
  const numbers = statistics.numbers(countsUntil, 0, 0);
  return {
    outcome: statistics.startedAt === null ? null : simulation.run.outcome,
    identical: verdict?.identical ?? null,
    milestones: [...statistics.milestones],
    milestonesLeftOut: statistics.milestonesLeftOut,
    downtimeMs: numbers.downtime,
    totalTimeMs: numbers["total-time"],
    stallMs: numbers["stall-time"],
    bytes: numbers.ram.transferred,
  };
}

/**
 * Whether two summaries say the same. An equal summary is not replaced, so that whoever shows it sees that nothing is
 * new.
 */
export function isSameSummary(one: LaneSummary, other: LaneSummary): boolean {
  const { milestones, ...rest } = one;
  const isEqual = (name: keyof typeof rest) => one[name] === other[name];
  return (
    (Object.keys(rest) as (keyof typeof rest)[]).every(isEqual) &&
    milestones.length === other.milestones.length &&
    milestones.every((each, index) => {
      const its = other.milestones[index]!;
      return each.at === its.at && isSameReached(each, its);
    })
  );
}

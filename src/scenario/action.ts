import type { FaultKind } from "./fault.ts";

/**
 * What a learner can do to a run. `restart` is the HA-style restart of the guest's image after a crash. An action
 * takes effect at the tick at which the run is. All but `migrate` and `restart` are faults without a time of their
 * own.
 */
export const ACTION_NAMES = [
  "migrate",
  "cutLink",
  "healLink",
  "stopDatastore",
  "healDatastore",
  "crashSource",
  "crashDestination",
  "restart",
] as const satisfies readonly ("migrate" | "restart" | FaultKind)[];

export type ActionName = (typeof ACTION_NAMES)[number];

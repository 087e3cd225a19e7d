import type { FaultKind } from "./fault.ts";

/** What a learner can do to a run. `restart` is the HA-style restart of the guest's image after a crash. */
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

import type { Tick } from "../clock/tick.ts";
import type { Action } from "../scenario/action.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** What the learner did, and when: an action, or keys, as text that the guest's console gets in UTF-8. */
export type ActionStep = { readonly at: Tick } & (
  | { readonly action: Action }
  | { readonly action: "type"; readonly keys: string }
);

/**
 * All that makes a run what it is, and the moment at which to look at it; null for its beginning.
 *
 * Events, memory and results are no part of it: opened again, it is run again, and comes to the same.
 */
export interface Experiment {
  readonly scenario: Scenario;
  /** In the order in which they were done. */
  readonly actions: readonly ActionStep[];
  /** A tick of virtual time, not before the last action. */
  readonly moment: Tick | null;
  /** Files of the learner's own that the scenario names; none are on the server. */
  readonly files?: ReadonlyMap<string, Uint8Array>;
}

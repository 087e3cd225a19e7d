import type { Experiment } from "../experiment/experiment.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { KeptLanes } from "./kept-lanes.ts";

/** What a run begins with. */
export interface Opening extends Experiment {
  /** It was under way before, so its beginning and not its moment is where Reset leads. */
  readonly isResumed?: boolean;
  /** The address from which it was read, behind the "#" and with it. */
  readonly hash?: string;
  /** What that address holds, where the run may be other than that. */
  readonly base?: Scenario | null;
  /** Its datastore is kept in memory only. */
  readonly inMemory?: boolean;
  /** Its lanes, where it is more than what was done up to its moment. */
  readonly lanes?: KeptLanes | null;
}

/** RAM from which on there is no room for two runs at a time, in MiB. */
const LARGE_MIB = 128;

/** Whether a run needs so much memory that no other can be kept beside it. */
export function isLarge(opening: Opening | null): boolean {
  return (opening?.scenario.guest.ramMiB ?? 0) >= LARGE_MIB;
}

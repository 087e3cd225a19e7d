import type { ActionStep, Experiment } from "../experiment/experiment.ts";
import { isArmed } from "../scenario/action.ts";
import type { Deed, Fault } from "../scenario/fault.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { KeptLanes } from "./kept-lanes.ts";
import { FIRST_TICK } from "./replay.ts";

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

/**
 * Whether a run goes on where it was: what is asked for while it is on its way is asked of it, and not of one that begins
 * anew. What is armed in one that begins anew was not done in it.
 */
export function goesOn({ isResumed = false, actions }: Opening): boolean {
  return isResumed || actions.some((step) => !isArmedStep(step));
}

/** Whether a migration has begun by an opening's moment. */
export function isBegun({ actions }: Opening): boolean {
  return actions.some(({ action }) => action === "migrate");
}

/** An opening in which faults are armed, as they were in the run before it, and in which nothing else was. */
export function withArmed(opening: Opening, armed: readonly Fault[]): Opening {
  if (armed.length === 0) return opening;
  const others = opening.actions.filter((step) => !isArmedStep(step));
  const at = Math.max(FIRST_TICK, others.at(-1)?.at ?? 0);
  return { ...opening, actions: [...others, ...armed.map((fault) => ({ at, action: fault as Deed }))] };
}

function isArmedStep({ action }: ActionStep): boolean {
  return action !== "type" && isArmed(action);
}

/** RAM from which on there is no room for two runs at a time, in MiB. */
const LARGE_MIB = 128;

/** Whether a run needs so much memory that no other can be kept beside it. */
export function isLarge(opening: Opening | null): boolean {
  return (opening?.scenario.guest.ramMiB ?? 0) >= LARGE_MIB;
}

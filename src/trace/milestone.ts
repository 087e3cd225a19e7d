import type { Tick } from "../clock/tick.ts";
import type { Place } from "../place/place.ts";

/**
 * The kinds of moments worth coming back to, in the order in which a run can first have them. Words, colours and
 * weights of a kind stand in tables of their own, which do not compile where a kind is missing.
 */
export const MILESTONE_KINDS = [
  "migrate",
  "round",
  "stun",
  "switchover",
  "resume",
  "firstFault",
  "finish",
  "staysAtSource",
  /** What the scenario or the learner does to the run. */
  "cutLink",
  "healLink",
  "stopDatastore",
  "healDatastore",
  "crashSource",
  "crashDestination",
  "restart",
  /** What a host notices of that: it hears nothing any more on a path, or something again. */
  "linkSilent",
  "linkReturns",
  "datastoreSilent",
  "datastoreReturns",
] as const;
export type MilestoneKind = (typeof MILESTONE_KINDS)[number];

/** The milestones at which a machine stops dead. */
export type CrashKind = "crashSource" | "crashDestination";

/** What is reached at a milestone; a round has its number, from 1, and a crash the machine. */
export type Reached =
  | { readonly kind: "round"; readonly round: number }
  | { readonly kind: Exclude<MilestoneKind, "round" | CrashKind> }
  | { readonly kind: CrashKind; readonly place: Place };

/** A moment worth coming back to. */
export type Milestone = Reached & { readonly at: Tick };

/** Whether two milestones tell of the same thing, whenever it came. */
export function isSameReached(one: Reached, other: Reached): boolean {
  return one.kind === other.kind && roundOf(one) === roundOf(other);
}

function roundOf(reached: Reached): number | null {
  return reached.kind === "round" ? reached.round : null;
}

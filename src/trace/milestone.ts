import type { Tick } from "../clock/tick.ts";
import type { Place } from "../place/place.ts";
import type { LinkConditions, PathConditions } from "../scenario/conditions.ts";

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
  "slowLink",
  "loseMessages",
  "slowDatastore",
  "setDirtyRate",
  "cancel",
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

/**
 * What is reached at a milestone; a migration and a round have their numbers, from 1, a crash the machine, a change what
 * was before it, and a finish whether something failed on the way there.
 */
export type Reached =
  | { readonly kind: "round"; readonly round: number }
  | { readonly kind: "migrate"; readonly migration: number; readonly to: Place }
  | { readonly kind: "finish"; readonly recovered: boolean }
  | { readonly kind: CrashKind; readonly place: Place }
  | ({ readonly kind: "slowLink" } & Change<LinkConditions>)
  | ({ readonly kind: "slowDatastore" } & Change<PathConditions>)
  | ({ readonly kind: "setDirtyRate" } & Change<number>)
  | { readonly kind: "loseMessages"; readonly count: number }
  | { readonly kind: Exclude<MilestoneKind, ToldKind> };

/** The kinds of which more is known than that they are reached. */
type ToldKind = "migrate" | "round" | "finish" | CrashKind | ChangeKind | "loseMessages";

type ChangeKind = "slowLink" | "slowDatastore" | "setDirtyRate";

/** How something was and is. */
export interface Change<Value> {
  readonly was: Value;
  readonly is: Value;
}

/** A moment worth coming back to. */
export type Milestone = Reached & { readonly at: Tick };

/** Whether two milestones tell of the same thing, whenever it came. */
export function isSameReached(one: Reached, other: Reached): boolean {
  return one.kind === other.kind && JSON.stringify(whatOf(one)) === JSON.stringify(whatOf(other));
}

/** What tells two of a kind apart. */
function whatOf(reached: Reached): unknown {
  if (reached.kind === "round") return reached.round;
  if (reached.kind === "migrate") return reached.migration;
  return "is" in reached ? reached.is : null;
}

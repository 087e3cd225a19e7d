import type { Milestone, MilestoneKind } from "../../trace/milestone.ts";

/**
 * How much a milestone matters where there is no room for all: how the move ended, its phases, what failed, what was healed,
 * what was noticed of that, and last waits and rounds. The first and the last round matter more than those between.
 */
const RANKS: Readonly<Record<MilestoneKind, number>> = {
  finish: 9,
  staysAtSource: 9,
  restart: 9,
  crashSource: 8,
  crashDestination: 8,
  migrate: 7,
  stun: 7,
  switchover: 6,
  resume: 6,
  cancel: 8,
  slowLink: 4,
  slowDatastore: 4,
  setDirtyRate: 4,
  loseMessages: 4,
  cutLink: 5,
  stopDatastore: 5,
  healLink: 4,
  healDatastore: 4,
  linkSilent: 3,
  linkReturns: 3,
  datastoreSilent: 3,
  datastoreReturns: 3,
  firstFault: 2,
  round: 0,
};

/** The milestone at the playhead always has its words. */
const PRESENT = 10;

export function rankOf({ kind }: Pick<Milestone, "kind">): number {
  return RANKS[kind];
}

const isRound = ({ kind }: Milestone): boolean => kind === "round";

/** The places of milestones in a list, from the one that matters most; of equals the later comes first. */
export function byImportance(milestones: readonly Milestone[], present: Milestone | undefined): number[] {
  const [first, last] = [milestones.find(isRound), milestones.findLast(isRound)];
  const ranks = milestones.map((milestone) => {
    if (milestone === present) return PRESENT;
    return rankOf(milestone) + (milestone === first || milestone === last ? 1 : 0);
  });
  return milestones.map((_, index) => index).sort((one, other) => ranks[other]! - ranks[one]! || other - one);
}

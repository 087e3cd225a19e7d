import { MILLISECOND, type Tick } from "../clock/tick.ts";
import { isSameReached, type Milestone, type MilestoneKind, type Reached } from "./milestone.ts";

/** Changes of one thing that lie no further apart are one: a learner who drags a slider makes many. */
const ONE_CHANGE: Tick = 500 * MILLISECOND;

/** So many milestones of a run are kept: more than anybody looks through, and than a tape has places for. */
export const MOST_MILESTONES = 500;

/** Of milestones that are too many this share stays, so that it is not done again at once. */
const REST_SHARE = 3 / 4;

/** Rounds go first: a guest that does not converge may have thousands, each like the one before. */
const isRound = ({ kind }: Milestone): boolean => kind === "round";

/**
 * Notes a milestone at the end of a run's, in place; `at` is not before the last one. What comes again at its very
 * tick, a second cut, is the same milestone. Where a guest that never converges or a link that comes and goes makes
 * too many, what repeats gives way from the earliest on, first rounds and then all; the first and the latest of each
 * kind stay. Returns how many were left out.
 */
export function addMilestone(milestones: Milestone[], reached: Reached, at: Tick): number {
  for (let index = milestones.length - 1; index >= 0 && milestones[index]!.at === at; index--)
    if (isSameReached(milestones[index]!, reached)) return 0;
  const whole = withChangeBefore(milestones, reached, at);
  if (whole) milestones.push({ ...whole, at });
  if (milestones.length <= MOST_MILESTONES) return 0;
  const before = milestones.length;
  const rest = MOST_MILESTONES * REST_SHARE;
  leaveOut(milestones, rest, isRound);
  leaveOut(milestones, rest, () => true);
  return before - milestones.length;
}

/**
 * What is reached, as one with the change of its kind that came just before, which is taken out: the milestone stands where
 * the last of them did, and tells of all. Null where they took each other back.
 */
function withChangeBefore(milestones: Milestone[], reached: Reached, at: Tick): Reached | null {
  if (!("is" in reached)) return reached;
  const index = milestones.findLastIndex(({ kind }) => kind === reached.kind);
  const before = milestones[index];
  if (!before || !("was" in before) || at - before.at > ONE_CHANGE) return reached;
  milestones.splice(index, 1);
  const whole = { ...reached, was: before.was } as Reached & { readonly was: unknown };
  return JSON.stringify(whole.was) === JSON.stringify(reached.is) ? null : whole;
}

/** Those of the present migration, of which the latest `migrate` is the first; all where none has begun. */
export function ofPresentMigration(milestones: readonly Milestone[]): readonly Milestone[] {
  const begin = milestones.findLastIndex(({ kind }) => kind === "migrate");
  return milestones.slice(Math.max(0, begin));
}

/** Takes the earliest milestones out that may go, until so many are left or no more may go. */
function leaveOut(milestones: Milestone[], rest: number, mayGo: (milestone: Milestone) => boolean): void {
  const stays = endsOfKinds(milestones);
  let over = milestones.length - rest;
  const left = milestones.filter((each) => over <= 0 || stays.has(each) || !mayGo(each) || !over--);
  milestones.splice(0, milestones.length, ...left);
}

/**
 * The first and the last milestone of each kind. A tape without them would not show that something happened at all,
 * or how it stands.
 */
function endsOfKinds(milestones: readonly Milestone[]): ReadonlySet<Milestone> {
  const [first, last] = [new Map<MilestoneKind, Milestone>(), new Map<MilestoneKind, Milestone>()];
  for (const milestone of milestones) {
    if (!first.has(milestone.kind)) first.set(milestone.kind, milestone);
    last.set(milestone.kind, milestone);
  }
  return new Set([...first.values(), ...last.values()]);
}

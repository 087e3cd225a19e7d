import type { Tick } from "../clock/tick.ts";
import { isSameReached, type Milestone, type MilestoneKind, type Reached } from "./milestone.ts";

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
  milestones.push({ ...reached, at });
  if (milestones.length <= MOST_MILESTONES) return 0;
  const before = milestones.length;
  const rest = MOST_MILESTONES * REST_SHARE;
  leaveOut(milestones, rest, isRound);
  leaveOut(milestones, rest, () => true);
  return before - milestones.length;
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

import type { Tick } from "../../clock/tick.ts";
import { t } from "../../language/words.ts";
import type { Frame } from "../../report/frame.ts";
import type { Lane } from "../../timeline/lane.ts";
import type { Milestone, MilestoneKind } from "../../trace/milestone.ts";
import { milestoneWords } from "../../trace/milestone-words.ts";
import { ofPresentMigration } from "../../trace/milestones.ts";

/** What a milestone is about, for its colour; its words say it too. */
export type MilestoneTone = "plain" | "loss" | "link" | "good";

type Known = Pick<Frame, "milestones" | "milestonesLeftOut">;

/** How many milestones there were, with those that were left out. */
function countOf({ milestones, milestonesLeftOut }: Known): number {
  return milestones.length + milestonesLeftOut;
}

function knownMilestones(lane: Pick<Lane, "end" | "summary"> | undefined, frame: Frame): Known {
  return lane && countOf(lane.summary) > countOf(frame) ? lane.summary : frame;
}

/** How many milestones of the live lane are not among {@link milestonesOf}, because there were too many. */
export function milestonesLeftOutOf(lane: Pick<Lane, "end" | "summary"> | undefined, frame: Frame): number {
  return knownMilestones(lane, frame).milestonesLeftOut;
}

/** The milestones of the live lane: all that were recorded, those to come with them. */
export function milestonesOf(
  lane: Pick<Lane, "end" | "summary"> | undefined,
  frame: Frame,
): readonly Milestone[] {
  return knownMilestones(lane, frame).milestones;
}

/** What a lane came to; a guest that is not what it should be is worse than any outcome says. */
type Ending = Lane["summary"]["outcome"] | "different";

export function endingOf({ outcome, identical }: Lane["summary"]): Ending {
  return identical === false ? "different" : outcome;
}

const TONES: Readonly<Record<MilestoneKind, MilestoneTone>> = {
  migrate: "plain",
  round: "plain",
  stun: "plain",
  switchover: "plain",
  resume: "plain",
  firstFault: "plain",
  finish: "good",
  staysAtSource: "plain",
  slowLink: "plain",
  slowDatastore: "plain",
  setDirtyRate: "plain",
  loseMessages: "loss",
  cancel: "plain",
  cutLink: "loss",
  healLink: "link",
  stopDatastore: "loss",
  healDatastore: "link",
  crashSource: "loss",
  crashDestination: "loss",
  restart: "plain",
  linkSilent: "loss",
  linkReturns: "link",
  datastoreSilent: "loss",
  datastoreReturns: "link",
};

export function toneOf({ kind }: Pick<Milestone, "kind">, ending: Ending): MilestoneTone {
  return kind === "finish" && ending === "different" ? "loss" : TONES[kind];
}

/** A milestone's word. The finish of a migration that something befell is its recovery. */
export function labelOf(milestone: Milestone, ending: Ending): string {
  if (milestone.kind === "migrate" && milestone.migration === 1) return t`start`;
  if (milestone.kind !== "finish") return milestoneWords(milestone);
  if (ending === "different") return t`different`;
  return milestone.recovered ? t`recovered` : milestoneWords(milestone);
}

export function wordOf(milestone: Milestone, ending: Ending): MilestoneWord {
  return { milestone, label: labelOf(milestone, ending), tone: toneOf(milestone, ending) };
}

/** The words of a lane's milestones. What the lane came to is the ending of its last migration only. */
export function wordsOf(milestones: readonly Milestone[], ending: Ending): readonly MilestoneWord[] {
  const present = new Set(ofPresentMigration(milestones));
  return milestones.map((milestone) => wordOf(milestone, present.has(milestone) ? ending : null));
}

/** The milestone after a tick, or the one before it; null where there is none. */
export function nextMilestone(milestones: readonly Milestone[], now: Tick): Milestone | null {
  return milestones.find(({ at }) => at > now) ?? null;
}

export function previousMilestone(milestones: readonly Milestone[], now: Tick): Milestone | null {
  return milestones.findLast(({ at }) => at < now) ?? null;
}

/** A milestone with its word. */
export interface MilestoneWord {
  readonly milestone: Milestone;
  readonly label: string;
  readonly tone: MilestoneTone;
}

import type { Tick } from "../../clock/tick.ts";
import { t } from "../../language/words.ts";
import { type Action, kindOf } from "../../scenario/action.ts";
import type { Lane, LaneAction, LaneSummary } from "../../timeline/lane.ts";
import { milestoneWords } from "../../trace/milestone-words.ts";
import { DEED_WORDS } from "../design/deeds.ts";
import { count, seconds } from "../design/words.ts";

/** What the learner did in this lane and not in the one that it left. */
function ownDeeds({ actions, parted }: Lane, lanes: readonly Lane[]): readonly LaneAction[] {
  const parent = parted ? lanes[parted.from] : undefined;
  return parent ? actions.filter((action) => !parent.actions.includes(action)) : actions;
}

/** What makes a lane another than the one it left: "West crashes at 0.700 s". */
export function deedsOf(lane: Lane, lanes: readonly Lane[]): string {
  const deeds = ownDeeds(lane, lanes).filter(({ kind }) => kind === "do" || lane.parted);
  const first = lane.parted
    ? deeds[0]
    : deeds.find((deed) => deed.kind === "do" && kindOf(deed.action) !== "migrate");
  if (!first) return t`nothing failed`;
  const more = deeds.filter((deed) => deed !== first && deed.at > first.at).length;
  const deed = first.kind === "do" ? deedWords(lane, first.action, first.at) : t`keys typed`;
  return more > 0
    ? t`${deed} at ${seconds(first.at)} s, ${count(more)} more`
    : t`${deed} at ${seconds(first.at)} s`;
}

/** A machine's name and a change's values are known by the milestone that it was. */
function deedWords({ summary }: Lane, action: Action, at: Tick): string {
  const kind = kindOf(action);
  const reached = summary.milestones.find((each) => each.kind === kind && each.at === at);
  return reached && ("place" in reached || "was" in reached) ? milestoneWords(reached) : DEED_WORDS[kind];
}

const OUTCOMES: Record<NonNullable<LaneSummary["outcome"]>, string> = {
  completed: t`completed`,
  recovered: t`recovered`,
  "continued-on-source": t`stayed`,
  held: t`held`,
  lost: t`lost`,
};

const DIFFERENT = t`different`;

/** How far a lane has come, in a word or two. */
export function outcomeOf({ outcome, identical, milestones }: LaneSummary): string {
  if (outcome === null) return t`not started`;
  if (outcome === "lost") return OUTCOMES.lost;
  if (identical === false) return DIFFERENT;
  const isOver = milestones.some(({ kind }) => kind === "finish" || kind === "staysAtSource");
  return isOver ? OUTCOMES[outcome] : t`under way`;
}

/** What an outcome is for its colour; the word says it too. */
export function toneOfOutcome(word: string): "good" | "loss" | "plain" {
  if (word === OUTCOMES.lost || word === DIFFERENT) return "loss";
  return word === OUTCOMES.completed || word === OUTCOMES.recovered ? "good" : "plain";
}

/** Where a guest is whose outcome alone does not say it. */
export function whereOfOutcome(word: string): string {
  return word === OUTCOMES["continued-on-source"] ? t`where it was` : "";
}

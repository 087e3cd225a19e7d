import { plural, t } from "../../language/words.ts";
import type { Judgement } from "../../migration/judgement.ts";
import type { Frame } from "../../report/frame.ts";
import type { Milestone, MilestoneKind } from "../../trace/milestone.ts";
import { limitWords, spanWords } from "../design/spans.ts";
import { count, pages } from "../design/words.ts";
import { stopOf, timesSent, usedUpWords } from "./rounds.ts";
import { whyStayedBecause } from "./stayed.ts";

/** Why something is reached, to be read after its name: "because …". */
type Why = (frame: Frame, milestone: Milestone) => string;

/** What a round has left and how long that would take: "665 pages would take 0.66 s; the goal is 0.5 s". */
function leftWords(judged: Judgement): string {
  const stop = stopOf(judged);
  const left = judged.pages;
  if (!stop)
    return plural(left, { one: `${count(left)} page is left`, other: `${count(left)} pages are left` });
  return t`stopping for ${pages(left)} would take ${stop.stop}; the goal is ${stop.goal}`;
}

function whyRound({ judged }: Frame, milestone: Milestone): string {
  const round = milestone.kind === "round" ? milestone.round : 1;
  if (round === 1) return t`all memory has to be copied once`;
  if (judged?.round !== round - 1) return t`pages were written while round ${count(round - 1)} was sent`;
  if (judged.ground === "asked") return t`so many rounds were asked for`;
  if (judged.decision === "slowerRound")
    return t`the last one sent only ${timesSent(judged)} what was written: the guest is slowed`;
  return leftWords(judged);
}

function whyStun({ judged }: Frame): string {
  if (!judged) return t`this strategy copies nothing before it`;
  const { round } = judged;
  switch (judged.ground) {
    case "asked":
      return plural(round, {
        one: `${count(round)} round was asked for and is over`,
        other: `${count(round)} rounds were asked for and are over`,
      });
    case "fitsGoal":
      return fitWords(judged);
    case "roundsUsedUp":
      return t`${usedUpWords(round)}, and ${leftWords(judged)}`;
    default:
      return t`another round would gain too little, and ${leftWords(judged)}`;
  }
}

function fitWords(judged: Judgement): string {
  const left = judged.pages;
  const goal = stopOf(judged)?.goal ?? t`the rule`;
  return plural(left, {
    one: `the last ${count(left)} page fits the goal of ${goal}`,
    other: `the last ${count(left)} pages fit the goal of ${goal}`,
  });
}

/** What somebody does: the learner, or the scenario at its time. */
const deed: Why = ({ pressed }, { kind, at }) =>
  (pressed as Partial<Record<MilestoneKind, number | null>>)[kind] === at
    ? t`you did it`
    : t`the scenario says so`;

const WHY: Readonly<Record<MilestoneKind, Why>> = {
  migrate: deed,
  round: whyRound,
  stun: whyStun,
  switchover: ({ places }) => t`${places.destination} has the processor’s state and the datastore answers`,
  resume: ({ places, report }) =>
    t`the owner record names ${places.destination}; the guest stood still for ${spanWords(report.downtime)}`,
  firstFault: ({ places }) => t`the guest used a page that was not on ${places.destination} yet`,
  finish: ({ places, sum }) => t`all ${pages(sum.total)} are on ${places.destination}`,
  staysAtSource: whyStayedBecause,
  cutLink: deed,
  healLink: deed,
  stopDatastore: deed,
  healDatastore: deed,
  crashSource: deed,
  crashDestination: deed,
  restart: deed,
  cancel: deed,
  slowLink: deed,
  loseMessages: deed,
  slowDatastore: deed,
  setDirtyRate: deed,
  linkSilent: ({ rules }) => t`no sign of life came by cable for ${limitWords(rules.heartbeatMs)}`,
  linkReturns: () => t`the cable carries again`,
  datastoreSilent: () => t`the datastore does not answer any more`,
  datastoreReturns: () => t`the datastore answers again`,
};

/** Why the milestone came, by the numbers of its run: to be read after "because". `frame` is of a moment before the next one. */
export function whyOf(frame: Frame, milestone: Milestone): string {
  return WHY[milestone.kind](frame, milestone);
}

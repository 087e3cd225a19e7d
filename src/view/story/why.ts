import type { Judgement } from "../../migration/judgement.ts";
import type { Frame } from "../../report/frame.ts";
import type { Milestone, MilestoneKind } from "../../trace/milestone.ts";
import { limitWords, spanWords } from "../design/spans.ts";
import { count, pages } from "../design/words.ts";
import { whyStayed } from "./ending.ts";
import { roundsWords, stopOf, timesSent } from "./rounds.ts";

/** Why something is reached, to be read after its name: "because …". */
type Why = (frame: Frame, milestone: Milestone) => string;

/** What a round has left and how long that would take: "665 pages would take 0.66 s; the goal is 0.5 s". */
function leftWords(judged: Judgement): string {
  const stop = stopOf(judged);
  if (!stop) return `${pages(judged.pages)} are left`;
  return `stopping for ${pages(judged.pages)} would take ${stop.stop}; the goal is ${stop.goal}`;
}

function whyRound({ judged }: Frame, milestone: Milestone): string {
  const round = milestone.kind === "round" ? milestone.round : 1;
  if (round === 1) return "all memory has to be copied once";
  if (judged?.round !== round - 1) return `pages were written while round ${count(round - 1)} was sent`;
  if (judged.ground === "asked") return "so many rounds were asked for";
  if (judged.decision === "slowerRound")
    return `the last one sent only ${timesSent(judged)} what was written: the guest is slowed`;
  return leftWords(judged);
}

function whyStun({ judged }: Frame): string {
  if (!judged) return "this strategy copies nothing before it";
  switch (judged.ground) {
    case "asked":
      return `${roundsWords(judged.round)} were asked for and are over`;
    case "fitsGoal":
      return `the last ${pages(judged.pages)} fit the goal of ${stopOf(judged)?.goal ?? "the rule"}`;
    case "roundsUsedUp":
      return `${roundsWords(judged.round)} are used up, and ${leftWords(judged)}`;
    default:
      return `another round would gain too little, and ${leftWords(judged)}`;
  }
}

/** What somebody does: the learner, or the scenario at its time. */
const deed: Why = ({ pressed }, { kind, at }) =>
  (pressed as Partial<Record<MilestoneKind, number | null>>)[kind] === at
    ? "you did it"
    : "the scenario says so";

const WHY: Readonly<Record<MilestoneKind, Why>> = {
  migrate: deed,
  round: whyRound,
  stun: whyStun,
  switchover: ({ places }) => `${places.destination} has the processor’s state and the datastore answers`,
  resume: ({ places, report }) =>
    `the owner record names ${places.destination}; the guest stood still for ${spanWords(report.downtime)}`,
  firstFault: ({ places }) => `the guest used a page that was not on ${places.destination} yet`,
  finish: ({ places, sum }) => `all ${pages(sum.total)} are on ${places.destination}`,
  staysAtSource: (frame) => lowered(whyStayed(frame)),
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
  linkSilent: ({ rules }) => `no sign of life came by cable for ${limitWords(rules.heartbeatMs)}`,
  linkReturns: () => "the cable carries again",
  datastoreSilent: () => "the datastore does not answer any more",
  datastoreReturns: () => "the datastore answers again",
};

/** A machine's name keeps its capital inside a sentence. */
function lowered(words: string): string {
  return /^(West|East)\b/.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1);
}

/** Why the milestone came, by the numbers of its run: to be read after "because". `frame` is of a moment before the next one. */
export function whyOf(frame: Frame, milestone: Milestone): string {
  return WHY[milestone.kind](frame, milestone);
}

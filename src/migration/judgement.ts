/**
 * The stop rule's decision at the end of a round of pre-copy, with the numbers that it was made by. vSphere's rule is here;
 * QEMU's is in `qemu-rule.ts`. Whoever tells a person why another round follows, or none, reads it here.
 */

import type { Tick } from "../clock/tick.ts";
import type { MigrationSettings } from "./settings.ts";
import { slowsGuest, usesFile } from "./strategy.ts";

/** What follows the round: another one, another one of a guest that is slowed, the stun, or nothing any more. */
export const DECISIONS = ["anotherRound", "slowerRound", "stun", "givesUp"] as const;
export type Decision = (typeof DECISIONS)[number];

/** Why it follows. */
export const GROUNDS = [
  /** What is left can be sent within the switchover goal. */
  "fitsGoal",
  /** It cannot, and the round gained enough for another one. */
  "tooMuchLeft",
  /** It cannot, and the guest wrote nearly as much as was sent, or more. */
  "tooLittleGained",
  /** It cannot, and no more rounds are allowed. */
  "roundsUsedUp",
  /** The number of rounds was given. */
  "asked",
] as const;
export type Ground = (typeof GROUNDS)[number];

export interface Judgement {
  /** The round that ended. */
  readonly round: number;
  /** Pages that are left to send. */
  readonly pages: number;
  /** How long sending them would take at the rate of the round; null where no rate is known. In ticks. */
  readonly stopNow: Tick | null;
  /** The switchover goal, in ticks. */
  readonly goal: Tick;
  /** Bytes that the round sent, and bytes that the pages written meanwhile take on the link. */
  readonly sent: number;
  readonly dirtied: number;
  readonly decision: Decision;
  readonly ground: Ground;
}

/** The round that ends, and when it began. */
interface RoundBegun {
  readonly round: number;
  readonly roundStart: Tick;
}

/** What the round has found: pages that were written meanwhile, with the bytes that they take, and bytes that it sent. */
export interface RoundFound {
  readonly pages: number;
  readonly cost: number;
  readonly sent: number;
}

type Judged = Pick<Judgement, "decision" | "ground">;

/** vSphere's stop rule. Pages count as what they cost on the link: a zero page is a marker. */
export function judgeRound(
  settings: MigrationSettings,
  { round, roundStart }: RoundBegun,
  { pages, cost, sent }: RoundFound,
  now: Tick,
): Judgement {
  const stopNow = cost === 0 ? 0 : Math.ceil((cost * (now - roundStart)) / Math.max(sent, 1));
  const goal = settings.switchoverGoal;
  // ESXi compares what the round transmitted with what was dirtied meanwhile: its limit is 130 %.
  const isStuck = sent * 100 < settings.transmitToDirtyPercent * cost;
  const judged =
    settings.afterRounds === null
      ? byGoal(settings, round, cost === 0 || stopNow <= goal, isStuck)
      : byNumber(round, settings.afterRounds);
  return { round, pages, stopNow, goal, sent, dirtied: cost, ...judged };
}

function byNumber(round: number, asked: number): Judged {
  return { decision: round >= asked ? "stun" : "anotherRound", ground: "asked" };
}

/**
 * Where what remains can be sent within the switchover goal, no round follows. Else a round that gained too little on the
 * guest is the last one that Quick Resume waits for, and slows the guest with SDPS.
 */
function byGoal(settings: MigrationSettings, round: number, fits: boolean, isStuck: boolean): Judged {
  if (fits) return { decision: "stun", ground: "fitsGoal" };
  const isLast = round >= settings.maxRounds;
  if (usesFile(settings) && isStuck) return { decision: "stun", ground: "tooLittleGained" };
  if (isLast) return { decision: usesFile(settings) ? "stun" : "givesUp", ground: "roundsUsedUp" };
  if (slowsGuest(settings) && isStuck) return { decision: "slowerRound", ground: "tooLittleGained" };
  return { decision: "anotherRound", ground: "tooMuchLeft" };
}

import { type Tick, ticksOfBytes } from "../clock/tick.ts";
import { PAGE_ON_LINK_BYTES } from "../migration/message.ts";
import type { MigrationSettings } from "../migration/settings.ts";
import { sdpsSpeed } from "../migration/source-copy.ts";
import { hasNoRounds, slowsGuest, usesFile } from "../migration/strategy.ts";
import { type Dirtying, dirtiedWithin } from "./rates.ts";

/** Why no round follows: the rest can be sent within the goal, or a rule ends the rounds before that. */
export type RoundsEnd =
  /** The strategy has no rounds. */
  | "noRounds"
  /** What is left can be sent within the switchover goal. */
  | "fitsGoal"
  /** The round sent too little for what was dirtied meanwhile: Quick Resume goes on without another. */
  | "stuck"
  /** The scenario asks for so many rounds. */
  | "asked"
  /** The most rounds have been sent: Quick Resume goes on, and whoever needs the goal gives up. */
  | "lastRound"
  | "givesUp"
  /** QEMU's rule knows no limit: the rounds go on for ever. */
  | "goesOn";

/** A round: pages to send, those of them that it leaves unsent, and ticks after the beginning of the rounds. */
export interface Round {
  readonly pages: number;
  readonly rest: number;
  readonly begins: Tick;
  readonly ends: Tick;
}

/** The rounds of a migration, and how many pages the last of them has left. */
export interface Course {
  readonly rounds: readonly Round[];
  readonly ends: RoundsEnd;
  readonly left: number;
}

/** What the rounds depend on. */
export interface CopyConditions {
  readonly settings: MigrationSettings;
  readonly bytesPerSecond: number;
  readonly dirtying: Dirtying;
}

/** A course without rounds: what is left is all; null where the strategy or the scenario asks for some. */
export function withoutRounds(settings: MigrationSettings): Course | null {
  if (hasNoRounds(settings)) return { rounds: [], ends: "noRounds", left: settings.pages };
  return settings.afterRounds === 0 ? { rounds: [], ends: "asked", left: settings.pages } : null;
}

/** The rounds under vSphere's stop rule (`endRound` of `source-copy.ts`), which counts pages that are not zero. */
export function vsphereCourse({ settings, bytesPerSecond, dirtying }: CopyConditions): Course {
  const rounds: Round[] = [];
  let [pages, begins, speed] = [settings.pages, 0, 100];
  for (;;) {
    const lasts = ticksOfPages(pages, bytesPerSecond);
    rounds.push({ pages, rest: 0, begins, ends: begins + lasts });
    const left = dirtiedPages(dirtying, (lasts * speed) / 100);
    const ends = endOf(settings, { round: rounds.length, pages, left }, ticksOfPages(left, bytesPerSecond));
    if (ends !== null) return { rounds, ends, left };
    if (slowsGuest(settings) && isStuck(settings, pages, left)) speed = sdpsSpeed(speed, pages, left);
    [pages, begins] = [left, begins + lasts];
  }
}

/** How long pages take on the link. */
export function ticksOfPages(pages: number, bytesPerSecond: number): Tick {
  return ticksOfBytes(pages * PAGE_ON_LINK_BYTES, bytesPerSecond);
}

/** Whole pages, as a round has them. */
export function dirtiedPages(dirtying: Dirtying, ticks: Tick): number {
  return Math.round(dirtiedWithin(dirtying, ticks));
}

interface Ended {
  readonly round: number;
  readonly pages: number;
  readonly left: number;
}

/** Why the round is the last one; null where another follows. */
function endOf(settings: MigrationSettings, ended: Ended, leftLasts: Tick): RoundsEnd | null {
  if (settings.afterRounds !== null) return ended.round >= settings.afterRounds ? "asked" : null;
  if (leftLasts <= settings.switchoverGoal) return "fitsGoal";
  const isLast = ended.round >= settings.maxRounds;
  if (usesFile(settings) && isStuck(settings, ended.pages, ended.left)) return "stuck";
  if (isLast) return usesFile(settings) ? "lastRound" : "givesUp";
  return null;
}

function isStuck({ transmitToDirtyPercent }: MigrationSettings, sent: number, dirtied: number): boolean {
  return sent * 100 < transmitToDirtyPercent * dirtied;
}

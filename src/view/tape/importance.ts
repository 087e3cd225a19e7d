import type { Beat } from "../../trace/milestone.ts";

/**
 * How much a beat matters where there is no room for all: how the move ended, its phases, what failed, what was healed, what
 * was noticed of that, and last waits and rounds. The first and the last round matter more than those between.
 */
const RANKS: readonly (readonly [RegExp, number])[] = [
  [/^(finish|goes on at the source|HA restart)$/, 9],
  [/ crashes$/, 8],
  [/^(Migrate|stun)$/, 7],
  [/^(switchover|resume)$/, 6],
  [/^(cut|datastore stops)$/, 5],
  [/^(heal|datastore heals)$/, 4],
  [/noticed|silent|returns/, 3],
  [/^first fault$/, 2],
  [/^round \d+$/, 0],
];

/** What a beat of no known kind is worth: as much as what is noticed. */
const UNKNOWN = 3;

/** The beat at the playhead always has its words. */
const PRESENT = 10;

export function rankOf({ name }: Beat): number {
  return RANKS.find(([kind]) => kind.test(name))?.[1] ?? UNKNOWN;
}

const isRound = ({ name }: Beat): boolean => /^round \d+$/.test(name);

/** The places of beats in a list, from the one that matters most; of equals the later comes first. */
export function byImportance(beats: readonly Beat[], present: Beat | undefined): number[] {
  const [first, last] = [beats.find(isRound), beats.findLast(isRound)];
  const ranks = beats.map((beat) => {
    if (beat === present) return PRESENT;
    return rankOf(beat) + (beat === first || beat === last ? 1 : 0);
  });
  return beats.map((_, index) => index).sort((one, other) => ranks[other]! - ranks[one]! || other - one);
}

/** More hands than this are in no room. */
export const MOST_HANDS = 999;

/** So many hands as there can be: a whole number, and none where it is no number. */
export function countOfHands(count: number): number {
  return Math.min(MOST_HANDS, Math.max(0, Math.round(count) || 0));
}

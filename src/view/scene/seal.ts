/** Signs of "1,024 of 1,024", which fill the ring of a seal from side to side. */
const FULL = 14;

/** How large words are on a seal, as a share of the size of those that just fill its ring. */
export function shareOnSeal(words: string): number {
  return Math.min(1, FULL / words.length);
}

import type { Random } from "../clock/random.ts";

/** More keys than these are never asked for: what is so rare would not be met in a run anyway. */
const RANKS_MAX = 65_536;

/** The weight of the first key; the key of rank r has this by r, rounded down. */
const FIRST_WEIGHT = 2 ** 32;

/**
 * Keys as servers know them: a few are asked for again and again, most hardly ever. Key k comes up 1/(k + 1) as often as
 * key 0, which is Zipf's law. The table holds whole numbers, so every engine draws the same.
 */
export class Zipf {
  /** For each key, the weights of it and all keys before it together. */
  readonly #sums: Float64Array;

  /** For keys from 0 to `keys` - 1. */
  constructor(keys: number) {
    this.#sums = new Float64Array(Math.min(keys, RANKS_MAX));
    let sum = 0;
    for (let key = 0; key < this.#sums.length; key++) {
      sum += Math.floor(FIRST_WEIGHT / (key + 1));
      this.#sums[key] = sum;
    }
  }

  draw(random: Random): number {
    const drawn = random.below(this.#sums.at(-1)!);
    // Binary search for the first key whose sum is above the number drawn.
    let [low, high] = [0, this.#sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#sums[middle]! > drawn) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

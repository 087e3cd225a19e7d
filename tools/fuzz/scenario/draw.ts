import type { Random } from "../../../src/clock/random.ts";
import type { Limits } from "../../../src/scenario/schema.ts";

type NumberLimits = Limits & { kind: "number" };

/** Where the magnitudes of fractional knobs begin that may be zero, in their own unit. */
const LEAST_FRACTION = 0.001;

/** Parts of an octave that are told apart. */
const OCTAVE_PARTS = 1000;

/** A word with how often it is drawn, for {@link Draw.weighted}. */
export interface Weighted<Word> {
  readonly word: Word;
  readonly weight: number;
}

/**
 * All words of a kind with their weights. One that nobody has weighed has 1 and comes after the others, because their
 * order decides what a seed means.
 */
export function weightedBy<Word extends string>(
  words: readonly Word[],
  weights: Readonly<Partial<Record<Word, number>>>,
): readonly Weighted<Word>[] {
  const weighed = Object.keys(weights) as Word[];
  const others = words.filter((word) => !(word in weights));
  return [...weighed, ...others].map((word) => ({ word, weight: weights[word] ?? 1 }));
}

/** Draws what a random scenario is made of. Every drawing uses numbers of its own stream only. */
export class Draw {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Draws of another stream, so that a new field never changes what the others become. */
  fork(label: string): Draw {
    return new Draw(this.#random.fork(label));
  }

  /** A whole number from `min` to `max`. */
  between(min: number, max: number): number {
    return min + this.#random.below(max - min + 1);
  }

  /** A number from `min` to `max` with one decimal. */
  tenths(min: number, max: number): number {
    return this.between(Math.ceil(min * 10), Math.floor(max * 10)) / 10;
  }

  chance(probability: number): boolean {
    return this.#random.chance(probability);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.#random.below(list.length)]!;
  }

  /** One entry, each as likely as its weight says. */
  weighted<T extends { readonly weight: number }>(list: readonly T[]): T {
    const total = list.reduce((sum, { weight }) => sum + weight, 0);
    let left = this.#random.below(total);
    return list.find(({ weight }) => {
      left -= weight;
      return left < 0;
    })!;
  }

  /** Some printable characters. */
  word(length = this.between(1, 12)): string {
    const codes = Array.from({ length }, () => this.between(33, 126));
    return String.fromCharCode(...codes);
  }

  /** A number over all that is allowed: each limit for every fifth, else any magnitude is as likely as any other. */
  spread(limits: NumberLimits): number {
    const end = this.between(0, 9);
    if (end < 2) return limits.min;
    return end < 4 ? limits.max : this.magnitude(limits);
  }

  /** A number of any magnitude between the limits: each doubling is as likely as any other. */
  magnitude({ min, max, step }: NumberLimits): number {
    const least = min > 0 ? min : (step ?? LEAST_FRACTION);
    let octaves = 0;
    for (let top = least; top < max; top *= 2) octaves++;
    let value = least;
    for (let left = this.between(0, Math.max(0, octaves - 1)); left > 0; left--) value *= 2;
    value += (value * this.between(0, OCTAVE_PARTS - 1)) / OCTAVE_PARTS;
    return Math.min(max, step ? step * Math.round(value / step) : Math.round(value * 10_000) / 10_000);
  }
}

import type { Random } from "../clock/random.ts";

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

  /** A few printable characters. */
  word(): string {
    const codes = Array.from({ length: this.between(1, 12) }, () => this.between(33, 126));
    return String.fromCharCode(...codes);
  }
}

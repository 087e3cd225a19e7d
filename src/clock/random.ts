const TWO_TO_THE_32 = 0x1_0000_0000;

/** Everything a generator knows, as plain data. */
export interface RandomState {
  /** Where the stream began: four 32-bit words. Sub-streams derive from it, so drawing numbers never shifts them. */
  readonly origin: readonly number[];
  /** Where the stream is: four 32-bit words, never all zero. */
  readonly words: number[];
}

/**
 * Seeded random numbers: xoshiro128** by Blackman and Vigna (https://prng.di.unimi.it/xoshiro128starstar.c), in
 * 32-bit integer arithmetic only, so every engine draws the same. Not for secrets.
 */
export class Random {
  state: RandomState;

  constructor(state: RandomState) {
    this.state = state;
  }

  /** The stream of a seed, a whole number from 0 to 2^53 - 1. */
  static seeded(seed: number): Random {
    if (!Number.isSafeInteger(seed) || seed < 0) {
      throw new RangeError(`A seed is a whole number from 0 to 2^53 - 1, not ${seed}.`);
    }
    return begin([seed >>> 0, Math.floor(seed / TWO_TO_THE_32)]);
  }

  /** A whole number from 0 to 2^32 - 1. */
  next(): number {
    const words = this.state.words as [number, number, number, number];
    const result = Math.imul(rotateLeft(Math.imul(words[1], 5), 7), 9) >>> 0;
    const shifted = words[1] << 9;
    words[2] ^= words[0];
    words[3] ^= words[1];
    words[1] ^= words[2];
    words[0] ^= words[3];
    words[2] ^= shifted;
    words[3] = rotateLeft(words[3], 11);
    return result;
  }

  /** A whole number from 0 to `limit` - 1, each as likely as the others; `limit` is from 1 to 2^53 - 1. */
  below(limit: number): number {
    if (!Number.isSafeInteger(limit) || limit < 1) {
      throw new RangeError(`Random numbers are drawn below a whole number from 1 to 2^53 - 1, not ${limit}.`);
    }
    const wide = limit > TWO_TO_THE_32;
    const range = wide ? TWO_TO_THE_32 * 0x20_0000 : TWO_TO_THE_32;
    // Drawing again where the last, incomplete stretch of `limit` numbers was hit keeps the remainders even.
    const accepted = range - (range % limit);
    while (true) {
      const drawn = wide ? (this.next() >>> 11) * TWO_TO_THE_32 + this.next() : this.next();
      if (drawn < accepted) return drawn % limit;
    }
  }

  /** True with this probability, from 0 (never) to 1 (always). Draws one number whatever the probability is. */
  chance(probability: number): boolean {
    return this.next() < Math.ceil(probability * TWO_TO_THE_32);
  }

  /**
   * The sub-stream of a name. It depends on the seed and the name only, not on what was drawn, so that loss and
   * jitter, say, do not disturb each other. Forks can be forked.
   */
  fork(label: string): Random {
    const codes = Array.from(label, (character) => character.codePointAt(0)!);
    return begin([...this.state.origin, codes.length, ...codes]);
  }

  /** A generator that goes on independently from here. */
  clone(): Random {
    return new Random({ origin: this.state.origin, words: [...this.state.words] });
  }
}

/**
 * Mixes whole numbers into the four words of a stream. Every step is a bijection of the word, so four different
 * beginnings stay four different words, and never become the all-zero state that xoshiro cannot leave.
 */
function begin(material: readonly number[]): Random {
  const origin = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x71374491].map((lane) => {
    let word = lane;
    for (const part of material) word = scramble((word ^ part) + 0x9e3779b9);
    return word >>> 0;
  });
  return new Random({ origin, words: [...origin] });
}

/** The finaliser of MurmurHash3: a change of any bit changes about half of the result. */
function scramble(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

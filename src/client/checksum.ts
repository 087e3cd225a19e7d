/**
 * The arithmetic of the key-value guest done again outside of it, so that the client can tell a right answer from a
 * wrong one. It must agree with the guest's program bit for bit.
 */

/** Values lie in the guest's table as one word in each line of so many bytes. */
const LINE_BYTES = 64;
/** 2^32 divided by the golden ratio: it spreads what is added over all bits. */
const LINE_STEP = 0x9e3779b9;

/** The finaliser lowbias32 by Chris Wellons, as the guest has it. */
function mix(number: number): number {
  let mixed = Math.imul(number ^ (number >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** The value that a key of the key-value guest has before anything is put there. */
export function firstValue(key: number): number {
  return mix(key);
}

/**
 * The checksum of a key's value as the key-value guest must compute it from the bytes in its memory. The guest reads a
 * word of every line, so a stale page anywhere in the value shows.
 */
export function checksumOf(key: number, value: number, valueBytes: number): number {
  let word = mix((key + 1) ^ mix(value));
  let sum = (key + 1) ^ value;
  for (let line = 0; line < Math.ceil(valueBytes / LINE_BYTES); line++) {
    word += LINE_STEP;
    sum = ((sum << 5) | (sum >>> 27)) ^ word;
  }
  return sum >>> 0;
}

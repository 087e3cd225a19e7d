// biome-ignore-all lint/correctness/noPrecisionLoss: the numbers have 64 bits here, not 53.

// xxHash64 after its specification, https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md, with seed 0.

const P1: u64 = 0x9e3779b185ebca87;
const P2: u64 = 0xc2b2ae3d27d4eb4f;
const P3: u64 = 0x165667b19e3779f9;
const P4: u64 = 0x85ebca77c2b2ae63;
const P5: u64 = 0x27d4eb2f165667c5;

const STRIPE: u32 = 32;

let lane1: u64 = 0;
let lane2: u64 = 0;
let lane3: u64 = 0;
let lane4: u64 = 0;
/** Bytes hashed so far. */
let total: u64 = 0;

function round(lane: u64, input: u64): u64 {
  return rotl<u64>(lane + input * P2, 31) * P1;
}

function merge(hash: u64, lane: u64): u64 {
  return (hash ^ round(0, lane)) * P1 + P4;
}

/** Begins a hash. */
export function beginHash(): void {
  lane1 = P1 + P2;
  lane2 = P2;
  lane3 = 0;
  lane4 = 0 - P1;
  total = 0;
}

/** Hashes the whole stripes of a range and returns where the rest begins. */
export function hashStripes(start: usize, length: usize): usize {
  const end = start + length - (length % STRIPE);
  let a = lane1;
  let b = lane2;
  let c = lane3;
  let d = lane4;
  for (let at = start; at < end; at += STRIPE) {
    a = round(a, load<u64>(at));
    b = round(b, load<u64>(at, 8));
    c = round(c, load<u64>(at, 16));
    d = round(d, load<u64>(at, 24));
  }
  lane1 = a;
  lane2 = b;
  lane3 = c;
  lane4 = d;
  total += end - start;
  return end;
}

function mergeLanes(): u64 {
  if (total < STRIPE) return P5;
  const sum = rotl<u64>(lane1, 1) + rotl<u64>(lane2, 7) + rotl<u64>(lane3, 12) + rotl<u64>(lane4, 18);
  return merge(merge(merge(merge(sum, lane1), lane2), lane3), lane4);
}

/** Ends a hash with the last bytes, fewer than a stripe, and returns it. */
export function endHash(start: usize, length: usize): u64 {
  const end = start + length;
  let at = start;
  let hash = mergeLanes() + total + length;
  for (; at + 8 <= end; at += 8) hash = rotl<u64>(hash ^ round(0, load<u64>(at)), 27) * P1 + P4;
  if (at + 4 <= end) {
    hash = rotl<u64>(hash ^ (<u64>load<u32>(at) * P1), 23) * P2 + P3;
    at += 4;
  }
  for (; at < end; at++) hash = rotl<u64>(hash ^ (<u64>load<u8>(at) * P5), 11) * P1;
  hash = (hash ^ (hash >> 33)) * P2;
  hash = (hash ^ (hash >> 29)) * P3;
  return hash ^ (hash >> 32);
}

/** The hash of a range of linear memory. */
export function hashBytes(start: usize, length: usize): u64 {
  beginHash();
  const rest = hashStripes(start, length);
  return endHash(rest, start + length - rest);
}

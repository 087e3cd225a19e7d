import fc from "fast-check";

/** Damaged copies of some bytes: bits flipped, the end cut off, something appended, or a stretch overwritten. */
export function mutations(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const place = fc.nat(bytes.length - 1);
  const flipped = fc.array(fc.tuple(place, fc.nat(7)), { minLength: 1, maxLength: 4 }).map((flips) => {
    const copy = bytes.slice();
    for (const [offset, bit] of flips) copy[offset]! ^= 1 << bit;
    return copy;
  });
  const truncated = place.map((length) => bytes.slice(0, length));
  const appended = fc
    .uint8Array({ minLength: 1, maxLength: 9 })
    .map((tail) => Uint8Array.of(...bytes, ...tail));
  const overwritten = fc
    .tuple(place, fc.uint8Array({ minLength: 1, maxLength: 64 }))
    .map(([offset, patch]) => {
      const copy = bytes.slice();
      copy.set(patch.subarray(0, bytes.length - offset), offset);
      return copy;
    });
  return fc.oneof(flipped, truncated, appended, overwritten);
}

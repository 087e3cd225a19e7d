import { expect, it } from "vitest";
import { slotOf } from "../../src/datastore/ring.ts";

it("goes round the ring, beginning with slot 0 and sequence number 1", () => {
  expect([1, 2, 8, 9, 17].map((sequence) => slotOf(sequence, 8))).toEqual([0, 1, 7, 0, 0]);
  expect(() => slotOf(0, 8)).toThrow(RangeError);
});

import { expect, test } from "vitest";
import { describeSlot } from "../../../src/view/datastore/slot-words.ts";

test("a slot is named by its number and what is in it", () => {
  const slot = { sequence: 21, pages: 4 };
  expect(describeSlot({ ...slot, state: "full" }, 6)).toBe("slot 7: 4 pages waiting, letter 21");
  expect(describeSlot({ ...slot, pages: 1, state: "writing" }, 0)).toBe(
    "slot 1: 1 page being put in by the source, letter 21",
  );
  expect(describeSlot({ ...slot, state: "reading" }, 39)).toContain("being taken out by the destination");
  expect(describeSlot({ ...slot, state: "read" }, 1)).toContain("receipt");
  expect(describeSlot({ sequence: 0, pages: 0, state: "free" }, 2)).toBe("slot 3: free");
});

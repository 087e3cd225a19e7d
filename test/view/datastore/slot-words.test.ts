import { expect, test } from "vitest";
import { WEST_TO_EAST } from "../../../src/place/place.ts";
import type { NoteSays } from "../../../src/simulation/parts/file-frame.ts";
import { describeSlot, noteWords } from "../../../src/view/datastore/slot-words.ts";

const EASTWARD = { places: WEST_TO_EAST };

test("a slot is named by its number and what is in it", () => {
  const slot = { sequence: 21, pages: 4 };
  expect(describeSlot({ ...slot, state: "full" }, 6, EASTWARD)).toBe("slot 7: 4 pages waiting, letter 21");
  expect(describeSlot({ ...slot, pages: 1, state: "writing" }, 0, EASTWARD)).toBe(
    "slot 1: 1 page being put in by West, letter 21",
  );
  expect(describeSlot({ ...slot, state: "reading" }, 39, EASTWARD)).toContain("being taken out by East");
  expect(describeSlot({ ...slot, state: "read" }, 1, EASTWARD)).toContain("receipt");
  expect(describeSlot({ sequence: 0, pages: 0, state: "free" }, 2, EASTWARD)).toBe("slot 3: free");
});

test.each<[NoteSays | null, string]>([
  [{ kind: "ack", chunk: 32 }, "ack 32"],
  [{ kind: "request", page: 590 }, "need 590"],
  [{ kind: "bitmap", part: 1, parts: 2 }, "bitmap 1/2"],
  [{ kind: "alive" }, "alive"],
  [{ kind: "done" }, "done"],
  [null, ""],
])("a note %j is told as %j", (says, words) => expect(noteWords(says)).toBe(words));

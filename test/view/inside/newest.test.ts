import { expect, test } from "vitest";
import { newestAt } from "../../../src/view/inside/newest.ts";
import { frameWith, pagesWith } from "../../support/frame.ts";

const destination = pagesWith(8, "present", {
  1: "owed",
  2: "byFile",
  3: "inFlightByFile",
  4: "faulted",
  5: "dirty",
});

test("the newest bytes are the source's until the guest runs at the destination and the page is there", () => {
  expect(newestAt(frameWith({ phase: "preCopy", destination }), 0)).toBe("source");
  const pageIn = frameWith({ phase: "pageIn", destination });
  expect([0, 2, 5].map((page) => newestAt(pageIn, page))).toEqual([
    "destination",
    "destination",
    "destination",
  ]);
  expect([1, 3, 4].map((page) => newestAt(pageIn, page))).toEqual(["source", "source", "source"]);
});

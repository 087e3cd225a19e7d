import { expect, test } from "vitest";
import { tagOf } from "../../../src/view/host/plate.ts";
import { frameWith } from "../../support/frame.ts";

test("a machine has the tag of its role while the guest moves, not before and not after", () => {
  expect(tagOf(frameWith(), "source")).toBeNull();
  expect(tagOf(frameWith({ phase: "preCopy" }), "source")).toBe("source");
  expect(tagOf(frameWith({ phase: "pageIn" }), "destination")).toBe("destination");
  expect(tagOf(frameWith({ phase: "finish", ended: true }), "source")).toBeNull();
  expect(tagOf(frameWith({ phase: "pageIn", report: { outcome: "lost" } }), "source")).toBeNull();
});

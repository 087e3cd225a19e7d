import { expect, test } from "vitest";
import { offersCut } from "../../../src/view/story/again-with-cut.ts";
import { type FrameChanges, frameWith } from "../../support/frame.ts";

const ended = (changes: FrameChanges = {}) =>
  frameWith({ ended: true, ...changes, report: { outcome: "completed", ...changes.report } });

test("the end offers a cut where a file lay ready and nothing needed it", () => {
  expect(offersCut(ended({ report: { strategy: "quickResume" } }))).toBe(true);
  expect(offersCut(ended({ report: { strategy: "quickResumeConcurrent" } }))).toBe(true);
});

test("it does not where there was no file, where it was cut, and before the end", () => {
  expect(offersCut(ended({ report: { strategy: "preCopy" } }))).toBe(false);
  expect(offersCut(ended({ report: { strategy: "quickResume", outcome: "recovered" } }))).toBe(false);
  expect(offersCut(ended({ pressed: { cutLink: 7 } }))).toBe(false);
  expect(offersCut(ended({ link: { cut: { at: 7, pagesLost: 0 } } }))).toBe(false);
  expect(offersCut(frameWith({ phase: "pageIn" }))).toBe(false);
});

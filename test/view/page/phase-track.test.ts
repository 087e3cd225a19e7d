import { expect, test } from "vitest";
import { trackOf } from "../../../src/view/page/phase-track.ts";
import { frameWith } from "../../support/frame.ts";

const names = (...[frame, strategy]: Parameters<typeof trackOf>) =>
  trackOf(frame, strategy).map(({ term, state }) => `${term} ${state}`);

test("pre-copy is passed only where a round ran", () => {
  expect(names(frameWith({ phase: "stun" }), "quickResume")).not.toContain("pre-copy done");
  expect(names(frameWith({ phase: "stun", round: 2 }), "quickResume")).toContain("pre-copy, 2 rounds done");
  expect(names(frameWith({ phase: "pageIn" }), "postCopy")).toEqual([
    "setup done",
    "stun done",
    "switchover done",
    "page-in now",
    "finish next",
  ]);
  expect(names(frameWith({ phase: "pageIn", round: 1 }), "postCopy")).toContain("pre-copy, 1 round done");
  expect(names(frameWith({ phase: "switchover" }), "stopAndCopy").join()).not.toContain("pre-copy");
});

test("what is still to come is shown before it comes", () => {
  expect(names(frameWith({ phase: "setup" }), "quickResume")).toContain("pre-copy next");
  expect(names(frameWith({ phase: "finish", ended: true, round: 1 }), "quickResume").at(-1)).toBe(
    "finish done",
  );
});

import { expect, test } from "vitest";
import { PageState } from "../../src/host/page-state.ts";
import { withoutWait } from "../../src/lab/waits.ts";
import { plateOf } from "../../src/view/host/plate.ts";
import { sentenceOf } from "../../src/view/story/sentence.ts";
import { frameWith, pagesWith, sumOf } from "../support/frame.ts";

/** Page 590 is waited for; at the source it is in this state. */
function waiting(atSource: "owed" | "inFlightByLink" | "inFlightByFile") {
  return frameWith({
    phase: "pageIn",
    sum: sumOf(744),
    source: { status: "serving", ...pagesWith(1024, "stale", { 590: atSource }) },
    destination: {
      status: "waiting",
      waitsFor: 590,
      ...pagesWith(1024, "present", { 33: "owed", 590: "faulted" }),
    },
  });
}

test("plate, tally, map and sentence name a short wait nowhere", () => {
  const frame = withoutWait(waiting("owed"));
  const { destination } = frame;
  expect(plateOf(frame, "destination").words).toBe("running");
  expect(destination.counts[PageState.faulted]).toBe(0);
  expect(destination.counts[PageState.owed]).toBe(2);
  expect(destination.pages[590]).toBe(PageState.owed);
  expect(sentenceOf(frame).kind).toBe("pageIn");
});

test("and all of them name a wait that lasts", () => {
  const frame = waiting("owed");
  expect(plateOf(frame, "destination").words).toBe("waits for page 590");
  expect(frame.destination.counts[PageState.faulted]).toBe(1);
  expect(sentenceOf(frame).kind).toBe("waiting");
});

test.each(["inFlightByLink", "inFlightByFile"] as const)(
  "a page on its way stays on its way: %s",
  (state) => {
    expect(withoutWait(waiting(state)).destination.pages[590]).toBe(PageState[state]);
  },
);

test("the session's own frame is left as it is", () => {
  const frame = waiting("owed");
  withoutWait(frame);
  expect(frame.destination.pages[590]).toBe(PageState.faulted);
  const calm = frameWith({ phase: "pageIn" });
  expect(withoutWait(calm)).toBe(calm);
});

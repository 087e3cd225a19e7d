import { expect, test } from "vitest";
import type { HostName } from "../../../src/place/place.ts";
import type { Frame } from "../../../src/report/frame.ts";
import { describePage } from "../../../src/view/design/words.ts";
import { frameWith, pagesWith, sumOf } from "../../support/frame.ts";

const PAGES = 1024;
const OWED = 590;

/** A run in which the guest waits for a page that the source still owes. */
function waiting(changes: Partial<Frame> = {}): Frame {
  const frame = frameWith({
    phase: "pageIn",
    sum: sumOf(PAGES - 3),
    source: { status: "serving", ...pagesWith(PAGES, "stale", { 2: "owed", 3: "dirty", [OWED]: "owed" }) },
    destination: {
      status: "waiting",
      waitsFor: OWED,
      ...pagesWith(PAGES, "byLink", { 2: "owed", 3: "stale", [OWED]: "faulted" }),
    },
  });
  return { ...frame, ...changes };
}

const said = (frame: Frame, host: HostName) => [2, 3, OWED].map((page) => describePage(host, frame, page));

test("a page that is waited for is asked for at the source, while it can come", () => {
  expect(describePage("source", waiting(), OWED)).toBe("asked for: still to send");
  expect(describePage("destination", waiting(), OWED)).toBe("faulted: the guest waits for it");
});

test("once the guest is lost, no page is still to send or to come, and nobody waits for one", () => {
  const frame = waiting();
  const lost = { ...frame, report: { ...frame.report, outcome: "lost" as const } };
  for (const host of ["source", "destination"] as const)
    for (const words of said(lost, host)) expect(words).not.toMatch(/still|must|waits|not here yet/);
  expect(describePage("source", lost, OWED)).toBe("asked for, and never sent");
  expect(describePage("destination", lost, OWED)).toBe("asked for, and never came");
});

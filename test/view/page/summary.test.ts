import { describe, expect, it } from "vitest";
import type { Strategy } from "../../../src/migration/strategy.ts";
import { turned, WEST_TO_EAST } from "../../../src/place/place.ts";
import { summaryOf } from "../../../src/view/page/summary.ts";
import { type FrameChanges, frameWith, sumOf } from "../../support/frame.ts";

function summaryWith(changes: FrameChanges = {}, playing = true, strategy: Strategy = "quickResume") {
  return summaryOf({ frame: frameWith(changes), playing, strategy });
}

const CUT = { whole: false, cut: { at: 3_030_000_000, pagesLost: 52 } };

describe("the summary for those who listen", () => {
  it("says before the move what stands where, what can be pressed and what to do", () => {
    const { play, control, details, hint } = summaryWith();
    expect(play).toMatch(/two machines.*cable.*mailbox.*1,024 pages/);
    expect(control).toContain("You can press now: Migrate");
    expect(details).toMatch(/^At 0\.000 seconds: .*West: .*East: /);
    expect(details).not.toContain("Stun");
    expect(hint).toContain("Press Migrate");
  });

  it("names both machines, West first, each with its role while the guest moves", () => {
    const there = { phase: "pageIn", sum: sumOf(744) } as const;
    expect(summaryWith(there).details).toMatch(/West \(source\): .*East \(destination\): /);
    const back = summaryWith({ ...there, places: turned(WEST_TO_EAST) });
    expect(back.details).toMatch(/West \(destination\): .*East \(source\): /);
  });

  it("leaves the mailbox out where the strategy has none", () => {
    expect(summaryWith({}, true, "preCopy").play).not.toContain("mailbox");
  });

  it("keeps the balance and the four numbers in its details", () => {
    const { details, hint } = summaryWith({
      phase: "pageIn",
      sum: sumOf(744),
      link: CUT,
      now: 4_000_000_000,
    });
    expect(details).toMatch(
      /The cable is cut\. Of 1,024 pages, .* 744 have arrived\. Stun .*mebibytes sent\.$/,
    );
    expect(hint).toContain("Heal link");
    expect(hint).not.toContain("Play");
  });

  it("says when time stands still, and when the run is over", () => {
    expect(summaryWith({ phase: "pageIn", sum: sumOf(744) }, false).hint).toContain("press Play");
    expect(summaryWith({ phase: "finish", ended: true, sum: sumOf(1024) }).hint).toContain("The run is over");
    const why = { stayed: null, held: null, lost: "sourceOwed" } as const;
    const { hint } = summaryWith({ phase: "pageIn", report: { outcome: "lost" }, why });
    expect(hint).toContain("No whole guest");
  });
});

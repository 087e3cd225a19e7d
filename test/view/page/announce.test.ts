import { expect, test } from "vitest";
import { turned, WEST_TO_EAST } from "../../../src/place/place.ts";
import { announcementOf } from "../../../src/view/page/announce.ts";
import { frameWith, sumOf } from "../../support/frame.ts";

const IDLE = frameWith();

test("is silent before the move and while nothing new happens", () => {
  expect(announcementOf(null, IDLE)).toBeNull();
  expect(announcementOf(IDLE, frameWith({ now: 5 }))).toBeNull();
  const early = frameWith({ phase: "pageIn", sum: sumOf(500) });
  expect(announcementOf(early, frameWith({ phase: "pageIn", sum: sumOf(600) }))).toBeNull();
});

test("tells each phase once, with its number", () => {
  const setup = frameWith({ phase: "setup" });
  expect(announcementOf(IDLE, setup)).toContain("Setup");
  const round = frameWith({ phase: "preCopy", round: 2, roundPages: 708 });
  expect(announcementOf(setup, round)).toContain("round 2: 708 pages");
  const pageIn = frameWith({ phase: "pageIn", sum: sumOf(369) });
  expect(announcementOf(round, pageIn)).toContain("655 pages are still to come");
});

test("names the machines by where they are, whichever way the guest moves", () => {
  const places = turned(WEST_TO_EAST);
  for (const [before, now, place] of [
    ["preCopy", "stun", "East"],
    ["stun", "switchover", "West"],
    ["switchover", "pageIn", "West"],
  ] as const) {
    const said = announcementOf(frameWith({ places, phase: before }), frameWith({ places, phase: now }));
    expect(said).toContain(place);
  }
});

test("tells a crash, and what an HA restart is and is not", () => {
  const before = frameWith({ phase: "pageIn", sum: sumOf(744) });
  const dead = {
    phase: "pageIn",
    destination: { status: "crashed" },
    report: { outcome: "lost" },
    why: { stayed: null, held: null, lost: "destinationNewest" },
  } as const;
  const lost = frameWith({ ...dead, now: 3_030_000_000 });
  expect(announcementOf(before, lost)).toMatch(/^3\.030 seconds\. East crashed.*lost/);
  const anew = frameWith({ ...dead, restart: { offeredOn: null, pending: false, at: 5 } });
  expect(announcementOf(lost, anew)).toMatch(/new guest was booted.*lost/);
  expect(announcementOf(anew, anew)).toBeNull();
});

test("tells a cut and the verdict in the words of the sentence", () => {
  const before = frameWith({ phase: "pageIn", sum: sumOf(744) });
  const cut = frameWith({
    now: 3_030_000_000,
    phase: "pageIn",
    sum: sumOf(744),
    link: { whole: false, cut: { at: 3_030_000_000, pagesLost: 52 } },
  });
  expect(announcementOf(before, cut)).toMatch(/^3\.030 seconds\. The cable is cut/);
  const verdict = { pagesEqual: 1024, pagesTotal: 1024, firstDifference: null, hash: "00" };
  const same = frameWith({ phase: "finish", ended: true, verdict: { ...verdict, identical: true } });
  const other = frameWith({ phase: "finish", ended: true, verdict: { ...verdict, identical: false } });
  expect(announcementOf(cut, same)).toContain("are identical.");
  expect(announcementOf(cut, other)).toContain("are different.");
});

import type { Frame } from "../../src/report/frame.ts";
import type { Verdict } from "../../src/simulation/parts/verdict.ts";
import { type FrameChanges, frameWith, pagesWith, sumOf } from "../support/frame.ts";

const SECOND = 1_000_000_000;
const MIGRATED = { migrate: SECOND };
const CUT_AT = 2.9 * SECOND;

/** A chunk in every slot but those behind `full`, which are free. */
function fileWith(full: number): Partial<Frame["datastore"]> {
  const { file } = frameWith().datastore;
  const slots = file.slots.map((slot, index) =>
    index < full ? { state: "full" as const, sequence: index + 1, pages: 8 } : slot,
  );
  return { owner: { owner: "East", epoch: 2 }, file: { ...file, exists: true, inUse: true, slots } };
}

/** The guest runs at the destination, and so many of its pages have come. */
function arrived(pages: number): FrameChanges {
  const late = Object.fromEntries(
    Array.from({ length: 1024 - pages }, (_, index) => [index * 7, "owed" as const]),
  );
  return {
    phase: "pageIn",
    pressed: MIGRATED,
    sum: sumOf(pages),
    source: { status: "serving", ...pagesWith(1024, "stale", late) },
    destination: { status: "running", ...pagesWith(1024, "byLink", late) },
  };
}

const EQUAL: Verdict = {
  identical: true,
  pagesEqual: 1024,
  pagesTotal: 1024,
  firstDifference: null,
  hash: "9f04c2b7a1d35e68",
};
const PAGE_IN = arrived(924);
const BROKEN: Partial<Frame["link"]> = {
  whole: false,
  declaredUp: false,
  cut: { at: CUT_AT, pagesLost: 12 },
};

/** States of the lab in the order of a run, by what they are called. What a state does not say is as in the first view. */
export const STATES: Readonly<Record<string, Frame>> = {
  "first view": frameWith(),
  "pre-copy": frameWith({
    now: 1.4 * SECOND,
    phase: "preCopy",
    round: 1,
    roundPages: 600,
    pressed: MIGRATED,
    sum: sumOf(400, 0, 24),
    source: { status: "running", ...pagesWith(1024, "owed", { 3: "dirty", 4: "inFlightByLink" }) },
  }),
  stun: frameWith({ now: 2.2 * SECOND, phase: "stun", pressed: MIGRATED, source: { status: "stunned" } }),
  "page-in": frameWith({ ...PAGE_IN, now: 2.4 * SECOND }),
  "waits for a page": frameWith({
    ...PAGE_IN,
    now: 2.5 * SECOND,
    destination: { ...PAGE_IN.destination, status: "waiting", waitsFor: 7 },
  }),
  "cut, not noticed": frameWith({
    ...PAGE_IN,
    now: 2.95 * SECOND,
    link: { ...BROKEN, declaredUp: true },
    pressed: { ...MIGRATED, cutLink: CUT_AT },
  }),
  "through the mailbox": frameWith({
    ...PAGE_IN,
    now: 4 * SECOND,
    link: BROKEN,
    datastore: fileWith(12),
    sum: sumOf(928, 96),
    pressed: { ...MIGRATED, cutLink: CUT_AT },
  }),
  "datastore stopped": frameWith({
    ...PAGE_IN,
    now: 4.5 * SECOND,
    link: BROKEN,
    datastore: { ...fileWith(40), reachable: false },
    pressed: { ...MIGRATED, cutLink: CUT_AT, stopDatastore: 4.2 * SECOND },
  }),
  "West crashed": frameWith({
    ...PAGE_IN,
    now: 3.2 * SECOND,
    source: { ...PAGE_IN.source, status: "crashed" },
    report: { outcome: "lost" },
    why: { stayed: null, held: null, lost: "sourceOwed" },
    lostAt: 3 * SECOND,
    pressed: { ...MIGRATED, crashSource: 3 * SECOND },
  }),
  done: frameWith({
    ...arrived(1024),
    now: 5 * SECOND,
    phase: "finish",
    ended: true,
    verdict: EQUAL,
  }),
  "done, but different": frameWith({
    ...arrived(1024),
    now: 5 * SECOND,
    phase: "finish",
    ended: true,
    verdict: { ...EQUAL, identical: false, pagesEqual: 1023, firstDifference: 590 },
  }),
};

import { describe, expect, test } from "vitest";
import { blankFrame } from "../../../src/lab/blank.ts";
import { turned, WEST_TO_EAST } from "../../../src/place/place.ts";
import type { HeldReason } from "../../../src/simulation/held-reason.ts";
import { LOSS_REASONS, type LossReason } from "../../../src/simulation/parts/loss-reason.ts";
import { plainText, sentenceOf } from "../../../src/view/story/sentence.ts";
import { boundParts, type Tone } from "../../../src/view/story/sentence-parts.ts";
import { type FrameChanges, frameWith, sumOf } from "../../support/frame.ts";

const CUT = { whole: false, cut: { at: 3_030_000_000, pagesLost: 52 } };
const VERDICT = { pagesTotal: 1024, hash: "9f3c41d700112233" };
const CONCURRENT = { strategy: "quickResumeConcurrent" } as const;
const IN_USE = { file: { ...blankFrame().datastore.file, exists: true, inUse: true } };
/** Round 1 left 708 pages, more than the goal allows. */
const JUDGED = {
  round: 1,
  pages: 708,
  stopNow: 692_000_000,
  goal: 500_000_000,
  sent: 4_202_496,
  dirtied: 2_905_632,
  decision: "anotherRound",
  ground: "tooMuchLeft",
} as const;
const WHOLE = { ...VERDICT, identical: true, pagesEqual: 1024, firstDifference: null };

const held = (reason: HeldReason) => ({ why: { stayed: null, held: reason, lost: null } });

/** A frame of the page-in phase of Quick Resume with 280 pages still to come. */
function inPageIn(changes: FrameChanges = {}): FrameChanges {
  return {
    phase: "pageIn",
    round: 2,
    sum: sumOf(744),
    ...held("pagesComing"),
    ...changes,
    destination: { status: "running", ...changes.destination },
  };
}

const lost = (reason: LossReason) => ({ why: { stayed: null, held: null, lost: reason } });

/** Every situation the sentence has to have words for: its kind, the frame, and words that must stand in it. */
const SITUATIONS: [kind: string, changes: FrameChanges, words: string[]][] = [
  ["idle", {}, ["runs on West", "without stopping it"]],
  ["idle", { report: { strategy: "stopAndCopy" } }, ["Stop it"]],
  ["setup", { phase: "setup" }, ["West asks whether East", "mailbox", "when the guest is to leave"]],
  [
    "setup",
    { phase: "setup", report: { strategy: "preCopy" } },
    ["West asks whether East and the datastore answer"],
  ],
  ["preCopyFirst", { phase: "preCopy", round: 1, sum: sumOf(412) }, ["All 1,024 pages", "must travel again"]],
  ["preCopy2", { phase: "preCopy", round: 2, roundPages: 708 }, ["Round 2", "708 pages", "travel again"]],
  [
    "preCopy2",
    { phase: "preCopy", round: 2, roundPages: 708, judged: JUDGED },
    ["708 pages, written while round 1 was sent", "Stopping for them would take 0.7 s, the goal is 0.5 s"],
  ],
  ["stun", { phase: "stun", sum: sumOf(369) }, ["stands still", "655 pages"]],
  ["stun", { phase: "stun", sum: sumOf(1023), report: { strategy: "preCopy" } }, ["last 1 page is"]],
  [
    "preCopyFirst",
    { phase: "preCopy", round: 1, sum: { ...sumOf(252), stale: 312 } },
    ["All 1,024 pages", "312 that came were written again"],
  ],
  [
    "preCopy2",
    { phase: "preCopy", round: 2, roundPages: 708, judged: { ...JUDGED, ground: "asked" } },
    ["708 pages", "Round 2", "asked for"],
  ],
  [
    "preCopySlowed3",
    {
      phase: "preCopy",
      round: 3,
      roundPages: 400,
      report: { strategy: "preCopySdps", guest: { ...blankFrame().report.guest, "work-lost": 12 } },
    },
    ["slows the guest", "Round 3", "400 pages"],
  ],
  [
    "creatingFile",
    { phase: "preCopy", round: 2, roundPages: 708, source: { role: "creatingFile" } },
    ["Before the guest may leave", "mailbox", "is made"],
  ],
  ["lastPage", { phase: "pageIn", sum: sumOf(1024) }, ["All 1,024 pages are on East"]],
  [
    "cutAfterLast",
    inPageIn({ link: CUT, sum: sumOf(1024), ...held("unconfirmed") }),
    ["all 1,024 pages are on East"],
  ],
  [
    "bothStreams",
    inPageIn({ report: CONCURRENT, datastore: IN_USE }),
    ["two ways at once", "cable", "highest down", "mailbox"],
  ],
  [
    "streamsMet",
    inPageIn({ report: CONCURRENT, datastore: IN_USE, sum: sumOf(992, 16, 16) }),
    ["have met", "16 pages are on the cable", "16 in the mailbox"],
  ],
  [
    "cutConcurrent",
    inPageIn({ link: { ...CUT, declaredUp: false }, report: CONCURRENT }),
    ["used beside it", "280 pages alone"],
  ],
  ["switchover", { phase: "switchover" }, ["West let go", "only it may run the guest"]],
  ["pageIn", inPageIn(), ["names East, where the guest already runs", "280 pages", "cable"]],
  [
    "cutBefore",
    { phase: "preCopy", round: 1, link: CUT },
    ["cut", "nobody knows before 1 s of silence", "keeps running"],
  ],
  [
    "cutBefore",
    { phase: "stun", link: { ...CUT, declaredUp: false }, source: { status: "stunned" } },
    ["stands still on West"],
  ],
  [
    "cutUnnoticed",
    inPageIn({ link: CUT }),
    ["cut", "52 pages fell out", "neither machine knows before 1 s of silence", "280 pages"],
  ],
  [
    "cutThroughMailbox",
    inPageIn({ link: { ...CUT, declaredUp: false } }),
    ["cut", "no sign of life for 1 s", "280 pages", "mailbox on the shared datastore"],
  ],
  [
    "cutWithoutMailbox",
    inPageIn({ link: { ...CUT, declaredUp: false }, ...held("linkDown") }),
    ["cut", "no other path", "280 pages", "keeps them"],
  ],
  ["healed", inPageIn({ link: { cut: CUT.cut } }), ["whole again", "280 pages"]],
  [
    "held",
    inPageIn({ link: { ...CUT, declaredUp: false }, datastore: { reachable: false }, ...held("pathsDown") }),
    ["Both ways are down", "Nothing is lost", "280 pages"],
  ],
  [
    "bothDownBefore",
    { phase: "preCopy", link: CUT, datastore: { reachable: false } },
    ["Both ways are down", "keeps running on West"],
  ],
  [
    "heldInStun",
    {
      phase: "stun",
      link: CUT,
      datastore: { reachable: false },
      source: { status: "stunned" },
      ...held("recordUnreadable"),
    },
    ["stands still on West, whole"],
  ],
  [
    "heldInSwitchover",
    {
      phase: "switchover",
      ...held("recordUnreadable"),
      link: CUT,
      datastore: { reachable: false },
      source: { status: "stunned", role: "committing" },
    },
    ["Nobody can read who may run the guest", "held, whole"],
  ],
  ["arrived", { phase: "finish", ended: true, sum: sumOf(1024) }, ["compared with the twin"]],
  [
    "completed",
    { phase: "finish", ended: true, sum: sumOf(1024), verdict: WHOLE, report: { strategy: "preCopy" } },
    ["Identical.", "All 1,024 pages", "as if the guest had never moved"],
  ],
  [
    "completed",
    { phase: "finish", ended: true, sum: sumOf(1024), verdict: WHOLE },
    ["Identical.", "Nobody cut the cable", "mailbox", "stayed empty"],
  ],
  [
    "recovered",
    { phase: "finish", ended: true, sum: sumOf(1024), verdict: WHOLE, report: { outcome: "recovered" } },
    ["Identical.", "The way broke"],
  ],
  [
    "continuedOnSource",
    {
      phase: "preCopy",
      ended: true,
      report: { outcome: "continued-on-source" },
      why: { stayed: { kind: "notConverged", rounds: 3, pages: 9 }, held: null, lost: null },
    },
    ["too fast for the cable", "stayed on West"],
  ],
  [
    "continuedOnSource",
    { phase: "preCopy", ended: true, link: CUT, verdict: WHOLE, report: { outcome: "continued-on-source" } },
    ["The cable broke before East took over", "identical"],
  ],
  [
    "lostWithSource",
    {
      ...lost("sourceOwed"),
      phase: "pageIn",
      source: { status: "crashed", role: "serving" },
      datastore: { owner: { owner: "East", epoch: 2 } },
      report: { outcome: "lost" },
      sum: { ...sumOf(744), owed: 0, lostAtSource: 280 },
    },
    ["West crashed", "owed 280 pages", "lost"],
  ],
  [
    "lostWithSource",
    {
      ...lost("sourceOwed"),
      phase: "pageIn",
      source: { status: "crashed", role: "serving" },
      destination: { status: "crashed" },
      report: { outcome: "lost" },
      sum: { ...sumOf(1023), owed: 0, lostAtSource: 1 },
    },
    ["owed 1 page.", "no machine holds it any more"],
  ],
  [
    "lostOnTheWay",
    {
      ...lost("lostOnTheWay"),
      phase: "pageIn",
      source: { status: "crashed", role: "serving" },
      report: { outcome: "lost" },
    },
    ["West crashed", "the cable lost pages that had left it"],
  ],
  [
    "lostWithBoth",
    {
      ...lost("bothCrashed"),
      phase: "preCopy",
      source: { status: "crashed" },
      destination: { status: "crashed" },
      report: { outcome: "lost" },
    },
    ["Both machines crashed", "handed over", "lost"],
  ],
  [
    "lostAfterMove",
    {
      ...lost("destinationAlone"),
      phase: "finish",
      ended: true,
      source: { status: "freed" },
      destination: { status: "crashed" },
      report: { outcome: "lost" },
    },
    ["after the move", "given its memory back"],
  ],
  [
    "sourceCrashedHeld",
    inPageIn({ source: { status: "crashed" }, sum: sumOf(900, 124), datastore: { reachable: false } }),
    ["datastore is stopped", "124 pages lie in the mailbox"],
  ],
  [
    "destinationCrashedHeld",
    {
      phase: "switchover",
      source: { status: "stunned", role: "committing" },
      destination: { status: "crashed" },
      datastore: { reachable: false },
    },
    ["nobody may run the guest", "held on West"],
  ],
  [
    "different",
    {
      phase: "finish",
      ended: true,
      verdict: { ...VERDICT, identical: false, pagesEqual: 1021, firstDifference: 590 },
    },
    ["Different.", "3 of 1,024 pages"],
  ],
  [
    "different",
    {
      phase: "finish",
      ended: true,
      verdict: { ...VERDICT, identical: false, pagesEqual: 1024, firstDifference: null },
    },
    ["Different.", "processor"],
  ],
];

describe("the sentence", () => {
  test("of a loss is that of its reason, whichever machines are dead by then", () => {
    const kinds = LOSS_REASONS.map((reason) => {
      const dead = [{}, { status: "crashed" }] as const;
      const frames = dead.flatMap((source) =>
        dead.map((destination) =>
          frameWith({ ...lost(reason), source, destination, report: { outcome: "lost" } }),
        ),
      );
      const said = new Set(frames.map((frame) => plainText(sentenceOf(frame))));
      expect(said.size, reason).toBe(1);
      return sentenceOf(frames[0]!).kind;
    });
    expect(new Set(kinds).size).toBe(LOSS_REASONS.length);
  });

  test.each(SITUATIONS)("says what happens: %s", (kind, changes, words) => {
    const sentence = sentenceOf(frameWith(changes));
    expect(sentence.kind).toBe(kind);
    for (const word of words) expect(plainText(sentence)).toContain(word);
  });

  test.each(SITUATIONS)("fits on two lines: %s", (_, changes) => {
    expect(plainText(sentenceOf(frameWith(changes))).length).toBeLessThanOrEqual(135);
  });

  test.each(SITUATIONS)("has at most 22 words: %s", (_, changes) => {
    const said = plainText(sentenceOf(frameWith(changes)));
    expect(said.split(" ").length, said).toBeLessThanOrEqual(22);
  });

  test.each(SITUATIONS)(
    "names the machines by where they are, whichever way the guest moves: %s",
    (_, changes) => {
      const said = plainText(sentenceOf(frameWith(changes)));
      const back = plainText(sentenceOf(frameWith({ ...changes, places: turned(WEST_TO_EAST) })));
      expect(back).toBe(said.replaceAll(/West|East/g, (place) => (place === "West" ? "East" : "West")));
      expect(said).not.toMatch(/\b(source|destination|the (left|right)|(left|right) machine)\b/i);
    },
  );

  test("names the page the guest waits for", () => {
    const frame = frameWith(inPageIn({ destination: { status: "waiting", waitsFor: 590 } }));
    expect(sentenceOf(frame).kind).toBe("waiting");
    expect(plainText(sentenceOf(frame))).toContain("waits for page 590");
  });

  test("is set so that no line ends between a number and its word", () => {
    const waiting = sentenceOf(frameWith(inPageIn({ destination: { status: "waiting", waitsFor: 590 } })));
    const set = plainText({ ...waiting, parts: boundParts(waiting) });
    expect(set).toContain("page\u00a0590: ");
    expect(set).toContain("280\u00a0pages are");
    expect(set.replaceAll("\u00a0", " ")).toBe(plainText(waiting));
    const round = { kind: "round", parts: ["Written while round 1 was sent. 2 rounds, 1 s."] };
    expect(boundParts(round)).toEqual(["Written while round\u00a01\u00a0was sent. 2\u00a0rounds, 1\u00a0s."]);
  });

  test("keeps the cut before the wait, because it explains it", () => {
    const frame = frameWith(inPageIn({ link: CUT, destination: { status: "waiting", waitsFor: 590 } }));
    expect(sentenceOf(frame).kind).toBe("cutUnnoticed");
  });

  test("colours the words of the drawing in its colours", () => {
    const { parts } = sentenceOf(frameWith(inPageIn({ link: { ...CUT, declaredUp: false } })));
    const tones = parts.flatMap((part): [string, Tone][] =>
      typeof part === "string" ? [] : [[part.text, part.tone]],
    );
    expect(tones).toEqual([
      ["cut", "cut"],
      ["280", "number"],
      ["mailbox", "file"],
    ]);
  });

  test("speaks of one page in the singular", () => {
    expect(plainText(sentenceOf(frameWith(inPageIn({ sum: sumOf(1023) }))))).toContain("1 page ");
  });
});

import { describe, expect, test } from "vitest";
import { fromMilliseconds } from "../../../src/clock/tick.ts";
import { withoutWait } from "../../../src/lab/waits.ts";
import type { Frame } from "../../../src/report/frame.ts";
import { frameOf } from "../../../src/report/frame-builder.ts";
import { plateOf } from "../../../src/view/host/plate.ts";
import { plainText, sentenceOf } from "../../../src/view/story/sentence.ts";
import { openLab } from "../../support/lab.ts";
import { SMALL } from "../../support/small.ts";

const UNTIL = 2200;

/** The frames of a run with faults, a millisecond apart; `restartMs` is when the learner asks for a new guest. */
async function framesOf(faults: object[], strategy = "quickResume", restartMs?: number): Promise<Frame[]> {
  const migration = { ...SMALL.migration, strategy };
  const simulation = await openLab({ ...SMALL, migration, faults });
  const frames: Frame[] = [];
  for (let ms = 190; ms < UNTIL; ms++) {
    await simulation.advance(fromMilliseconds(ms));
    if (ms === restartMs) await simulation.act("restart");
    frames.push(withoutWait(await frameOf(simulation.run, "memory", false)));
  }
  return frames;
}

const at = (kind: string, phase: string, afterMs: number) => ({ kind, at: { phase, afterMs } });
const alone = (phase: string, afterMs: number) => [
  at("cutLink", phase, afterMs),
  at("stopDatastore", phase, afterMs),
  at("healDatastore", phase, afterMs + 400),
];

/** A run: what fails, the sentences from there on in their order, and words of the last one. */
const RUNS: [what: string, faults: object[], kinds: string[], words: string[], strategy?: string][] = [
  [
    "the source dies in pre-copy",
    [at("crashSource", "preCopy", 30)],
    ["preCopyFirst", "lostBeforeMove"],
    ["before it handed the guest over", "lost"],
  ],
  [
    "the source dies in page-in",
    [at("crashSource", "pageIn", 30)],
    ["pageIn", "lostWithSource"],
    ["while it still owed", "lost", "no machine holds them"],
  ],
  [
    "the destination dies in pre-copy",
    [at("crashDestination", "preCopy", 30)],
    ["preCopyFirst", "destinationCrashed"],
    ["keeps running on West"],
  ],
  [
    "the destination dies in the stun",
    [at("crashDestination", "stun", 1)],
    ["destinationCrashedInStun", "continuedOnSource"],
    ["East crashed", "stayed on West"],
  ],
  [
    "the destination dies after the commit",
    [at("crashDestination", "pageIn", 30)],
    ["pageIn", "lostWithDestination"],
    ["West’s copy is stale and does not run"],
  ],
  [
    "the datastore is gone before the file",
    [at("stopDatastore", "preCopy", 30)],
    ["preCopyFirst", "storeStoppedInPreCopy", "storeStoppedBeforeFile"],
    ["Without its mailbox the guest may not leave"],
  ],
  [
    "the datastore is gone in the stun",
    [at("stopDatastore", "stun", 0)],
    ["storeStoppedInStun", "continuedOnSource"],
    ["The datastore fell silent", "stayed on West"],
    "stopAndCopy",
  ],
  [
    "the datastore is gone in the switchover",
    [at("stopDatastore", "switchover", 0)],
    ["storeStoppedInSwitchover"],
    ["nobody can read who may run the guest", "held, whole"],
  ],
  [
    "the datastore is gone in page-in",
    [at("stopDatastore", "pageIn", 30)],
    ["pageIn", "storeStoppedInPageIn", "storeStoppedAfterLast", "completed"],
    ["Identical"],
  ],
  [
    "both paths are down in page-in",
    [at("cutLink", "pageIn", 30), at("stopDatastore", "pageIn", 30)],
    ["pageIn", "held"],
    ["Both ways are down", "Nothing is lost", "West keeps"],
  ],
  [
    "the cable is cut, and there is no other path",
    [at("cutLink", "pageIn", 30)],
    ["pageIn", "cutUnnoticed", "cutWithoutMailbox"],
    ["there is no other path", "West keeps them"],
    "postCopy",
  ],
  [
    "the cable is cut in the switchover, and the copy is never used",
    [at("cutLink", "switchover", 0)],
    ["eachAlone", "continuedOnSource"],
    ["stayed on West"],
    "stopAndCopy",
  ],
  [
    "each believes the other dead in page-in",
    alone("pageIn", 30),
    ["pageIn", "held", "cutThroughMailbox", "cutAfterLast", "recovered"],
    ["Identical"],
  ],
];

/** Sentences in their order, each once where it stays; those of the way to the fault are left out. */
function storyOf(frames: readonly Frame[]): string[] {
  const kinds = frames.map((frame) => sentenceOf(frame).kind);
  return kinds.filter((kind, index) => kind !== kinds[index - 1]);
}

/** Words of a guest that is here, and of something that is still to come of what a machine holds. */
const HERE = /^(running|stunned|waits for .*)$/;
const TO_COME = /^(receiving|ready.*|taking over|owes .*|stunned|waits for .*)$/;

/** At most one machine has the guest, and nothing is said to go on where all is over. */
function expectPlatesToAgree(frame: Frame): void {
  const words = [plateOf(frame, "source").words, plateOf(frame, "destination").words];
  expect(words.filter((each) => HERE.test(each)).length, words.join(", ")).toBeLessThanOrEqual(1);
  if (!frame.ended && frame.report.outcome !== "lost") return;
  for (const each of words) expect(each).not.toMatch(TO_COME);
  if (frame.report.outcome === "lost" && frame.restart.at === null)
    for (const each of words) expect(each).not.toMatch(HERE);
}

/** The flag is up while pages go through the file, and never where the strategy has none. */
function expectFlagToBeTrue({ datastore, phase, report, ended }: Frame, strategy = "quickResume"): void {
  if (!datastore.file.inUse) return;
  expect([strategy, phase, datastore.reachable, ended]).toEqual(["quickResume", "pageIn", true, false]);
  expect(report.outcome).not.toBe("lost");
}

describe("every outcome is said in plain words", () => {
  test.each(RUNS)("%s", async (_, faults, kinds, words, strategy) => {
    const frames = await framesOf(faults, strategy);
    expect(storyOf(frames).slice(-kinds.length)).toEqual(kinds);
    const last = plainText(sentenceOf(frames.at(-1)!));
    for (const word of words) expect(last).toContain(word);
    for (const frame of frames) {
      expect(plainText(sentenceOf(frame)).length).toBeLessThanOrEqual(135);
      expectPlatesToAgree(frame);
      expectFlagToBeTrue(frame, strategy);
    }
  });

  test("what is owed, and by whom, is said while both paths are down", async () => {
    const frames = await framesOf([at("cutLink", "pageIn", 30), at("stopDatastore", "pageIn", 300)]);
    const { sum } = frames.at(-1)!;
    expect(sum.inFile).toBeGreaterThan(0);
    const last = plainText(sentenceOf(frames.at(-1)!));
    expect(last).toContain(`West keeps ${sum.owed} pages it owes`);
    expect(last).toContain(`${sum.inFile} lie in the mailbox`);
  });

  test("a crash before the commit and one after it are told apart at every moment of the switchover", async () => {
    for (const afterMs of [0, 1, 2, 3, 4]) {
      const frames = await framesOf([at("crashDestination", "switchover", afterMs)]);
      const { datastore, report } = frames.at(-1)!;
      const isTaken = datastore.owner.owner === "East";
      expect(report.outcome).toBe(isTaken ? "lost" : "continued-on-source");
      const hasRun = frames.at(-1)!.milestones.some(({ kind }) => kind === "resume");
      const taken = hasRun ? "West’s copy is stale" : "West may not run its copy";
      expect(plainText(sentenceOf(frames.at(-1)!))).toContain(isTaken ? taken : "stayed on West");
    }
  });

  test("each machine alone in the switchover: the record decides, and the sentence says so", async () => {
    const stories = await Promise.all(
      [0, 1, 2, 3].map(async (afterMs) => storyOf(await framesOf(alone("switchover", afterMs)))),
    );
    expect(stories.some((story) => story.includes("heldInSwitchover") && story.includes("eachAlone"))).toBe(
      true,
    );
    for (const story of stories) expect(["continuedOnSource", "recovered"]).toContain(story.at(-1));
  });

  test("a restart boots a new guest and never says recovered", async () => {
    const frames = await framesOf([at("crashDestination", "pageIn", 20)], "quickResume", 1500);
    expect(storyOf(frames).slice(-3)).toEqual(["lostWithDestination", "restartPending", "restarted"]);
    const last = plainText(sentenceOf(frames.at(-1)!));
    expect(last).toContain("new guest was booted on West");
    expect(last).toContain("lost with all its memory");
    expect(last).not.toMatch(/recovered|completed|identical/i);
  });
});

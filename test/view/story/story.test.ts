import { expect, test } from "vitest";
import { fromMilliseconds } from "../../../src/clock/tick.ts";
import { withoutWait } from "../../../src/lab/waits.ts";
import type { Frame } from "../../../src/report/frame.ts";
import { frameOf } from "../../../src/report/frame-builder.ts";
import { sentenceOf } from "../../../src/view/story/sentence.ts";
import { openLab } from "../../support/lab.ts";
import { SMALL } from "../../support/small.ts";

const CUT = { kind: "cutLink", at: { phase: "pageIn", afterMs: 20 } };
const STEP = fromMilliseconds(1);

/** Every frame of a run, a millisecond apart, until its verdict. */
async function framesOf(input: unknown): Promise<Frame[]> {
  const simulation = await openLab(input);
  const frames: Frame[] = [];
  for (let at = 0; at < fromMilliseconds(SMALL.untilMs); at += STEP) {
    await simulation.advance(at);
    frames.push(await frameOf(simulation.run, "memory", false));
    if (frames.at(-1)!.verdict) break;
  }
  return frames;
}

/** The sentences of a run in their order, each once where it stays. */
function storyOf(frames: readonly Frame[]): string[] {
  const kinds = frames.map((frame) => sentenceOf(withoutWait(frame)).kind);
  return kinds.filter((kind, index) => kind !== kinds[index - 1]);
}

test("a run whose link is cut is told from the start to the verdict", async () => {
  const frames = await framesOf({ ...SMALL, faults: [CUT] });
  const story = storyOf(frames);
  expect(story[0]).toBe("idle");
  expect(story).toContain("preCopyFirst");
  expect(story.slice(-5)).toEqual([
    "pageIn",
    "cutUnnoticed",
    "cutThroughMailbox",
    "cutAfterLast",
    "recovered",
  ]);
});

test("the floor and every key add up to all pages in every frame", async () => {
  const frames = await framesOf({ ...SMALL, faults: [CUT] });
  for (const { sum, source, destination } of frames) {
    const { stays, owed, onLink, inFile, arrived } = sum;
    expect(stays + owed + onLink + inFile + arrived).toBe(sum.total);
    for (const { counts, pages } of [source, destination])
      expect(counts.reduce((total, each) => total + each, 0)).toBe(pages.length);
  }
});

import { expect, test } from "vitest";
import { fromMilliseconds } from "../../../src/clock/tick.ts";
import type { Frame } from "../../../src/report/frame.ts";
import { frameOf } from "../../../src/report/frame-builder.ts";
import { plainText, sentenceOf } from "../../../src/view/story/sentence.ts";
import { openLab } from "../../support/lab.ts";

/** A link that is cut early in page-in, and a file of so many slots on a datastore of that speed. */
const cutWith = (chunks: number, bandwidthMiBps: number) => ({
  version: 1,
  guest: { program: "dirty", ramMiB: 4, settings: { workingSetPages: 800, dirtyPagesPerSecond: 1000 } },
  link: { bandwidthMiBps: 2 },
  datastore: { bandwidthMiBps, latencyMs: 5 },
  file: { chunkKiB: 8, chunks, pollMs: 5 },
  migration: { startMs: 200, heartbeatMs: 200 },
  faults: [{ kind: "cutLink", at: { phase: "pageIn", afterMs: 50 } }],
  untilMs: 30_000,
});

/** Every frame, 2 ms apart, from the loss of the link until the guest is compared. */
async function framesOf(scenario: object): Promise<Frame[]> {
  const simulation = await openLab(scenario);
  const { run } = simulation;
  await simulation.advance(fromMilliseconds(30_000), () => !run.known.source.linkUp);
  const frames: Frame[] = [];
  while (run.verdict === null && run.now < fromMilliseconds(30_000)) {
    await simulation.advance(run.now + fromMilliseconds(2));
    frames.push(await frameOf(run, "memory", false));
  }
  return frames;
}

const freeHoles = ({ datastore }: Frame) =>
  datastore.file.slots.filter(({ state }) => state === "free").length;
const storyOf = (frames: readonly Frame[]) =>
  frames.map((frame) => sentenceOf(frame).kind).filter((kind, index, all) => kind !== all[index - 1]);

test("a file that is filled faster than it is emptied is told, after the reason for it, and without flicker", async () => {
  const frames = await framesOf(cutWith(2, 1));
  const story = storyOf(frames);
  expect(story.slice(0, 2)).toEqual(["cutThroughMailbox", "mailboxFull"]);
  expect(story.filter((kind) => kind === "mailboxFull")).toHaveLength(1);
  const told = frames.filter((frame) => sentenceOf(frame).kind === "mailboxFull");
  expect(plainText(sentenceOf(told[0]!))).toBe(
    "The cable is cut. West fills both holes faster than East empties them, and waits: the datastore sets the pace.",
  );
  expect(told.every(({ sum }) => sum.owed > 0)).toBe(true);
  const full = told.filter((frame) => freeHoles(frame) === 0).length;
  expect(full / told.length).toBeGreaterThan(0.8);
});

test("a file that always has a free hole is not called full", async () => {
  const frames = await framesOf(cutWith(160, 64));
  expect(frames.length).toBeGreaterThan(50);
  expect(Math.min(...frames.filter(({ datastore }) => datastore.file.exists).map(freeHoles))).toBeGreaterThan(
    0,
  );
  expect(storyOf(frames)).not.toContain("mailboxFull");
});

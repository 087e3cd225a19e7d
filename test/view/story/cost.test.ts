import { describe, expect, test } from "vitest";
import { fromMilliseconds } from "../../../src/clock/tick.ts";
import type { Frame } from "../../../src/report/frame.ts";
import { frameOf } from "../../../src/report/frame-builder.ts";
import { costOfCut } from "../../../src/view/story/cost.ts";
import { plainText, sentenceOf } from "../../../src/view/story/sentence.ts";
import { openLab } from "../../support/lab.ts";

/** A guest on a slow cable beside a datastore that is as slow, so that a cut is felt. */
const SLOW = {
  version: 1,
  guest: { program: "canvas", ramMiB: 2, settings: { workingSetPages: 300, dirtyPagesPerSecond: 600 } },
  link: { bandwidthMiBps: 1 },
  datastore: { bandwidthMiBps: 1, latencyMs: 5 },
  file: { chunkKiB: 16, chunks: 40, pollMs: 5 },
  migration: { startMs: 300, strategy: "quickResume", heartbeatMs: 200 },
  untilMs: 20_000,
};
const at = (kind: string, phase: string, afterMs: number, more: object = {}) => ({
  kind,
  at: { phase, afterMs, ...more },
});
const CUT = at("cutLink", "pageIn", 100);

/** The last frame of a run. */
async function endOf(faults: readonly object[], changes: object = {}): Promise<Frame> {
  const simulation = await openLab({ ...SLOW, ...changes, faults });
  const { run } = simulation;
  for (let ms = 100; ms <= SLOW.untilMs && run.verdict === null; ms += 100)
    await simulation.advance(fromMilliseconds(ms), () => run.verdict !== null);
  return frameOf(run, "memory", false);
}

/** How much longer a run took than the same one without its faults. */
async function longerThanAlone(frame: Frame, changes: object = {}): Promise<number> {
  const alone = await endOf([], changes);
  return frame.report["total-time"] - alone.report["total-time"];
}

describe("the cost of a cut", () => {
  test.each([
    ["a cut", [CUT]],
    ["a cut that is healed", [CUT, at("healLink", "pageIn", 700)]],
    ["two cuts", [CUT, at("healLink", "pageIn", 500), at("cutLink", "pageIn", 650)]],
  ])("is what the same run without it would not have taken: %s", async (_, faults) => {
    const frame = await endOf(faults);
    const cost = costOfCut(frame)!;
    const real = await longerThanAlone(frame);
    expect(real).toBeGreaterThan(100);
    expect(Math.abs(cost - real)).toBeLessThan(5);
    const words = plainText(sentenceOf(frame));
    const number = Number((Math.round(cost / 10) / 100).toFixed(2));
    const cuts = faults.length === 3 ? "2 cuts" : "cut";
    expect(words).toBe(
      `Identical. The ${cuts} cost ${number} s and no page: all 512 are on East, bit for bit as if nothing had moved.`,
    );
    expect(words.split(" ").length).toBeLessThanOrEqual(23);
  });

  test("is known of a migration back, too", async () => {
    const changes = { again: [{ afterMs: 200 }] };
    const simulation = await openLab({
      ...SLOW,
      ...changes,
      faults: [{ ...CUT, at: { ...CUT.at, migration: 2 } }],
    });
    const { run } = simulation;
    await simulation.advance(
      fromMilliseconds(20_000),
      () => run.state.migration === 2 && run.verdict !== null,
    );
    const frame = await frameOf(run, "memory", false);
    expect(frame.migration).toBe(2);
    expect(plainText(sentenceOf(frame))).toMatch(
      /^Identical\. The cut cost [\d.]+ s and no page: .* on West/,
    );
  });

  test("is none where the datastore is faster than the cable was", async () => {
    const frame = await endOf([at("cutLink", "pageIn", 10)], {
      datastore: { bandwidthMiBps: 32, latencyMs: 1 },
      migration: { ...SLOW.migration, heartbeatMs: 50 },
    });
    expect(costOfCut(frame)).toBeLessThan(50);
    expect(plainText(sentenceOf(frame))).toContain("The cut cost neither time nor a page: ");
  });

  test.each([
    ["came before the guest resumed", [at("cutLink", "preCopy", 200), at("healLink", "preCopy", 900)], {}],
    [
      "came to a link that had changed",
      [{ kind: "slowLink", bandwidthMiBps: 0.7, latencyMs: 1, at: { phase: "pageIn", afterMs: 50 } }, CUT],
      {},
    ],
    ["came to a link that loses messages", [CUT], { link: { bandwidthMiBps: 1, loss: 0.05 } }],
    [
      "came beside a datastore that stopped",
      [CUT, at("stopDatastore", "pageIn", 500), at("healDatastore", "pageIn", 900)],
      {},
    ],
    [
      "came to two paths at once",
      [CUT],
      { migration: { ...SLOW.migration, strategy: "quickResumeConcurrent" } },
    ],
    ["came to a guest without a formula", [CUT], { guest: { program: "keyvalue", ramMiB: 2 } }],
  ])("is not told of a cut that %s", async (_, faults, changes) => {
    const frame = await endOf(faults, changes);
    expect(frame.report).toMatchObject({ identical: true });
    expect(costOfCut(frame)).toBeNull();
    expect(plainText(sentenceOf(frame))).not.toContain("cost");
  });

  test("is not told where nothing was cut, or the run was another than the forecast's", async () => {
    expect(costOfCut(await endOf([]))).toBeNull();
    const frame = await endOf([CUT]);
    const { prospect } = frame;
    expect(
      costOfCut({ ...frame, prospect: { ...prospect!, resumeMs: prospect!.resumeMs! + 50 } }),
    ).toBeNull();
    expect(costOfCut({ ...frame, milestonesLeftOut: 1 })).toBeNull();
  });
});

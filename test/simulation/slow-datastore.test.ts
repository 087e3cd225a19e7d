import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromMilliseconds, toMilliseconds } from "../../src/clock/tick.ts";
import { frameOf } from "../../src/report/frame-builder.ts";
import { openLab } from "../support/lab.ts";

const PAGES = 256;
const UNTIL_MS = 20_000_000;

/**
 * The most operations that both hosts together ever have in the datastore's queue: four chunk writes, eight chunk reads,
 * a look and a look behind at each end, a note, and what of the owner record and the file's creation is still there.
 */
const QUEUE_MAX = 20;

/** A guest whose pages all go through the file: the link is cut as soon as the guest runs at the destination. */
interface Story {
  readonly heartbeatMs: number;
  readonly bandwidthMiBps: number;
  readonly latencyMs: number;
  readonly chunkKiB: number;
  readonly chunks: number;
  readonly pollMs: number;
  /** When the datastore gets its full speed back, and for how long it is away before, in ms after the cut. */
  readonly healMs: number | null;
  readonly stopsForMs: number;
}

function scenarioOf(story: Story) {
  const { heartbeatMs, bandwidthMiBps, latencyMs, chunkKiB, chunks, pollMs, healMs, stopsForMs } = story;
  const at = (afterMs: number) => ({ phase: "pageIn", afterMs });
  const slow = { kind: "slowDatastore", at: at(0), bandwidthMiBps, latencyMs };
  const heal = healMs === null ? [] : [{ kind: "healDatastore", at: at(healMs) }];
  const stop = stopsForMs > 0 ? [{ kind: "stopDatastore", at: at(healMs! - stopsForMs) }] : [];
  return {
    version: 1,
    guest: {
      program: "dirty",
      ramMiB: 1,
      instructionsPerSecond: 100_000,
      settings: { workingSetPages: 4, dirtyPagesPerSecond: 0 },
    },
    file: { chunkKiB, chunks, pollMs },
    migration: { afterRounds: 0, startMs: 0, heartbeatMs },
    faults: [{ kind: "cutLink", at: at(0) }, slow, ...stop, ...heal],
    untilMs: UNTIL_MS,
  };
}

/** How long the data need, in ms: bytes that go in and come out, and the round trips of every turn of the ring. */
function needOf({ chunkKiB, chunks, pollMs, heartbeatMs }: Story, bandwidthMiBps: number, latencyMs: number) {
  const perChunk = chunkKiB / 4;
  const bytes = 2 * (PAGES + PAGES / perChunk) * 4096;
  const turns = Math.ceil(PAGES / perChunk / Math.min(chunks, 4));
  return (bytes / (bandwidthMiBps * 2 ** 20)) * 1000 + turns * (2 * pollMs + 4 * latencyMs) + 2 * heartbeatMs;
}

/** Runs a story to the end of its migration. */
async function run(story: Story) {
  const lab = await openLab(scenarioOf(story));
  let queued = 0;
  await lab.advance(fromMilliseconds(UNTIL_MS), () => {
    queued = Math.max(queued, lab.run.service.state.queue.length);
    return lab.run.statistics.endedAt !== null;
  });
  await lab.compare();
  const { outcome, identical, invariants } = (await frameOf(lab.run, "memory", false)).report;
  const tookMs =
    toMilliseconds(lab.run.statistics.endedAt ?? Infinity) -
    toMilliseconds(lab.run.statistics.resumedAt ?? 0);
  return { end: { outcome, identical, invariants }, tookMs, queued };
}

const GOOD = { outcome: "recovered", identical: true, invariants: [] };
const knobs = {
  heartbeatMs: fc.constantFrom(20, 200, 1000),
  bandwidthMiBps: fc.constantFrom(0.05, 0.25, 4),
  latencyMs: fc.constantFrom(0, 5, 300, 3000),
  chunkKiB: fc.constantFrom(16, 64, 128),
  chunks: fc.constantFrom(2, 5, 40),
  pollMs: fc.constantFrom(0.5, 5, 250),
};

describe("a slow datastore", () => {
  it("takes at most twice as long as the data need, with a bounded queue", async () => {
    const story = fc.record({ ...knobs, healMs: fc.constant(null), stopsForMs: fc.constant(0) });
    await fc.assert(
      fc.asyncProperty(story, async (each) => {
        const { end, tookMs, queued } = await run(each);
        expect(end).toEqual(GOOD);
        expect(queued).toBeLessThanOrEqual(QUEUE_MAX);
        expect(tookMs).toBeLessThanOrEqual(2 * needOf(each, each.bandwidthMiBps, each.latencyMs));
      }),
      { numRuns: 12 },
    );
  }, 200_000);

  it("that heals, after it was away or not, is used at its full speed soon after", async () => {
    const healed = fc.record({
      ...knobs,
      healMs: fc.integer({ min: 500, max: 9000 }),
      stopsForMs: fc.constantFrom(0, 0, 100, 450),
    });
    await fc.assert(
      fc.asyncProperty(healed, async (each) => {
        const { end, tookMs, queued } = await run(each);
        expect(end).toEqual(GOOD);
        expect(queued).toBeLessThanOrEqual(QUEUE_MAX);
        const sinceHeal = tookMs - each.healMs;
        // A host that knows nothing of the heal finds out with its next try, at most four heartbeats later.
        expect(sinceHeal).toBeLessThanOrEqual(2 * needOf(each, 100, 5) + 4 * each.heartbeatMs);
      }),
      { numRuns: 12 },
    );
  }, 200_000);
});

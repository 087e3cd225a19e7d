import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runToEnd } from "../../src/report/run-to-end.ts";
import { isOf, pagesOf } from "../../src/trace/event.ts";
import { openLab } from "../support/lab.ts";

/** A guest whose pages all have to come through the file, since the link is cut just after the resume. */
const THROUGH_THE_FILE = {
  version: 1,
  guest: { ramMiB: 1, settings: { workingSetPages: 100, dirtyPagesPerSecond: 300 } },
  link: { bandwidthMiBps: 1 },
  faults: [{ kind: "cutLink", at: { phase: "pageIn", afterMs: 20 } }],
  untilMs: 600_000,
};

/** How a run ends, and the pages that were written into the file more than once, though nothing in it was damaged. */
async function run(scenario: object) {
  const lab = await openLab(scenario);
  const { outcome, identical, invariants } = await runToEnd(lab);
  const written = lab.run.trace.events.filter(isOf("store")).flatMap(pagesOf);
  return { outcome, identical, invariants, writtenAgain: written.length - new Set(written).size };
}

const GOOD = { outcome: "recovered", identical: true, invariants: [], writtenAgain: 0 };

describe("the polling interval", () => {
  it.each([
    ["much longer than a heartbeat", { file: { chunks: 2, chunkKiB: 4, pollMs: 3000 } }],
    ["a little longer than two heartbeats", { file: { pollMs: 100 }, migration: { heartbeatMs: 40 } }],
    ["exactly two heartbeats", { file: { pollMs: 80 }, migration: { heartbeatMs: 40 } }],
    ["a dozen heartbeats", { file: { pollMs: 37 }, migration: { heartbeatMs: 3 } }],
    [
      "hundreds of heartbeats",
      { file: { chunks: 40, chunkKiB: 32, pollMs: 1000 }, migration: { heartbeatMs: 3 } },
    ],
  ])("%s ends all the same, and nothing is written again", async (_, changes) => {
    expect(await run({ ...THROUGH_THE_FILE, ...changes })).toEqual(GOOD);
  });

  it("may stand in any relation to the heartbeat", async () => {
    const relation = fc.record({
      heartbeatMs: fc.constantFrom(2, 5, 20, 100, 700, 2000),
      beats: fc.constantFrom(1, 2, 4, 7, 8, 9, 16, 60),
      aside: fc.constantFrom(-1, -0.001, 0, 0.001, 1),
      chunks: fc.integer({ min: 2, max: 10 }),
    });
    await fc.assert(
      fc.asyncProperty(relation, async ({ heartbeatMs, beats, aside, chunks }) => {
        const pollMs = Math.min(10_000, Math.max(0.1, (heartbeatMs * beats) / 4 + aside));
        const changes = { file: { chunks, pollMs }, migration: { heartbeatMs } };
        expect(await run({ ...THROUGH_THE_FILE, ...changes })).toEqual(GOOD);
      }),
      { numRuns: 10 },
    );
  }, 120_000);
});

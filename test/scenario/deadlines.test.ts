import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runToEnd } from "../../src/scenario/run.ts";
import { openLab } from "../support/lab.ts";

/** A guest whose pages all have to come through the file, since the link is cut just after the resume. */
const THROUGH_THE_FILE = {
  version: 1,
  guest: { ramMiB: 1, settings: { workingSetPages: 100, dirtyPagesPerSecond: 300 } },
  link: { bandwidthMiBps: 1 },
  faults: [{ kind: "cutLink", at: { phase: "pageIn", afterMs: 20 } }],
  untilMs: 600_000,
};

async function report(scenario: object) {
  return runToEnd(await openLab(scenario));
}

describe("the polling interval", () => {
  it.each([
    ["much longer than a heartbeat", { file: { chunks: 2, chunkKiB: 4, pollMs: 3000 } }],
    ["a little longer than two heartbeats", { file: { pollMs: 100 }, migration: { heartbeatMs: 40 } }],
    ["exactly two heartbeats", { file: { pollMs: 80 }, migration: { heartbeatMs: 40 } }],
  ])("%s ends all the same", async (_, changes) => {
    const { outcome, identical, invariants } = await report({ ...THROUGH_THE_FILE, ...changes });
    expect([outcome, identical, invariants]).toEqual(["recovered", true, []]);
  });

  it("may stand in any relation to the heartbeat", async () => {
    const relation = fc.record({
      heartbeatMs: fc.integer({ min: 20, max: 2000 }),
      beats: fc.integer({ min: 1, max: 16 }),
      aside: fc.constantFrom(-1, -0.001, 0, 0.001, 1),
      chunks: fc.integer({ min: 2, max: 10 }),
    });
    await fc.assert(
      fc.asyncProperty(relation, async ({ heartbeatMs, beats, aside, chunks }) => {
        const pollMs = Math.max(0.1, (heartbeatMs * beats) / 4 + aside);
        const changes = { file: { chunks, pollMs }, migration: { heartbeatMs } };
        const { outcome, identical } = await report({ ...THROUGH_THE_FILE, ...changes });
        expect([outcome, identical]).toEqual(["recovered", true]);
      }),
      { numRuns: 10 },
    );
  }, 120_000);
});

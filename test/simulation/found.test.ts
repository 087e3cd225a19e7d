import { describe, expect, it } from "vitest";
import { runToEnd } from "../../src/report/run-to-end.ts";
import { openLab } from "../support/lab.ts";

/** Scenarios in which a mistake was found once, by what they show. */
const FOUND: Record<string, object> = {
  "pages lost with the link while the file is created are owed, not forgotten": {
    version: 1,
    guest: {
      program: "dirty",
      ramMiB: 1,
      instructionsPerSecond: 1000000,
      settings: { workingSetPages: 200, dirtyPagesPerSecond: 1000 },
    },
    link: { bandwidthMiBps: 2, latencyMs: 20 },
    migration: { startMs: 200, switchoverGoalMs: 50, heartbeatMs: 200 },
    faults: [
      { kind: "slowDatastore", at: { round: 1 }, bandwidthMiBps: 100, latencyMs: 900 },
      { kind: "cutLink", at: { ms: 750 } },
      { kind: "healLink", at: { ms: 1050 } },
      { kind: "healDatastore", at: { ms: 1200 } },
    ],
    untilMs: 6000,
  },
  "pages owed again inside the bubble of the push are found": {
    version: 1,
    guest: {
      program: "dirty",
      ramMiB: 1,
      instructionsPerSecond: 1000000,
      settings: { dirtyPagesPerSecond: 0, workingSetPages: 1 },
    },
    migration: { afterRounds: 0, heartbeatMs: 50 },
    faults: [{ kind: "cutLink", at: { phase: "pageIn", afterMs: 10 } }],
    untilMs: 3100,
  },
  "neighbours of a fault, more than a heartbeat's worth, do not silence the link": {
    version: 1,
    guest: {
      program: "dirty",
      ramMiB: 1,
      instructionsPerSecond: 1000000,
      settings: { workingSetPages: 1, dirtyPagesPerSecond: 4 },
    },
    link: { bandwidthMiBps: 0.5 },
    migration: { strategy: "postCopy", pagesPerFault: 500 },
    faults: [],
    untilMs: 5100,
  },
  "the stun waits for the link": {
    version: 1,
    seed: 1061,
    guest: {
      program: "canvas",
      ramMiB: 1,
      instructionsPerSecond: 1000000,
      settings: { workingSetPages: 1, dirtyPagesPerSecond: 1 },
    },
    link: { bandwidthMiBps: 1, loss: 0.1, urgentChannel: false },
    datastore: { bandwidthMiBps: 1 },
    migration: { startMs: 0.3, switchoverGoalMs: 0, heartbeatMs: 20 },
    faults: [],
    untilMs: 120,
  },
  "batches shrink on a link that is too slow for them": {
    version: 1,
    guest: { program: "dirty", ramMiB: 1, settings: { workingSetPages: 1, dirtyPagesPerSecond: 4 } },
    link: { bandwidthMiBps: 0.1, urgentChannel: false },
    migration: { strategy: "preCopy" },
    faults: [],
    untilMs: 40000,
  },
  "a fault in a cycle that began before a request comes after the request": {
    version: 1,
    guest: {
      program: "keyvalue",
      ramMiB: 1,
      instructionsPerSecond: 1000000,
      settings: { valueBytes: 1 },
    },
    client: { requestsPerSecond: 71 },
    migration: { afterRounds: 0 },
    faults: [],
    untilMs: 1100,
  },
};

describe("what once went wrong", () => {
  for (const [what, scenario] of Object.entries(FOUND))
    it(what, async () => {
      const lab = await openLab(scenario);
      const report = await runToEnd(lab);
      const ticks = lab.run.trace.events.filter(({ kind }) => kind !== "printed").map(({ tick }) => tick);
      expect([...ticks].sort((one, other) => one - other)).toEqual(ticks);
      expect(["completed", "recovered"]).toContain(report.outcome);
      expect(report).toMatchObject({ identical: true, invariants: [] });
    });
});

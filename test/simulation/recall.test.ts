import { describe, expect, it } from "vitest";
import { fromMilliseconds } from "../../src/clock/tick.ts";
import { MemoryDatastore } from "../../src/datastore/memory.ts";
import { runToEnd } from "../../src/report/run-to-end.ts";
import type { RunSnapshot } from "../../src/simulation/run.ts";
import type { Simulation } from "../../src/simulation/simulation.ts";
import { openLab } from "../support/lab.ts";
import { SMALL } from "../support/small.ts";

const at = (ms: number) => ({ at: { ms } });
const STORIES: Record<string, object> = {
  "a cut, the file, a heal": {
    faults: [
      { kind: "cutLink", at: { phase: "pageIn", afterMs: 40 } },
      { kind: "healLink", at: { phase: "pageIn", afterMs: 260 } },
    ],
  },
  "a concurrent run with loss, jitter and conflicts": {
    link: { bandwidthMiBps: 2, loss: 0.1, jitterMs: 3 },
    datastore: { ...SMALL.datastore, reservationConflicts: 0.2 },
    migration: { ...SMALL.migration, strategy: "quickResumeConcurrent" },
  },
  "a converging pre-copy that is slowed down": {
    guest: { ...SMALL.guest, input: [{ atMs: 450, text: "typed" }] },
    migration: { ...SMALL.migration, strategy: "preCopySdps" },
  },
  "a datastore that stops and returns, and a crash": {
    faults: [
      { kind: "stopDatastore", ...at(900) },
      { kind: "healDatastore", ...at(1200) },
      { kind: "crashSource", ...at(1500) },
    ],
  },
};

/** Runs to `endMs` and keeps moments on the way. */
async function keepMoments(lab: Simulation, store: MemoryDatastore, times: readonly number[], endMs: number) {
  const kept: { number: number; snapshot: RunSnapshot; contents: object }[] = [];
  for (const [number, ms] of times.entries()) {
    await lab.advance(fromMilliseconds(ms));
    const { snapshot } = await lab.run.remember(number);
    kept.push({ number, snapshot: snapshot!, contents: await store.readContents() });
  }
  await lab.advance(fromMilliseconds(endMs));
  return kept;
}

describe("a run goes back to a moment and does from there what it did before", () => {
  for (const [name, changes] of Object.entries(STORIES))
    it(name, async () => {
      const scenario = { ...SMALL, ...changes, untilMs: 2000 };
      const store = new MemoryDatastore();
      const lab = await openLab(scenario, true, store);
      const times = [100, 205, 333, 700, 760, 801.5, 850, 905, 1000, 1111, 1300, 1900];
      const moments = await keepMoments(lab, store, times, 2000);
      const report = await runToEnd(lab);
      const trace = lab.run.trace.toNdjson();
      for (const [era, { number, snapshot, contents }] of moments.reverse().entries()) {
        await lab.run.recall(number, snapshot, era + 1);
        await store.writeContents(contents as never);
        expect(lab.run.now).toBe(fromMilliseconds(times[number]!));
        expect(await runToEnd(lab)).toEqual(report);
        expect(lab.run.trace.toNdjson()).toBe(trace);
      }
      expect(report.identical).not.toBe(false);
      expect(report.invariants).toEqual([]);
    });
});

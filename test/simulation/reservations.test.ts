import { describe, expect, it } from "vitest";
import { runToEnd } from "../../src/report/run-to-end.ts";
import { isOf } from "../../src/trace/event.ts";
import { openLab } from "../support/lab.ts";
import { SMALL } from "../support/small.ts";

async function run(changes: object) {
  const lab = await openLab({ ...SMALL, ...changes });
  const report = await runToEnd(lab);
  const conflicts = lab.run.trace.events.filter(isOf("reservationConflict")).length;
  return { lab, report, conflicts };
}

const CUT = [{ kind: "cutLink", at: { phase: "pageIn", afterMs: 50 } }];
const datastore = (reservationConflicts: number) => ({ ...SMALL.datastore, reservationConflicts });

describe("reservation conflicts", () => {
  it("delay what goes through the file, and lose nothing", async () => {
    const calm = await run({ faults: CUT });
    const busy = await run({ faults: CUT, datastore: datastore(0.4) });
    expect(calm.conflicts).toBe(0);
    expect(busy.conflicts).toBeGreaterThan(20);
    expect(busy.report).toMatchObject({ outcome: "recovered", identical: true, invariants: [] });
    expect(busy.report["total-time"]).toBeGreaterThan(calm.report["total-time"]);
  });

  it("are tried again twenty times; then the operation is unanswered, and the protocol asks once more", async () => {
    // A heartbeat that outlives twenty pauses: else the host asks again before it has tried so often.
    const migration = { ...SMALL.migration, heartbeatMs: 1000 };
    const settings = { migration, faults: CUT, datastore: datastore(0.9), untilMs: 60_000 };
    const { report, lab } = await run(settings);
    const met = lab.run.trace.events.filter(isOf("reservationConflict"));
    expect(met.some(({ again }) => again === false)).toBe(true);
    expect(report).toMatchObject({ outcome: "recovered", identical: true, invariants: [] });
  });

  it("are drawn from the seed", async () => {
    const once = await run({ faults: CUT, datastore: datastore(0.4), seed: 7 });
    const again = await run({ faults: CUT, datastore: datastore(0.4), seed: 7 });
    const other = await run({ faults: CUT, datastore: datastore(0.4), seed: 8 });
    expect(again.lab.run.trace.toNdjson()).toBe(once.lab.run.trace.toNdjson());
    expect(other.lab.run.trace.toNdjson()).not.toBe(once.lab.run.trace.toNdjson());
  });
});

describe("the owner record under QEMU's stop rule", () => {
  it("costs no time, whatever the datastore's latency is", async () => {
    const migration = { ...SMALL.migration, strategy: "preCopy", stopRule: "qemu" };
    const guest = { ...SMALL.guest, settings: { workingSetPages: 200, dirtyPagesPerSecond: 100 } };
    const timesAt = async (latencyMs: number) => {
      const { report } = await run({ migration, guest, datastore: { latencyMs } });
      expect(report).toMatchObject({ outcome: "completed", identical: true });
      return [report["total-time"], report.downtime];
    };
    expect(await timesAt(50)).toEqual(await timesAt(0));
  });
});

import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { STRATEGY_NAMES } from "../../src/migration/strategy.ts";
import { runToEnd } from "../../src/report/run-to-end.ts";
import type { TraceEvent } from "../../src/trace/event.ts";
import { TRACE_KINDS, traceEventSchema } from "../../src/trace/event-schema.ts";
import { openLab } from "../support/lab.ts";
import { SMALL } from "../support/small.ts";

const FAULTS = [
  { kind: "slowLink", at: { ms: 220 }, bandwidthMiBps: 4, latencyMs: 2 },
  { kind: "loseMessages", at: { ms: 230 }, count: 2 },
  { kind: "cutLink", at: { phase: "pageIn", afterMs: 5 } },
  { kind: "stopDatastore", at: { phase: "pageIn", afterMs: 60 } },
  { kind: "healDatastore", at: { phase: "pageIn", afterMs: 160 } },
  { kind: "healLink", at: { phase: "pageIn", afterMs: 300 } },
];

async function traced(strategy: string): Promise<readonly TraceEvent[]> {
  const guest = { ...SMALL.guest, input: [{ atMs: 300, text: "key" }] };
  const lab = await openLab({ ...SMALL, guest, migration: { ...SMALL.migration, strategy }, faults: FAULTS });
  await runToEnd(lab);
  return lab.run.trace.events;
}

describe("the schema of a trace", () => {
  it.each(STRATEGY_NAMES)("holds for each event of a run with faults: %s", async (strategy) => {
    const events = await traced(strategy);
    for (const event of events) {
      const line = JSON.parse(JSON.stringify(event));
      expect(v.safeParse(traceEventSchema, line).issues, JSON.stringify(line)).toBeUndefined();
    }
    expect(events.some(({ kind }) => kind === "slowLink")).toBe(true);
  });

  it("refuses a kind that there is not, a field that is missing, and one that is too much", () => {
    const cut = { tick: 5, who: "lab", kind: "cutLink", cause: "learner" };
    expect(v.is(traceEventSchema, cut)).toBe(true);
    expect(v.is(traceEventSchema, { ...cut, kind: "cut" })).toBe(false);
    expect(v.is(traceEventSchema, { tick: 5, who: "lab", kind: "cutLink" })).toBe(false);
    expect(v.is(traceEventSchema, { ...cut, pages: [1] })).toBe(false);
  });

  it("names each kind once", () => {
    expect(new Set(TRACE_KINDS).size).toBe(TRACE_KINDS.length);
  });
});

describe("what the learner does", () => {
  it("is one event, with its cause", async () => {
    const lab = await openLab({ ...SMALL, faults: [] }, false);
    await lab.advance(1_000_000);
    for (const action of ["migrate", "cutLink", "healLink", "stopDatastore", "healDatastore"] as const)
      await lab.act(action);
    const deeds = lab.run.trace.events.flatMap((event) =>
      "cause" in event ? [[event.kind, event.cause]] : [],
    );
    expect(deeds).toEqual([
      ["migrate", "learner"],
      ["cutLink", "learner"],
      ["healLink", "learner"],
      ["stopDatastore", "learner"],
      ["healDatastore", "learner"],
    ]);
  });
});

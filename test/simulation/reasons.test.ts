import { describe, expect, it } from "vitest";
import { PHASE_NAMES, type PhaseName } from "../../src/matrix/phase.ts";
import { reasonWords } from "../../src/matrix/reason.ts";
import { MatrixRunner } from "../../src/matrix/runner.ts";
import { frameOf } from "../../src/report/frame-builder.ts";
import { heldWords, lossWords } from "../../src/report/reason-words.ts";
import { runToEnd } from "../../src/report/run-to-end.ts";
import type { HeldReason } from "../../src/simulation/held-reason.ts";
import type { LossReason } from "../../src/simulation/parts/loss-reason.ts";
import type { Simulation } from "../../src/simulation/simulation.ts";
import { stayWords } from "../../src/trace/stay-words.ts";
import { openLab } from "../support/lab.ts";
import { SMALL } from "../support/small.ts";

/** One strategy of each kind: all is there at the resume, pages are owed and have one path, or two. */
const KINDS = ["stopAndCopy", "postCopy", "quickResume"] as const;

/** The first tick of a kind of event, from the trace alone. */
function firstOf(lab: Simulation, who: string, kind: string, what?: string): number | null {
  const found = lab.run.trace.events.find(
    (event) =>
      event.who === who &&
      event.kind === kind &&
      (what === undefined || ("what" in event && event.what === what)),
  );
  return found?.tick ?? null;
}

/** What the facts of a run whose guest is lost make of the reason, without the code that decides on it. */
function reasonByTrace(lab: Simulation): LossReason {
  const destinationDied = firstOf(lab, "lab", "crashDestination");
  if (destinationDied === null)
    return firstOf(lab, "West", "send", "go") === null ? "sourceAlone" : "sourceOwed";
  if (firstOf(lab, "East", "resume") === null) return "notResumed";
  return firstOf(lab, "West", "free") === null ? "destinationNewest" : "destinationAlone";
}

/** Runs a cell of the matrix and keeps its lab. */
async function cellOf(
  phase: PhaseName,
  fault: "sourceDies" | "destinationDies",
  strategy: (typeof KINDS)[number],
) {
  const labs: Simulation[] = [];
  const runner = new MatrixRunner(async (scenario) => {
    labs.push(await openLab(scenario));
    return labs.at(-1)!;
  });
  const cell = await runner.cell({ phase, fault, strategy });
  return { cell, lab: labs.at(-1)! };
}

describe("why a guest is lost", () => {
  for (const fault of ["sourceDies", "destinationDies"] as const)
    it.each(PHASE_NAMES.map((phase) => [phase]))(
      `is said rightly where the ${fault} in %s`,
      async (phase) => {
        for (const strategy of KINDS) {
          const { cell, lab } = await cellOf(phase, fault, strategy);
          if (cell.outcome === "n/a") continue;
          const { why } = await frameOf(lab.run, "memory", false);
          expect({ strategy, isLost: why.lost !== null }).toEqual({
            strategy,
            isLost: cell.outcome === "lost",
          });
          if (why.lost === null) continue;
          expect({ strategy, lost: why.lost }).toEqual({ strategy, lost: reasonByTrace(lab) });
          expect(reasonWords(cell.reason, cell)).toContain(lossWords(why.lost));
        }
      },
    );

  it("is not that the source's copy is stale where the destination never ran the guest", async () => {
    const { lab } = await cellOf("recordChanged", "destinationDies", "quickResume");
    const { message } = await runToEnd(lab);
    expect(message).toContain("not stale");
    expect(message).toContain("the record says that the destination owns the guest");
  });

  const both = async (first: string, second: string, at: object) => {
    const faults = [
      { kind: first, at },
      { kind: second, at: { ms: 1500 } },
    ];
    const lab = await openLab({ ...SMALL, faults });
    const report = await runToEnd(lab);
    return { report, why: (await frameOf(lab.run, "memory", false)).why };
  };

  it("is not changed by a second crash", async () => {
    const pageIn = { phase: "pageIn", afterMs: 50 };
    expect((await both("crashSource", "crashDestination", pageIn)).why.lost).toBe("sourceOwed");
    expect((await both("crashDestination", "crashSource", pageIn)).why.lost).toBe("destinationNewest");
    const setup = { phase: "setup", afterMs: 1 };
    expect((await both("crashSource", "crashDestination", setup)).why.lost).toBe("sourceAlone");
    expect((await both("crashDestination", "crashSource", setup)).why.lost).toBe("sourceAlone");
  });

  it("is that both crashed where the second had been to take it over", async () => {
    const faults = ["crashSource", "crashDestination"].map((kind) => ({
      kind,
      at: { phase: "switchover", afterMs: 0.4 },
    }));
    const lab = await openLab({
      ...SMALL,
      migration: { ...SMALL.migration, strategy: "stopAndCopy" },
      faults,
    });
    await runToEnd(lab);
    expect((await frameOf(lab.run, "memory", false)).why.lost).toBe("bothCrashed");
  });
});

describe("why a guest is held", () => {
  const CUT = { kind: "cutLink", at: { phase: "pageIn", afterMs: 20 } };
  const stop = (at: object) => ({ kind: "stopDatastore", at });

  it.each<[HeldReason, string, readonly object[], number]>([
    ["pathsDown", "quickResume", [CUT, stop({ phase: "pageIn", afterMs: 20 })], 3000],
    ["linkDown", "postCopy", [CUT], 3000],
    ["pagesComing", "postCopy", [{ kind: "slowLink", bandwidthMiBps: 0.1, latencyMs: 1, at: CUT.at }], 1500],
    ["recordUnreadable", "quickResume", [stop({ phase: "switchover", afterMs: 0.4 })], 3000],
    ["switchover", "stopAndCopy", [], 300],
    ["peerSilent", "stopAndCopy", [{ kind: "cutLink", at: { ms: 290 } }], 300],
  ])("is said: %s", async (reason, strategy, faults, untilMs) => {
    const migration = { ...SMALL.migration, strategy };
    const lab = await openLab({ ...SMALL, migration, faults, untilMs });
    const report = await runToEnd(lab);
    expect(report.outcome).toBe("held");
    expect((await frameOf(lab.run, "memory", false)).why.held).toBe(reason);
    expect(report.message).toContain(heldWords(reason, report.owed.pages));
  });

  it("is the file that nobody can read where the source has crashed with nothing left to send", async () => {
    const { lab } = await cellOf("allInFile", "sourceDies", "quickResume");
    const { faults } = lab.run.scenario;
    const stopped = { ...lab.run.scenario, faults: [...faults, stop(faults.at(-1)!.at)] };
    const held = await openLab(stopped);
    const report = await runToEnd(held);
    expect(report).toMatchObject({ outcome: "held", owed: { holder: "file" }, invariants: [] });
    expect((await frameOf(held.run, "memory", false)).why.held).toBe("fileUnreadable");
  });
});

describe("why a guest stayed", () => {
  it.each<[string, object, readonly object[]]>([
    ["noDatastore", {}, [{ kind: "stopDatastore", at: { ms: 0 } }]],
    ["noDestination", {}, [{ kind: "crashDestination", at: { ms: 0 } }]],
    ["linkSilent", { strategy: "stopAndCopy" }, [{ kind: "cutLink", at: { phase: "stun", afterMs: 20 } }]],
    ["takenBack", {}, [{ kind: "cutLink", at: { phase: "switchover" } }]],
    ["switchoverTooLong", { strategy: "stopAndCopy", maxSwitchoverMs: 100 }, []],
    ["notConverged", { strategy: "preCopy", maxRounds: 2 }, []],
  ])("is said: %s", async (kind, changes, faults) => {
    const lab = await openLab({ ...SMALL, migration: { ...SMALL.migration, ...changes }, faults });
    const report = await runToEnd(lab);
    expect(report).toMatchObject({ outcome: "continued-on-source", identical: true, invariants: [] });
    const { why } = await frameOf(lab.run, "memory", false);
    expect(why.stayed?.kind).toBe(kind);
    expect(report.message).toContain(stayWords(why.stayed!));
  });
});

import { describe, expect, it } from "vitest";
import { fromMilliseconds } from "../../src/clock/tick.ts";
import type { Phase } from "../../src/migration/output.ts";
import { frameOf } from "../../src/report/frame-builder.ts";
import { runToEnd } from "../../src/report/run-to-end.ts";
import type { Action } from "../../src/scenario/action.ts";
import type { Deed } from "../../src/scenario/fault.ts";
import type { Simulation } from "../../src/simulation/simulation.ts";
import { isOf } from "../../src/trace/event.ts";
import { openLab } from "../support/lab.ts";
import { SMALL } from "../support/small.ts";

const ms = fromMilliseconds;

/** A run in which the learner does this at this millisecond. */
async function lab(changes: object, at: number, ...actions: Action[]): Promise<Simulation> {
  const simulation = await openLab({ ...SMALL, ...changes });
  await simulation.advance(ms(at));
  for (const action of actions) await simulation.act(action);
  return simulation;
}

function eventsOf(simulation: Simulation, ...kinds: string[]) {
  return simulation.run.trace.events.filter(({ kind }) => kinds.includes(kind));
}

describe("a change of the link by hand", () => {
  it("holds from its tick on, is told with who did it, and ends with the heal", async () => {
    const change = { kind: "slowLink", bandwidthMiBps: 1, latencyMs: 7, loss: 0.5 } as const;
    const simulation = await lab({}, 300, change);
    const { run } = simulation;
    expect(eventsOf(simulation, "slowLink")).toEqual([
      { tick: ms(300), who: "lab", ...change, cause: "learner" },
    ]);
    const slow = { bandwidthMiBps: 1, backBandwidthMiBps: 1, latencyMs: 7, loss: 0.5 };
    expect((await frameOf(run, "memory", false)).conditions.link).toEqual(slow);
    expect(run.statistics.milestones.at(-1)).toMatchObject({
      kind: "slowLink",
      was: { bandwidthMiBps: 2, loss: 0 },
      is: slow,
    });
    expect(run.link.retransmissions).toBe(0);
    const sentBefore = run.link.bytesSent("toDestination", run.now);
    await simulation.advance(ms(400));
    const sent = run.link.bytesSent("toDestination", run.now) - sentBefore;
    expect(sent).toBeLessThanOrEqual(Math.ceil((2 ** 20 * 100) / 1000) + 1);
    expect(run.link.retransmissions).toBeGreaterThan(0);
    await simulation.act("healLink");
    expect((await frameOf(run, "memory", false)).conditions.link).toEqual({
      bandwidthMiBps: 2,
      backBandwidthMiBps: 2,
      latencyMs: 1,
      loss: 0,
    });
    expect(await runToEnd(simulation)).toMatchObject({ identical: true, invariants: [] });
  });

  it("leaves the loss and the way back as they are where it does not name them", async () => {
    const link = { bandwidthMiBps: 2, backBandwidthMiBps: 3, loss: 0.25 };
    const simulation = await lab({ link }, 300, { kind: "slowLink", bandwidthMiBps: 1, latencyMs: 7 });
    const { state } = simulation.run.link;
    expect(state.loss).toBe(0.25);
    expect(state.bytesPerSecond.toSource).toBe(3 * 2 ** 20);
    expect((await frameOf(simulation.run, "memory", false)).conditions.link).toEqual({
      bandwidthMiBps: 1,
      backBandwidthMiBps: 3,
      latencyMs: 7,
      loss: 0.25,
    });
    await simulation.act({ kind: "slowLink", bandwidthMiBps: 1, latencyMs: 7, backBandwidthMiBps: 4 });
    expect(state.bytesPerSecond.toSource).toBe(4 * 2 ** 20);
  });
});

describe("messages that are lost by hand", () => {
  it("are the next that are sent, so many, and no more", async () => {
    const simulation = await lab({}, 300, { kind: "loseMessages", count: 3 });
    expect(simulation.run.statistics.milestones.at(-1)).toMatchObject({ kind: "loseMessages", count: 3 });
    expect(simulation.run.link.state.toLose).toBe(3);
    expect(await runToEnd(simulation)).toMatchObject({ identical: true, invariants: [] });
    expect(simulation.run.link.state.toLose).toBe(0);
  });
});

describe("Cancel", () => {
  const BEFORE: readonly Phase[] = ["setup", "preCopy", "stun"];

  it.each(BEFORE)(
    "in %s leaves the guest where it is, and the destination throws its pages away",
    async (phase) => {
      const faults = [{ kind: "cancel", at: { phase, afterMs: 0.3 } }];
      const simulation = await openLab({ ...SMALL, faults });
      const report = await runToEnd(simulation);
      expect(report).toMatchObject({ outcome: "continued-on-source", identical: true, invariants: [] });
      const { why, destination, milestones } = await frameOf(simulation.run, "memory", false);
      expect(why.stayed).toEqual({ kind: "cancelled" });
      expect(destination.role).toBe("discarded");
      expect(milestones.map(({ kind }) => kind)).toContain("cancel");
    },
  );

  it("after go is decided by the owner record: the guest is taken back, or has gone", async () => {
    const ends = new Set<string>();
    for (const afterMs of [0, 0.5, 1, 1.5, 2, 2.5, 3, 4]) {
      const faults = [{ kind: "cancel", at: { phase: "switchover", afterMs } }];
      const simulation = await openLab({ ...SMALL, faults });
      const report = await runToEnd(simulation);
      expect(report).toMatchObject({ identical: true, invariants: [] });
      const { why } = await frameOf(simulation.run, "memory", false);
      if (report.outcome === "continued-on-source") expect(why.stayed).toEqual({ kind: "cancelled" });
      ends.add(report.outcome);
    }
    expect(ends).toContain("completed");
  });

  it.each(["pageIn", "finish"] as const)("in %s changes nothing, and the trace says why", async (phase) => {
    const faults = [{ kind: "cancel", at: { phase, afterMs: 5 } }];
    const simulation = await openLab({ ...SMALL, faults });
    expect(await runToEnd(simulation)).toMatchObject({ outcome: "completed", identical: true });
    const why = phase === "pageIn" ? "committed" : "notMigrating";
    expect(eventsOf(simulation, "noEffect")).toMatchObject([{ what: "cancel", why }]);
    expect(eventsOf(simulation, "cancel")).toMatchObject([{ cause: "scenario" }]);
  });

  it("is refused before the migration, and where the source is dead", async () => {
    const early = await lab({}, 100, "cancel");
    const dead = await lab({}, 300, "crashSource", "cancel");
    expect(eventsOf(early, "noEffect")).toMatchObject([{ what: "cancel", why: "notMigrating" }]);
    expect(eventsOf(dead, "noEffect")).toMatchObject([{ what: "cancel", why: "hostCrashed" }]);
  });

  it("of a slowed guest lets it run at full speed again", async () => {
    const migration = { ...SMALL.migration, strategy: "preCopySdps" };
    const faults = [{ kind: "cancel", at: { round: 3 } }];
    const simulation = await openLab({ ...SMALL, migration, faults });
    expect(await runToEnd(simulation)).toMatchObject({ outcome: "continued-on-source", identical: true });
    const throttles = simulation.run.trace.events.filter(isOf("throttle"));
    expect(throttles.length).toBeGreaterThan(1);
    expect(throttles.at(-1)!.percent).toBe(0);
  });
});

describe("the dirty rate", () => {
  const written = (simulation: Simulation) => simulation.run.known.source.dirtied!;

  it.each(["dirty", "canvas", "breakout"])(
    "of %s changes at once, and the twin is the same",
    async (program) => {
      const guest = { program, ramMiB: 2, settings: { workingSetPages: 400, dirtyPagesPerSecond: 0 } };
      const migration = { ...SMALL.migration, strategy: "preCopy", switchoverGoalMs: 500 };
      const link = { bandwidthMiBps: 1 };
      const simulation = await openLab({ ...SMALL, guest, migration, link, untilMs: 6000 });
      await simulation.advance(ms(300));
      const before = written(simulation);
      await simulation.act({ kind: "setDirtyRate", pagesPerSecond: 2000 });
      await simulation.advance(ms(400));
      expect(written(simulation) - before).toBeGreaterThan(190);
      // Changes that lie close together are one milestone.
      await simulation.advance(ms(900));
      await simulation.act({ kind: "setDirtyRate", pagesPerSecond: 0 });
      const after = written(simulation);
      await simulation.advance(ms(950));
      expect(written(simulation) - after).toBeLessThan(40);
      const report = await runToEnd(simulation);
      expect(report).toMatchObject({ outcome: "completed", identical: true, invariants: [] });
      expect(simulation.run.statistics.milestones).toContainEqual({
        kind: "setDirtyRate",
        was: 0,
        is: 2000,
        at: ms(300),
      });
      expect((await frameOf(simulation.run, "memory", false)).conditions.dirtyPagesPerSecond).toBe(0);
    },
  );

  it.each(["stun", "switchover", "pageIn"] as const)(
    "set in %s is the guest's wherever it goes on",
    async (phase) => {
      const faults = [
        { kind: "setDirtyRate", at: { phase, afterMs: phase === "pageIn" ? 20 : 0.2 }, pagesPerSecond: 50 },
        { kind: "setDirtyRate", at: { phase, afterMs: 0.3 }, pagesPerSecond: 70 },
      ];
      const simulation = await openLab({ ...SMALL, faults });
      const report = await runToEnd(simulation);
      expect(report).toMatchObject({ outcome: "completed", identical: true, invariants: [] });
      const given = simulation.run.trace.events.filter(isOf("settingGiven"));
      expect(given.at(-1)).toMatchObject({
        who: "East",
        index: 1,
        word: phase === "pageIn" ? 50 : 70,
      });
    },
  );

  it("reaches a guest that waits for a page, and its twin at the same cycle", async () => {
    const migration = { ...SMALL.migration, strategy: "postCopy" };
    const simulation = await openLab({ ...SMALL, migration, link: { bandwidthMiBps: 0.5, latencyMs: 20 } });
    const { known } = simulation.run;
    while (known.destination.guest !== "waiting") await simulation.advance(ms(2000), () => true);
    await simulation.act({ kind: "setDirtyRate", pagesPerSecond: 300 });
    expect(eventsOf(simulation, "settingGiven")).toMatchObject([{ who: "East", word: 300 }]);
    expect(await runToEnd(simulation)).toMatchObject({ identical: true, invariants: [] });
  });

  it("of a guest that has none is refused: as an action, and by name in a scenario", async () => {
    const guest = { program: "keyvalue", ramMiB: 2 };
    const simulation = await lab({ guest }, 300, { kind: "setDirtyRate", pagesPerSecond: 1 });
    expect(eventsOf(simulation, "noEffect")).toMatchObject([{ what: "setDirtyRate", why: "noDirtyRate" }]);
    expect((await frameOf(simulation.run, "memory", false)).conditions.dirtyPagesPerSecond).toBeNull();
    const faults = [{ kind: "setDirtyRate", at: { ms: 1 }, pagesPerSecond: 1 }];
    await expect(openLab({ ...SMALL, guest, faults })).rejects.toThrow(
      'faults.0.kind is "setDirtyRate"; allowed is that only with a guest whose dirty rate can be set: canvas, dirty, breakout.',
    );
  });

  it("of a guest that is lost is refused", async () => {
    const simulation = await lab({}, 300, "crashSource", { kind: "setDirtyRate", pagesPerSecond: 1 });
    expect(eventsOf(simulation, "noEffect")).toMatchObject([{ why: "guestGone" }]);
  });
});

describe("a fault that is armed by hand", () => {
  it("comes when its phase begins, as the learner's", async () => {
    const simulation = await lab({}, 300, { kind: "cutLink", at: { phase: "pageIn", afterMs: 20 } });
    const frame = await frameOf(simulation.run, "memory", false);
    expect(frame.armed).toEqual([{ kind: "cutLink", at: { phase: "pageIn", afterMs: 20, migration: 1 } }]);
    expect(frame.pressed.cutLink).toBeNull();
    await runToEnd(simulation);
    const pageIn = simulation.run.trace.events.find(
      (event) => event.kind === "phase" && event.phase === "pageIn",
    )!;
    const cut = simulation.run.trace.events.find(isOf("cutLink"))!;
    expect(cut).toMatchObject({ tick: pageIn.tick + ms(20), cause: "learner" });
    const after = await frameOf(simulation.run, "memory", false);
    expect([after.pressed.cutLink, after.armed]).toEqual([cut.tick, []]);
    expect(eventsOf(simulation, "armed")).toMatchObject([{ what: "cutLink", moment: { phase: "pageIn" } }]);
  });

  it("gives the very run of the same fault in a scenario", async () => {
    const at = { phase: "pageIn", afterMs: 20 } as const;
    const byHand = await lab({}, 300, { kind: "cutLink", at });
    const byScenario = await openLab({ ...SMALL, faults: [{ kind: "cutLink", at }] });
    const [one, other] = [await runToEnd(byHand), await runToEnd(byScenario)];
    expect(one).toEqual(other);
  });

  it("is of the next migration where one is over", async () => {
    const simulation = await openLab({ ...SMALL, again: [{ afterMs: 500 }], untilMs: 6000 });
    while (simulation.run.statistics.endedAt === null) await simulation.advance(simulation.run.now + ms(20));
    await simulation.act({ kind: "cutLink", at: { phase: "pageIn", afterMs: 0 } });
    const { migrations } = await runToEnd(simulation);
    expect(migrations!.map(({ outcome }) => outcome)).toEqual(["completed", "recovered"]);
    expect(migrations![1]!.paths.file.pages).toBeGreaterThan(0);
  });

  it("comes as its round begins", async () => {
    const migration = { ...SMALL.migration, strategy: "preCopy" };
    const deed = { kind: "loseMessages", count: 2, at: { round: 2 } } as const;
    const simulation = await lab({ migration }, 300, deed);
    await runToEnd(simulation);
    const round = simulation.run.trace.events.filter(isOf("round"))[1]!;
    expect(eventsOf(simulation, "loseMessages")).toMatchObject([{ tick: round.tick, count: 2 }]);
  });

  it.each([{ phase: "preCopy", afterMs: 0 }, { round: 1 }] as const)(
    "for %j, which has begun, is refused",
    async (at) => {
      const simulation = await lab({}, 300, { kind: "cutLink", at });
      expect(simulation.run.faults.armed).toEqual([]);
      expect(eventsOf(simulation, "noEffect")).toMatchObject([{ what: "cutLink", why: "momentPassed" }]);
    },
  );

  it("comes no more where it was taken back, also within its phase, and the run is the very one without it", async () => {
    const deed = { kind: "cutLink", at: { phase: "pageIn", afterMs: 20 } } as const;
    const free = await runToEnd(await lab({}, 300));
    const early = await lab({}, 300, deed, { kind: "disarm", deed });
    expect(early.run.faults.armed).toEqual([]);
    expect(eventsOf(early, "disarmed")).toMatchObject([{ what: "cutLink", moment: deed.at }]);
    expect(await runToEnd(early)).toEqual(free);
    const late = await lab({}, 300, deed);
    await late.advance(ms(5000), () => late.run.statistics.phase === "pageIn");
    await late.act({ kind: "disarm", deed: late.run.faults.armed[0] as Deed });
    expect(await runToEnd(late)).toEqual(free);
    expect(late.run.link.whole).toBe(true);
  });

  it("is taken back alone: the last of its like, and none of the scenario's", async () => {
    const at = { phase: "pageIn", afterMs: 20 } as const;
    const [few, many] = [3, 5].map((count) => ({ kind: "loseMessages", count, at }) as const);
    const scenario = { faults: [few!] };
    const simulation = await lab(scenario, 300, few!, many!, few!, { kind: "disarm", deed: few! });
    expect(simulation.run.faults.armed).toMatchObject([few, many]);
    await simulation.act({ kind: "disarm", deed: few! });
    await simulation.act({ kind: "disarm", deed: few! });
    expect(simulation.run.faults.armed).toMatchObject([many]);
    expect(simulation.run.faults.pending).toHaveLength(2);
    expect(eventsOf(simulation, "noEffect")).toMatchObject([{ what: "disarm", why: "momentPassed" }]);
  });

  it("is no fault of the scenario that never came due", async () => {
    const simulation = await lab({}, 300, { kind: "cutLink", at: { round: 900 } });
    expect((await runToEnd(simulation)).message).not.toContain("never came due");
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromMilliseconds, type Tick } from "../../src/clock/tick.ts";
import type { LaneAction } from "../../src/timeline/lane.ts";
import { runTo, type StepSize, stepBack, stepForward } from "../../src/timeline/steps.ts";
import type { Timeline } from "../../src/timeline/timeline.ts";
import { milestoneWords } from "../../src/trace/milestone-words.ts";
import { openTimeline } from "../support/memory-timeline.ts";
import { SMALL } from "../support/small.ts";

const ms = fromMilliseconds;
const SPACING = { spacing: ms(50) };
const retired = ({ simulation }: Timeline) =>
  simulation.run.known.source.retired + simulation.run.known.destination.retired;

async function labAt(at: number): Promise<Timeline> {
  const timeline = await openTimeline(SMALL, SPACING);
  await timeline.advance(ms(3000));
  await timeline.seek(ms(at));
  return timeline;
}

describe("a step", () => {
  it("by instruction retires exactly one, and back exactly one less, also where the guest sleeps", async () => {
    const timeline = await labAt(150);
    const before = retired(timeline);
    let [steps, slept] = [0, 0];
    while (slept < ms(0.1)) {
      const tick = timeline.now;
      await stepForward(timeline, "instruction");
      expect(retired(timeline)).toBe(before + ++steps);
      slept = timeline.now - tick;
    }
    for (let step = steps - 1; step >= steps - 3; step--) {
      await stepBack(timeline, "instruction");
      expect(retired(timeline)).toBe(before + step);
    }
  });

  it("by event goes to the next one, and back to the one before", async () => {
    const timeline = await labAt(700);
    const seen = [timeline.now];
    for (let step = 0; step < 6; step++) {
      await stepForward(timeline, "event");
      seen.push(timeline.now);
    }
    expect([...seen].sort((one, other) => one - other)).toEqual(seen);
    expect(new Set(seen).size).toBe(7);
    for (const tick of seen.slice(1, -1).reverse()) {
      await stepBack(timeline, "event");
      expect(timeline.now).toBe(tick);
    }
  });

  it("by round goes from round to round, to the stun and the resume, and the same way back", async () => {
    const timeline = await labAt(150);
    const names = () => milestoneWords(timeline.simulation.run.statistics.milestones.at(-1)!);
    const passed = [];
    for (let step = 0; step < 5; step++) {
      await stepForward(timeline, "round");
      passed.push([names(), timeline.now]);
    }
    expect(passed.map(([name]) => name)).toEqual(["Migrate", "round 1", "stun", "switchover", "resume"]);
    for (const [name, tick] of passed.slice(0, -1).reverse()) {
      await stepBack(timeline, "round");
      expect([names(), timeline.now]).toEqual([name, tick]);
    }
  });
});

describe("a run to", () => {
  it("what is not to come says so at once, and stays where it is", async () => {
    const timeline = await openTimeline(SMALL, SPACING);
    expect(await runTo(timeline, "cut")).toBe(false);
    expect(timeline.now).toBe(0);
    expect(await runTo(timeline, "end")).toBe(true);
    const end = timeline.now;
    for (const place of ["pageFault", "cut", "roundEnd"] as const)
      expect(await runTo(timeline, place)).toBe(false);
    expect(await stepForward(timeline, "round")).toBe(false);
    expect(await runTo(timeline, "end")).toBe(true);
    expect(timeline.now).toBe(end);
  });

  it("a cut that was recorded comes to it, and then to no other", async () => {
    const timeline = await openTimeline(SMALL, SPACING);
    expect(await runTo(timeline, "pageFault")).toBe(true);
    const cutAt = timeline.now;
    await timeline.act("cutLink");
    expect(await runTo(timeline, "end")).toBe(true);
    await timeline.seek(ms(150));
    expect(await runTo(timeline, "cut")).toBe(true);
    expect(timeline.now).toBe(cutAt);
    expect(await runTo(timeline, "cut")).toBe(false);
    expect(timeline.now).toBe(cutAt);
  });

  it("the next page fault stops when the guest begins to wait", async () => {
    const timeline = await openTimeline(SMALL, SPACING);
    expect(await runTo(timeline, "pageFault")).toBe(true);
    expect(timeline.simulation.run.known.destination.guest).toBe("waiting");
    const first = timeline.now;
    expect(await runTo(timeline, "pageFault")).toBe(true);
    expect(timeline.now).toBeGreaterThan(first);
  });

  it("the cut, the end of the round and the end of the migration", async () => {
    const faults = [{ kind: "cutLink", at: { phase: "pageIn", afterMs: 100 } }];
    const timeline = await openTimeline({ ...SMALL, faults }, SPACING);
    expect(await runTo(timeline, "roundEnd")).toBe(true);
    expect(timeline.simulation.run.statistics.round).toBe(1);
    expect(await runTo(timeline, "cut")).toBe(true);
    expect(timeline.simulation.run.link.whole).toBe(false);
    expect(await runTo(timeline, "end")).toBe(true);
    expect(timeline.simulation.run.outcome).toBe("recovered");
  });

  it("what never comes gives up, or is cancelled", async () => {
    const timeline = await openTimeline(
      { ...SMALL, guest: { ...SMALL.guest, instructionsPerSecond: 100_000 } },
      SPACING,
    );
    let looks = 0;
    expect(await runTo(timeline, "cut", () => ++looks > 20)).toBe(false);
    expect(timeline.now).toBeLessThan(ms(2000));
    expect(await runTo(timeline, "cut")).toBe(false);
  });
});

describe("what is done after a step or a run to a place", () => {
  /** Everything that happened in a run with these actions that never stopped before `until`. */
  async function straight(actions: readonly LaneAction[], until: Tick): Promise<string> {
    const timeline = await openTimeline(SMALL, { ...SPACING, actions });
    await timeline.advance(until);
    return timeline.simulation.run.trace.toNdjson();
  }

  it("comes after all of its tick, so that a repetition is the same: a fault and a cut", async () => {
    const timeline = await openTimeline(SMALL, SPACING);
    await runTo(timeline, "pageFault");
    await timeline.act("cutLink");
    await timeline.advance(ms(2500));
    expect(timeline.simulation.run.trace.toNdjson()).toBe(await straight(timeline.live.actions, ms(2500)));
  });

  it("comes after all of its tick, after any event and any instruction", async () => {
    const sizes = fc.constantFrom<StepSize>("event", "instruction");
    const moments = fc.integer({ min: ms(195), max: ms(1200) });
    await fc.assert(
      fc.asyncProperty(moments, fc.array(sizes, { minLength: 1, maxLength: 4 }), async (moment, steps) => {
        const timeline = await openTimeline(SMALL, SPACING);
        await timeline.advance(moment);
        for (const size of steps) await stepForward(timeline, size);
        await timeline.act("cutLink");
        const end = timeline.now + ms(200);
        await timeline.advance(end);
        expect(timeline.simulation.run.trace.toNdjson()).toBe(await straight(timeline.live.actions, end));
      }),
      { numRuns: 30 },
    );
  });

  it("is there at its own tick: a seek to an event finds it", async () => {
    const timeline = await openTimeline(SMALL, SPACING);
    await timeline.advance(ms(1000));
    const { events } = timeline.simulation.run.trace;
    const faults = events.filter(({ kind }) => kind === "faulted").slice(0, 5);
    expect(faults).toHaveLength(5);
    for (const { tick } of faults) {
      await timeline.seek(tick);
      expect(timeline.simulation.run.trace.events.filter((event) => event.tick === tick)).toEqual(
        events.filter((event) => event.tick === tick),
      );
    }
  });
});

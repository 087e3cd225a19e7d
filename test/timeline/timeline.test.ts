import fc from "fast-check";
import { describe, expect, it, test, vi } from "vitest";
import { fromMilliseconds } from "../../src/clock/tick.ts";
import { frameOf } from "../../src/report/frame-builder.ts";
import { leastMissed, type Moment } from "../../src/timeline/moment.ts";
import type { Timeline } from "../../src/timeline/timeline.ts";
import { openTimeline } from "../support/memory-timeline.ts";
import { SMALL } from "../support/small.ts";

const ms = fromMilliseconds;
const SPACING = { spacing: ms(50) };

/** All that the view draws, and all that has happened. */
async function everythingAt({ simulation }: Timeline) {
  return { frame: await frameOf(simulation.run, "memory"), trace: simulation.run.trace.toNdjson() };
}

/** A learner who migrates, cuts and heals. */
async function playedLab(): Promise<Timeline> {
  const timeline = await openTimeline(SMALL, SPACING, false);
  await timeline.advance(ms(200));
  await timeline.act("migrate");
  await timeline.advance(ms(800));
  await timeline.act("cutLink");
  await timeline.advance(ms(1300));
  await timeline.act("healLink");
  await timeline.advance(ms(2500));
  return timeline;
}

describe("a timeline", () => {
  it("goes to any tick, from anywhere, and finds there what was there", async () => {
    const timeline = await playedLab();
    const { actions, end } = timeline.live;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: end }), { minLength: 3, maxLength: 6 }),
        async (ticks) => {
          const straight = await openTimeline(SMALL, { ...SPACING, actions }, false);
          const once = new Map<number, unknown>();
          for (const tick of ticks.toSorted((one, other) => one - other)) {
            await straight.advance(tick);
            once.set(tick, await everythingAt(straight));
          }
          for (const tick of ticks) {
            await timeline.seek(tick);
            expect(await everythingAt(timeline)).toEqual(once.get(tick));
          }
        },
      ),
      { numRuns: 8, examples: [[[ms(800), ms(199), ms(1800), ms(200), ms(801), 0]]] },
    );
  });

  it("does again what changed the world, and what was armed, and finds the very same run", async () => {
    const timeline = await openTimeline(SMALL, SPACING, false);
    await timeline.advance(ms(200));
    await timeline.act("migrate");
    await timeline.act({ kind: "cutLink", at: { phase: "pageIn", afterMs: 5 } });
    const taken = { kind: "stopDatastore", at: { phase: "pageIn", afterMs: 1 } } as const;
    await timeline.act(taken);
    await timeline.advance(ms(300));
    await timeline.act({ kind: "disarm", deed: taken });
    await timeline.act({ kind: "slowLink", bandwidthMiBps: 1.5, latencyMs: 2, loss: 0.1 });
    await timeline.act({ kind: "setDirtyRate", pagesPerSecond: 1500 });
    await timeline.advance(ms(2500));
    expect(timeline.simulation.run.verdict?.identical).toBe(true);
    const end = await everythingAt(timeline);
    for (const tick of [ms(290), ms(700), 0]) {
      await timeline.seek(tick);
      await timeline.advance(ms(2500));
      expect(await everythingAt(timeline)).toEqual(end);
    }
    expect(timeline.lanes).toHaveLength(1);
  });

  it("plays a recorded lane to its end as it was, and then goes on live", async () => {
    const timeline = await playedLab();
    const end = await everythingAt(timeline);
    await timeline.seek(ms(100));
    expect(timeline.isInPast).toBe(true);
    await timeline.advance(ms(2500));
    expect(await everythingAt(timeline)).toEqual(end);
    expect(timeline.isInPast).toBe(false);
    expect(timeline.lanes).toHaveLength(1);
    expect(timeline.simulation.run.outcome).toBe("recovered");
  });

  it("parts a lane when the learner acts in the past, and keeps both futures", async () => {
    const timeline = await playedLab();
    const recovered = await everythingAt(timeline);
    await timeline.seek(ms(800));
    await timeline.seek(ms(700));
    await timeline.act("crashSource");
    await timeline.advance(ms(1500));
    expect(timeline.simulation.run.outcome).toBe("lost");
    expect(timeline.lanes.map(({ name, parted }) => [name, parted])).toEqual([
      ["A", null],
      ["B", { from: 0, at: ms(700) }],
    ]);
    const lost = await everythingAt(timeline);
    await timeline.wake(0);
    expect(await everythingAt(timeline)).toEqual(recovered);
    await timeline.wake(1);
    expect(await everythingAt(timeline)).toEqual(lost);
    expect(timeline.lanes.map(({ summary }) => summary.outcome)).toEqual(["recovered", "lost"]);
  });

  it("lets lanes part from lanes that parted, before and after the parting", async () => {
    const timeline = await playedLab();
    await timeline.seek(ms(900));
    await timeline.act("stopDatastore");
    await timeline.advance(ms(1200));
    await timeline.seek(ms(600));
    await timeline.act("crashDestination");
    await timeline.advance(ms(1000));
    await timeline.wake(1);
    await timeline.seek(ms(1000));
    await timeline.act("healDatastore");
    await timeline.advance(ms(2500));
    expect(timeline.lanes.map(({ parted }) => parted?.from ?? null)).toEqual([null, 0, 1, 1]);
    expect(timeline.simulation.run.outcome).toBe("recovered");
    expect(timeline.simulation.run.verdict?.identical).toBe(true);
    const third = await everythingAt(timeline);
    for (const id of [2, 0, 3]) await timeline.wake(id);
    expect(await everythingAt(timeline)).toEqual(third);
  });

  it("types keys as actions, at the same guest time in every repetition", async () => {
    const timeline = await openTimeline(SMALL, SPACING);
    await timeline.advance(ms(300));
    await timeline.type(Uint8Array.of(104, 105));
    await timeline.advance(ms(2500));
    const end = await everythingAt(timeline);
    expect(timeline.simulation.run.verdict?.identical).toBe(true);
    await timeline.seek(ms(250));
    await timeline.seek(ms(2500));
    expect(await everythingAt(timeline)).toEqual(end);
  });

  it("counts what was done and the lanes in what it takes", async () => {
    const timeline = await openTimeline(SMALL, SPACING);
    await timeline.advance(ms(300));
    const before = timeline.bytes;
    await timeline.type(new Uint8Array(5000));
    expect(timeline.bytes - before).toBeGreaterThan(5000);
    const alone = timeline.bytes;
    await timeline.seek(ms(200));
    await timeline.type(Uint8Array.of(104));
    expect(timeline.lanes).toHaveLength(2);
    expect(timeline.bytes - alone).toBeGreaterThan(1000);
  });

  it("keeps to its budget by thinning, nowhere much more than elsewhere, and still goes anywhere", async () => {
    const budgetBytes = 5 * 2 ** 20;
    const timeline = await openTimeline(SMALL, { spacing: ms(20), budgetBytes });
    await timeline.advance(ms(2500));
    expect(timeline.bytes).toBeLessThanOrEqual(budgetBytes);
    const ticks = timeline.live.moments.map(({ tick }) => tick);
    const gaps = ticks.slice(1).map((tick, index) => tick - ticks[index]!);
    expect(ticks[0]).toBe(0);
    expect(ticks.length).toBeGreaterThan(6);
    const work = timeline.live.moments.map(({ work }) => work);
    const toRepeat = work.slice(1).map((each, index) => each - work[index]!);
    const mean = (work.at(-1)! - work[0]!) / toRepeat.length;
    expect(Math.max(...toRepeat)).toBeLessThan(4 * mean);
    // Just before the end of the longest gap there is most to repeat.
    const longest = Math.max(...gaps);
    const far = ticks[gaps.indexOf(longest) + 1]! - 1;
    await timeline.seek(far);
    const straight = await openTimeline(SMALL);
    await straight.advance(far);
    expect(await everythingAt(timeline)).toEqual(await everythingAt(straight));
  });

  it("looks ever more seldom at a guest of which no second moment has room, for each look is at all of it", async () => {
    // More than the beginning takes, and less than a later moment does alone.
    const budgetBytes = 1.5 * 2 ** 20;
    const timeline = await openTimeline(SMALL, { spacing: ms(20), budgetBytes });
    const looks = vi.spyOn(timeline.simulation.run, "remember");
    await timeline.advance(ms(2500));
    expect(timeline.live.moments.map(({ tick }) => tick)).toEqual([0]);
    expect(timeline.bytes).toBeLessThan(budgetBytes);
    expect(looks.mock.calls.length).toBeLessThan(20);
  });

  it("tells how far it is on a long way, and says nothing of a short one", async () => {
    // How far moments lie apart under a budget depends on what a moment costs; here the way is as long as the test says.
    const timeline = await openTimeline(SMALL, { spacing: ms(1_000_000) });
    await timeline.advance(ms(2500));
    const shares: number[] = [];
    const tell = (share: number) => shares.push(share);
    await timeline.seek(ms(200), tell);
    expect(shares).toEqual([]);
    await timeline.seek(0);
    await timeline.seek(ms(2000), tell);
    expect(shares).toHaveLength(7);
    expect(shares.toSorted((one, other) => one - other)).toEqual(shares);
    expect(shares.every((share) => share > 0 && share <= 1)).toBe(true);
  });
});

test("of an old run, what is farthest back is thinned most", () => {
  const second = 1_000_000_000;
  const moments = Array.from(
    { length: 1200 },
    (_, index) => ({ tick: index * second, work: index * second }) as unknown as Moment,
  );
  while (moments.length > 200) moments.splice(moments.indexOf(leastMissed(moments, 1200 * second)!), 1);
  const old = moments.filter(({ tick }) => tick < 600 * second).length;
  expect(moments[0]!.tick).toBe(0);
  expect(old).toBeLessThan(200 - 2 * old);
});

test("a calm that lasts is sampled ever more sparsely, and a change densely again", async () => {
  const guest = { program: "dirty", ramMiB: 1, instructionsPerSecond: 2000 };
  const timeline = await openTimeline({ version: 1, guest }, {}, false);
  const { samples } = timeline.live;
  await timeline.advance(ms(10_000));
  expect(samples).toHaveLength(501);
  await timeline.advance(ms(1_000_000));
  // As many again as the logarithm of the time asks for, where evenly they would be fifty thousand.
  expect(samples.length).toBeLessThan(3000);
  await timeline.act("migrate");
  await timeline.advance(timeline.now + ms(4000));
  const changed = samples.findIndex(({ linkBytes }) => linkBytes > 0);
  expect(samples[changed + 2]!.at - samples[changed + 1]!.at).toBe(ms(20));
});

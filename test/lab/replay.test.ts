import { expect, test } from "vitest";
import type { Session } from "../../src/browser/session.ts";
import { fromMilliseconds } from "../../src/clock/tick.ts";
import { type KeptLanes, keptLanes } from "../../src/lab/kept-lanes.ts";
import { replayLanes } from "../../src/lab/replay.ts";
import { runTo } from "../../src/timeline/steps.ts";
import type { Timeline } from "../../src/timeline/timeline.ts";
import { openTimeline } from "../support/memory-timeline.ts";
import { SMALL } from "../support/small.ts";

const ms = fromMilliseconds;

/** As much of a session as a replay needs. */
function sessionOf(timeline: Timeline): Session {
  return {
    get now() {
      return timeline.now;
    },
    advance: (until: number) => timeline.advance(until),
    act: (action: Parameters<Timeline["act"]>[0]) => timeline.act(action),
    seek: (to: number) => timeline.seek(to),
    wake: (lane: number) => timeline.wake(lane),
  } as unknown as Session;
}

/** A run that was cut and healed in one future, crashed in another, and cut again in a third that left the first. */
async function threeLanes(): Promise<Timeline> {
  const timeline = await openTimeline(SMALL);
  await runTo(timeline, "pageFault");
  const fault = timeline.now;
  await timeline.act("cutLink");
  await timeline.advance(fault + ms(40));
  await timeline.act("healLink");
  await timeline.advance(ms(9000));
  await timeline.seek(fault);
  await timeline.act("crashSource");
  await timeline.advance(ms(3000));
  await timeline.wake(0);
  await timeline.seek(fault + ms(40));
  await timeline.act("cutLink");
  await timeline.advance(ms(3000));
  return timeline;
}

test("lanes that are kept as what was done come back as they were, at the same moment", async () => {
  const before = await threeLanes();
  await before.wake(0);
  await before.seek(ms(700));
  const kept: KeptLanes = JSON.parse(JSON.stringify(keptLanes(before.lanes, before.live.id, before.now)));
  expect(kept.lanes.map(({ actions }) => actions.length)).toEqual([2, 1, 1]);

  const after = await openTimeline(SMALL);
  await replayLanes(sessionOf(after), kept, before.now);
  const shapeOf = ({ lanes, live, now }: Timeline) => ({
    now,
    live: live.id,
    lanes: lanes.map(({ name, parted, actions, summary }) => ({ name, parted, actions, summary })),
  });
  expect(shapeOf(after)).toEqual(shapeOf(before));
  expect(after.simulation.run.trace.events).toEqual(before.simulation.run.trace.events);
  // A guest that ran on for seconds after its move does not do so again.
  expect(after.lanes[0]!.end).toBeLessThan(before.lanes[0]!.end);
});

test("one lane up to its moment is nothing but its actions", async () => {
  const timeline = await openTimeline(SMALL);
  await timeline.advance(ms(500));
  expect(keptLanes(timeline.lanes, 0, timeline.now)).toBeNull();
  await timeline.seek(ms(300));
  expect(keptLanes(timeline.lanes, 0, timeline.now)?.lanes).toHaveLength(1);
});

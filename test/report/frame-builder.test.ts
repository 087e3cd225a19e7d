import { expect, test } from "vitest";
import { fromMilliseconds } from "../../src/clock/tick.ts";
import { frameOf } from "../../src/report/frame-builder.ts";
import { openTimeline } from "../support/memory-timeline.ts";

test("a forecast is made once for a world, also where the run goes back in time, and anew for another one", async () => {
  const timeline = await openTimeline();
  const { run } = timeline.simulation;
  const prospectAt = async (milliseconds: number) => {
    await timeline.seek(fromMilliseconds(milliseconds));
    return (await frameOf(run, "memory")).prospect;
  };
  await timeline.advance(fromMilliseconds(600));
  const { conditions } = run.state;
  const before = await prospectAt(600);
  expect(before).not.toBeNull();
  expect(await prospectAt(150)).toBe(before);
  expect(run.state.conditions).not.toBe(conditions);
  await timeline.act({ kind: "slowLink", bandwidthMiBps: 1, latencyMs: 90 });
  const slow = (await frameOf(run, "memory")).prospect;
  expect(slow).not.toEqual(before);
});

import { expect, test } from "vitest";
import { fromMilliseconds } from "../../src/clock/tick.ts";
import { runToEnd } from "../../src/report/run-to-end.ts";
import { unmovedGuest } from "../../src/simulation/unmoved.ts";
import { openLab } from "../support/lab.ts";
import { SMALL } from "../support/small.ts";

const ms = fromMilliseconds;
const GUEST = {
  program: "canvas",
  ramMiB: 2,
  settings: { workingSetPages: 300, dirtyPagesPerSecond: 1000 },
  instructionsPerSecond: 20_000_000,
};
const CUT = { kind: "cutLink", at: { phase: "pageIn", afterMs: 30 } };
const SCENARIO = { ...SMALL, guest: GUEST, faults: [CUT], untilMs: 4000 };

test("the guest that never moved is where it would be, and shows what it would show", async () => {
  const [moved, still] = [await openLab(SCENARIO), await openLab({ ...SCENARIO, faults: [] }, false)];
  expect(await unmovedGuest(moved.run)).toBeNull();
  await moved.advance(ms(3000));
  await still.advance(ms(3000));
  const { retired } = still.run.known.source;
  expect(retired).toBeGreaterThan(0);
  let unmoved = await unmovedGuest(moved.run);
  while (unmoved!.cycle < unmoved!.wantedCycle) unmoved = await unmovedGuest(moved.run);
  expect(unmoved!.cycle).toBe(still.run.known.source.cycle);
  expect(unmoved!.wantedCycle - unmoved!.guestCycle).toBeGreaterThan(GUEST.instructionsPerSecond / 100);
  const { screen } = await still.run.hosts.source.view(true);
  expect(unmoved!.screen!.pixels).toEqual(screen!.pixels);
});

test("looking changes nothing in the run", async () => {
  const looked = await openLab(SCENARIO);
  for (let at = 300; at <= 2500; at += 100) {
    await looked.advance(ms(at));
    await unmovedGuest(looked.run);
  }
  await looked.run.invariants.forgetUnmoved();
  const report = await runToEnd(looked);
  expect(report).toMatchObject({ identical: true, invariants: [] });
  expect(report).toEqual(await runToEnd(await openLab(SCENARIO)));
});

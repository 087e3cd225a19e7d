import { expect, test } from "vitest";
import { MILLISECOND, SECOND } from "../../src/clock/tick.ts";
import { addi, assemble, ecall, jal, to } from "../support/assembler.ts";
import { countCalls } from "../support/host-calls.ts";
import { openTimeline } from "../support/memory-timeline.ts";

/** Waits for an interrupt that never comes. */
const WFI = 0x10500073;
const IDLE = assemble(
  "loop",
  WFI,
  to("loop", (offset) => jal(0, offset)),
);
const BUSY = assemble(
  "loop",
  addi("a0", "a0", 1),
  to("loop", (offset) => jal(0, offset)),
);

const scenarioOf = (instructionsPerSecond: number) => ({
  version: 1,
  guest: { image: "guest", ramMiB: 1, instructionsPerSecond },
  migration: { startMs: 10_000_000 },
});

const open = (program: Uint8Array, rate: number) =>
  openTimeline(scenarioOf(rate), {}, false, async () => program);

test("an idle guest costs no moments, and the way through its idling is short", async () => {
  const timeline = await open(IDLE, 1_000_000);
  await timeline.advance(1800 * SECOND);
  expect(timeline.live.moments).toHaveLength(1);
  const steps = countCalls(timeline.simulation.run.hosts.source);
  await timeline.seek(1700 * SECOND);
  expect(timeline.now).toBe(1700 * SECOND);
  expect(steps()).toBeLessThan(100);
});

test("a busy guest has a moment after every so much of its time, however long it is run at once", async () => {
  const timeline = await open(BUSY, 2000);
  await timeline.advance(20 * SECOND);
  const ticks = timeline.live.moments.map(({ tick }) => tick);
  const gaps = ticks.slice(1).map((tick, index) => tick - ticks[index]!);
  expect(ticks.length).toBeGreaterThan(150);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(120 * MILLISECOND);
});

/** Prints empty lines without end. */
const PRINTING = assemble(
  addi("a7", "zero", 1),
  "loop",
  addi("a0", "zero", "\n".charCodeAt(0)),
  ecall(),
  to("loop", (offset) => jal(0, offset)),
);

test("what a guest prints without end costs no more moments than what it computes", async () => {
  const [printing, busy] = [await open(PRINTING, 20_000), await open(BUSY, 20_000)];
  for (const timeline of [printing, busy]) await timeline.advance(2 * SECOND);
  expect(printing.simulation.run.trace.count).toBeGreaterThan(10_000);
  const [more, few] = [printing, busy].map(({ live }) => live.moments.length);
  expect(more! - few!).toBeLessThanOrEqual(2);
});

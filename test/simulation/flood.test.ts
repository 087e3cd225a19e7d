import { expect, test } from "vitest";
import { fromMilliseconds } from "../../src/clock/tick.ts";
import { frameOf } from "../../src/report/frame-builder.ts";
import { addi, assemble, ecall, jal, to } from "../support/assembler.ts";
import { openLab } from "../support/lab.ts";
import { openTimeline } from "../support/memory-timeline.ts";

/** Prints a letter after the other, and ends a line after each or never. */
function printer(withLines: boolean): Uint8Array {
  const letter = [addi("a0", 0, 120), addi("a7", 0, 1), ecall()];
  const end = withLines ? [addi("a0", 0, 10), ecall()] : [];
  return assemble(
    "loop",
    ...letter,
    ...end,
    to("loop", (offset) => jal(0, offset)),
  );
}

const SCENARIO = {
  version: 1,
  guest: { image: "printer", ramMiB: 1, instructionsPerSecond: 2_000_000 },
  migration: { startMs: 400_000 },
  untilMs: 2000,
};

for (const [name, withLines] of [
  ["lines", true],
  ["letters of one line", false],
] as const)
  test(`a guest that prints ${name} without end is the same however finely it is run`, async () => {
    const named = async () => printer(withLines);
    const whole = await openLab(SCENARIO, true, undefined, named);
    await whole.advance(fromMilliseconds(100));
    const cut = await openLab(SCENARIO, true, undefined, named);
    for (let at = 1; at <= 100; at += 0.7) await cut.advance(fromMilliseconds(Math.min(100, at)));
    await cut.advance(fromMilliseconds(100));
    expect(cut.run.trace.toNdjson()).toBe(whole.run.trace.toNdjson());
    expect(cut.run.console).toBe(whole.run.console);
    expect(whole.run.console.length).toBeGreaterThan(20_000);
  });

test("a guest that prints without end keeps a run's past within its bounds, and what is left out is counted", async () => {
  const budgetBytes = 8 * 2 ** 20;
  const options = { budgetBytes, mostEvents: 2000 };
  const timeline = await openTimeline(SCENARIO, options, false, async () => printer(true));
  timeline.simulation.run.state.console.most = 1000;
  await timeline.advance(fromMilliseconds(2000));
  const { trace, console } = timeline.simulation.run;
  expect(trace.count).toBeGreaterThan(100_000);
  expect(trace.events.length).toBeLessThanOrEqual(2000);
  expect(trace.leftOut + trace.events.length).toBe(trace.count);
  expect(console.length).toBeLessThan(2100);
  expect(console).toMatch(/^\[\d+ earlier letters are left out\]\n/);
  expect(timeline.bytes).toBeLessThanOrEqual(budgetBytes);
  await timeline.seek(fromMilliseconds(900));
  const back = await frameOf(timeline.simulation.run, "memory");
  const straight = await openTimeline(SCENARIO, options, false, async () => printer(true));
  straight.simulation.run.state.console.most = 1000;
  await straight.advance(fromMilliseconds(900));
  expect(back).toEqual(await frameOf(straight.simulation.run, "memory"));
});

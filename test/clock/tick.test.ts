import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bytesInTicks,
  cyclesInTicks,
  fromMebibytesPerSecond,
  fromMilliseconds,
  ticksOfBytes,
  ticksOfCycles,
  toMilliseconds,
} from "../../src/clock/tick.ts";

const amounts = fc.integer({ min: 0, max: 2 ** 40 });
const rates = fc.integer({ min: 1, max: 2 ** 34 });

describe("ticks", () => {
  it("are nanoseconds", () => {
    expect(fromMilliseconds(1.5)).toBe(1_500_000);
    expect(fromMilliseconds(0.0000001)).toBe(1);
    expect(toMilliseconds(1_500_000)).toBe(1.5);
    expect(ticksOfCycles(20, 20_000_000)).toBe(1000);
    expect(fromMebibytesPerSecond(4)).toBe(4 * 1024 * 1024);
    expect(fromMebibytesPerSecond(0)).toBe(1);
    expect(ticksOfBytes(4104, 4 * 1024 * 1024)).toBe(978_470);
  });

  it("round up so that the way back is exact", () => {
    fc.assert(
      fc.property(amounts, rates, (amount, rate) => {
        fc.pre(amount / rate < 2 ** 22);
        const ticks = ticksOfBytes(amount, rate);
        expect(ticksOfCycles(amount, rate)).toBe(ticks);
        // Rates above one per tick pass several bytes in the last tick.
        expect(bytesInTicks(ticks, rate)).toBeGreaterThanOrEqual(amount);
        expect(cyclesInTicks(ticks, rate)).toBe(bytesInTicks(ticks, rate));
        if (ticks > 0) expect(bytesInTicks(ticks - 1, rate)).toBeLessThan(amount);
      }),
    );
  });
});

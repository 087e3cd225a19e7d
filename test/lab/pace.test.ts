import { describe, expect, test } from "vitest";
import { MILLISECOND } from "../../src/clock/tick.ts";
import { automaticSpeed, describeSpeed, dueTicks, FASTEST, SLOWEST } from "../../src/lab/pace.ts";
import { frameWith, pagesWith } from "../support/frame.ts";

describe("what is due", () => {
  test("is the real time that passed, times the speed", () => {
    expect(dueTicks(0, 16, 1)).toBe(16 * MILLISECOND);
    expect(dueTicks(0, 16, 1 / 8)).toBe(2 * MILLISECOND);
  });

  test("grows by what could not be run, but never beyond 50 ms", () => {
    expect(dueTicks(20 * MILLISECOND, 10, 1)).toBe(30 * MILLISECOND);
    expect(dueTicks(900 * MILLISECOND, 10, 1)).toBe(60 * MILLISECOND);
  });

  test("does not grow in a gap: the tab was hidden, or the machine slept", () => {
    expect(dueTicks(0, 501, 1)).toBe(0);
    expect(dueTicks(7, -3, 1)).toBe(7);
    expect(dueTicks(0, 500, 1)).toBe(500 * MILLISECOND);
  });

  test("is a whole number of ticks at every speed", () => {
    for (const speed of [SLOWEST, 0.37, 1 / 3, FASTEST])
      expect(Number.isInteger(dueTicks(0, 16.6667, speed))).toBe(true);
  });
});

describe("the speed the lab chooses", () => {
  const report = { strategy: "quickResume" } as const;

  test("is that of life before the move, while memory is copied and after the end", () => {
    expect(automaticSpeed(frameWith())).toBe(1);
    const source = pagesWith(1024, "owed");
    expect(automaticSpeed(frameWith({ phase: "preCopy", source }))).toBe(1);
    expect(automaticSpeed(frameWith({ phase: "finish", ended: true }))).toBe(1);
  });

  test("slows down where a round ends, so that the stun is seen", () => {
    const source = pagesWith(1024, "present", { 5: "inFlightByLink" });
    expect(automaticSpeed(frameWith({ phase: "preCopy", source }))).toBeLessThan(1);
    expect(automaticSpeed(frameWith({ phase: "stun", report }))).toBeLessThanOrEqual(1 / 10);
  });

  test("leaves time to cut the link in page-in, and none to wait for the heartbeat", () => {
    const pageIn = automaticSpeed(frameWith({ phase: "pageIn" }));
    const unnoticed = automaticSpeed(frameWith({ phase: "pageIn", link: { whole: false } }));
    const mailbox = automaticSpeed(frameWith({ phase: "pageIn", link: { whole: false, declaredUp: false } }));
    expect(pageIn).toBeLessThan(mailbox);
    expect(mailbox).toBeLessThan(unnoticed);
  });
});

test("page-in is as slow as its cable is fast, within bounds", () => {
  const speedAt = (bandwidthMiBps: number) => {
    const frame = frameWith({ phase: "pageIn" });
    const { conditions } = frame;
    const link = { ...conditions.link, bandwidthMiBps };
    return automaticSpeed({ ...frame, conditions: { ...conditions, link } });
  };
  expect(speedAt(4)).toBe(1 / 8);
  expect(speedAt(64)).toBe(1 / 8);
  expect(speedAt(2)).toBe(1 / 4);
  expect(speedAt(3)).toBe(1 / 6);
  expect(speedAt(1)).toBe(1 / 4);
  expect(speedAt(0.01)).toBe(1 / 4);
});

test("a speed is written in few signs", () => {
  expect(describeSpeed(1)).toBe("1×");
  expect(describeSpeed(2.512)).toBe("2.5×");
  expect(describeSpeed(1 / 8)).toBe("1/8×");
  expect(describeSpeed(1 / 100)).toBe("1/100×");
});

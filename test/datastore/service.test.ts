import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MILLISECOND, ticksOfBytes } from "../../src/clock/tick.ts";
import { DatastoreService } from "../../src/datastore/service.ts";

/** 1000 bytes last a millisecond. */
const BANDWIDTH = 1_000_000 / 2 ** 20;
const open = () => new DatastoreService({ bandwidthMiBps: BANDWIDTH, latencyMs: 4 });
const at = (milliseconds: number) => milliseconds * MILLISECOND;

describe("DatastoreService", () => {
  it("answers after transfer and latency, and takes effect half way", () => {
    expect(open().issue(2000, at(10))).toEqual({ effectAt: at(13), answerAt: at(16) });
    expect(open().issue(0, 1)).toEqual({ effectAt: 1 + at(2), answerAt: 1 + at(4) });
  });

  it("transfers one operation after another and overlaps their latency", () => {
    const service = open();
    service.issue(2000, 0);
    expect(service.issue(2000, 0)).toEqual({ effectAt: at(4), answerAt: at(8) });
    expect(service.issue(1000, at(3))).toEqual({ effectAt: at(6), answerAt: at(9) });
    expect(service.issue(1000, at(20))).toEqual({ effectAt: at(22.5), answerAt: at(25) });
  });

  it("rounds the total of a busy period, not its parts", () => {
    const service = new DatastoreService({ bandwidthMiBps: 3 / 2 ** 20, latencyMs: 0 });
    const answers = [1, 1, 1].map((bytes) => service.issue(bytes, 0).answerAt);
    expect(answers).toEqual([333_333_334, 666_666_667, 1_000_000_000]);
  });

  it("never lets an effect overtake an earlier one, nor an answer its effect", () => {
    const service = open();
    service.slow({ latencyMs: 100 });
    expect(service.issue(0, 0)).toEqual({ effectAt: at(50), answerAt: at(100) });
    service.restore();
    expect(service.issue(0, at(1))).toEqual({ effectAt: at(50), answerAt: at(50) });
  });

  it("slows what is issued from now on, behind what is under way", () => {
    const service = open();
    service.issue(2000, 0);
    service.slow({ bandwidthMiBps: BANDWIDTH / 2 });
    expect(service.issue(1000, at(1)).answerAt).toBe(at(2 + 2 + 4));
    service.restore();
    expect(service.issue(1000, at(1)).answerAt).toBe(at(2 + 2 + 1 + 4));
  });

  it("comes back idle after a stop", () => {
    const service = open();
    service.issue(1_000_000, 0);
    service.stop();
    expect(service.reachable).toBe(false);
    service.heal(at(10));
    expect(service.reachable).toBe(true);
    expect(service.issue(0, at(10))).toEqual({ effectAt: at(12), answerAt: at(14) });
  });

  it("goes on from a copy of its state", () => {
    const service = open();
    service.issue(2000, 0);
    const restored = new DatastoreService(service.settings, structuredClone(service.state));
    expect(restored.issue(500, 1)).toEqual(service.issue(500, 1));
  });

  it("keeps its order and its bandwidth for any operations", () => {
    const operation = fc.record({ pause: fc.nat(at(3)), bytes: fc.nat(10_000) });
    fc.assert(
      fc.property(fc.array(operation, { minLength: 1 }), (operations) => {
        const service = open();
        let now = 0;
        let lastEffect = 0;
        let total = 0;
        for (const { pause, bytes } of operations) {
          now += pause;
          total += bytes;
          const { effectAt, answerAt } = service.issue(bytes, now);
          expect(effectAt).toBeGreaterThanOrEqual(Math.max(lastEffect, now + at(2)));
          expect(answerAt).toBeGreaterThanOrEqual(effectAt);
          expect(answerAt).toBeGreaterThanOrEqual(ticksOfBytes(total, 1_000_000) + at(4));
          lastEffect = effectAt;
        }
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MILLISECOND, ticksOfBytes } from "../../src/clock/tick.ts";
import { DatastoreService, type ServiceTimes } from "../../src/datastore/service.ts";

/** 1000 bytes last a millisecond. */
const BANDWIDTH = 1_000_000 / 2 ** 20;
const times = ({ effectAt, answerAt }: ServiceTimes) => ({ effectAt, answerAt });
const open = () => new DatastoreService({ bandwidthMiBps: BANDWIDTH, latencyMs: 4 });
const WAY = fc.constantFrom("read" as const, "write" as const);
const at = (milliseconds: number) => milliseconds * MILLISECOND;

describe("DatastoreService", () => {
  it("answers after transfer and latency, and takes effect half way", () => {
    expect(times(open().issue("write", 2000, at(10)))).toEqual({ effectAt: at(13), answerAt: at(16) });
    expect(times(open().issue("write", 0, 1))).toEqual({ effectAt: 1 + at(2), answerAt: 1 + at(4) });
  });

  it("transfers one operation after another and overlaps their latency", () => {
    const service = open();
    service.issue("write", 2000, 0);
    expect(times(service.issue("write", 2000, 0))).toEqual({ effectAt: at(4), answerAt: at(8) });
    expect(times(service.issue("write", 1000, at(3)))).toEqual({ effectAt: at(6), answerAt: at(9) });
    expect(times(service.issue("write", 1000, at(20)))).toEqual({ effectAt: at(22.5), answerAt: at(25) });
  });

  it("carries what is read beside what is written, each way at the bandwidth", () => {
    const service = open();
    service.issue("write", 8000, 0);
    expect(service.issue("read", 6000, 0).answerAt).toBe(at(6 + 4));
    expect(service.issue("write", 1000, 0).answerAt).toBe(at(9 + 4));
    const changed = service.slow({ bandwidthMiBps: BANDWIDTH / 2 }, at(2));
    expect(changed.map(({ answerAt }) => answerAt)).toEqual([at(2 + 12 + 4), at(2 + 8 + 4), at(2 + 14 + 4)]);
  });

  it("rounds the total of a busy period, not its parts", () => {
    const service = new DatastoreService({ bandwidthMiBps: 3 / 2 ** 20, latencyMs: 0 });
    const answers = [1, 1, 1].map((bytes) => service.issue("write", bytes, 0).answerAt);
    expect(answers).toEqual([333_333_334, 666_666_667, 1_000_000_000]);
  });

  it("never lets an effect overtake an earlier one, nor an answer its effect", () => {
    const service = open();
    service.slow({ latencyMs: 100 }, 0);
    expect(times(service.issue("write", 0, 0))).toEqual({ effectAt: at(50), answerAt: at(100) });
    service.restore(at(60));
    expect(service.state.queue.map(times)).toEqual([{ effectAt: at(50), answerAt: at(60) }]);
    expect(times(service.issue("write", 0, at(60)))).toEqual({ effectAt: at(62), answerAt: at(64) });
  });

  it("goes on at the new speed with what is in its queue: what has passed has passed", () => {
    const service = open();
    const half = service.issue("write", 2000, 0);
    const behind = service.issue("write", 1000, 0);
    const changed = service.slow({ bandwidthMiBps: BANDWIDTH / 2 }, at(1));
    expect(changed.map(({ number }) => number)).toEqual([half.number, behind.number]);
    expect(changed.map(times)).toEqual([
      { effectAt: at(3.5), answerAt: at(1 + 2 + 4) },
      { effectAt: at(4.5), answerAt: at(1 + 2 + 2 + 4) },
    ]);
    expect(service.restore(at(3)).map(times)).toEqual([{ effectAt: at(4), answerAt: at(8) }]);
  });

  it("answers at once what had passed, when the latency that it waits for is gone", () => {
    const service = open();
    service.slow({ latencyMs: 10_000 }, 0);
    service.issue("write", 1000, 0);
    expect(service.slow({ latencyMs: 4 }, at(3)).map(times)).toEqual([{ effectAt: at(3), answerAt: at(5) }]);
    service.slow({ latencyMs: 10_000 }, at(3));
    expect(service.slow({ latencyMs: 4 }, at(900)).map(times)).toEqual([
      { effectAt: at(3), answerAt: at(900) },
    ]);
  });

  it("comes back idle after a stop", () => {
    const service = open();
    service.issue("write", 1_000_000, 0);
    service.stop(0);
    expect(service.reachable).toBe(false);
    service.heal(at(10));
    expect(service.reachable).toBe(true);
    expect(times(service.issue("write", 0, at(10)))).toEqual({ effectAt: at(12), answerAt: at(14) });
  });

  it("goes on from a copy of its state", () => {
    const service = open();
    service.issue("write", 2000, 0);
    const restored = new DatastoreService(service.settings, structuredClone(service.state));
    expect(restored.issue("write", 500, 1)).toEqual(service.issue("write", 500, 1));
  });

  it("keeps its order and its bandwidth for any operations", () => {
    const operation = fc.record({ way: WAY, pause: fc.nat(at(3)), bytes: fc.nat(10_000) });
    fc.assert(
      fc.property(fc.array(operation, { minLength: 1 }), (operations) => {
        const service = open();
        let now = 0;
        let lastEffect = 0;
        const total = { read: 0, write: 0 };
        for (const { way, pause, bytes } of operations) {
          now += pause;
          total[way] += bytes;
          const { effectAt, answerAt } = service.issue(way, bytes, now);
          expect(effectAt).toBeGreaterThanOrEqual(Math.max(lastEffect, now + at(2)));
          expect(answerAt).toBeGreaterThanOrEqual(effectAt);
          expect(answerAt).toBeGreaterThanOrEqual(ticksOfBytes(total[way], 1_000_000) + at(4));
          lastEffect = effectAt;
        }
      }),
    );
  });

  it("is done with its bytes as if it had always had the speeds that it had, whenever they change", () => {
    const step = fc.record({
      way: WAY,
      pause: fc.nat(at(20)),
      bytes: fc.nat(20_000),
      speed: fc.option(fc.constantFrom(BANDWIDTH / 7, BANDWIDTH, 3 * BANDWIDTH)),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1 }), (steps) => {
        const service = open();
        let now = 0;
        for (const { way, pause, bytes, speed } of steps) {
          now += pause;
          const answered = service.state.queue.filter(({ answerAt }) => answerAt <= now);
          service.issue(way, bytes, now);
          const changed = speed === null ? [] : service.slow({ bandwidthMiBps: speed }, now);
          for (const ticket of changed) expect(answered).not.toContainEqual(ticket);
          let last = 0;
          for (const { effectAt, answerAt, issuedAt } of service.state.queue) {
            expect(effectAt).toBeGreaterThanOrEqual(Math.max(last, issuedAt));
            expect(answerAt).toBeGreaterThanOrEqual(effectAt);
            last = effectAt;
          }
        }
        service.slow({ bandwidthMiBps: 1e6, latencyMs: 0 }, now);
        for (const { answerAt } of service.state.queue) expect(answerAt).toBeLessThanOrEqual(now + at(1));
      }),
    );
  });
});

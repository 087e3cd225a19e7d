import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Random } from "../../src/clock/random.ts";

const draw = (random: Random, count: number) => Array.from({ length: count }, () => random.next());

describe("Random", () => {
  it("is xoshiro128**: the state 1, 2, 3, 4 gives the reference program's numbers", () => {
    const random = new Random({ origin: [1, 2, 3, 4], words: [1, 2, 3, 4] });
    expect(draw(random, 6)).toEqual([11520, 0, 5927040, 70819200, 2031721883, 1637235492]);
  });

  it("gives a seed the same numbers for ever", () => {
    expect(draw(Random.seeded(1), 3)).toEqual(draw(Random.seeded(1), 3));
    expect(draw(Random.seeded(1), 3)).not.toEqual(draw(Random.seeded(2), 3));
    expect(draw(Random.seeded(1), 3)).not.toEqual(draw(Random.seeded(1 + 2 ** 32), 3));
    expect(draw(Random.seeded(1), 3)).toMatchInlineSnapshot(`
      [
        187311638,
        2462594312,
        1574377546,
      ]
    `);
  });

  it("goes on from a copy of its state", () => {
    const random = Random.seeded(7);
    draw(random, 5);
    const restored = new Random(structuredClone(random.state));
    const cloned = random.clone();
    const expected = draw(random, 4);
    expect(draw(restored, 4)).toEqual(expected);
    expect(draw(cloned, 4)).toEqual(expected);
  });

  it("forks streams that do not depend on what was drawn, and that differ by name", () => {
    const fresh = Random.seeded(3);
    const used = Random.seeded(3);
    draw(used, 10);
    expect(draw(used.fork("loss"), 4)).toEqual(draw(fresh.fork("loss"), 4));
    expect(draw(fresh.fork("loss"), 4)).not.toEqual(draw(fresh.fork("jitter"), 4));
    expect(draw(fresh.fork("a").fork("b"), 4)).not.toEqual(draw(fresh.fork("ab"), 4));
  });

  it("draws below any limit", () => {
    const limits = fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 2 ** 53 - 1 }));
    fc.assert(
      fc.property(fc.nat(), limits, (seed, limit) => {
        const drawn = Random.seeded(seed).below(limit);
        expect(Number.isSafeInteger(drawn) && drawn >= 0 && drawn < limit).toBe(true);
      }),
    );
    expect(() => Random.seeded(1).below(0)).toThrow(RangeError);
  });

  it("draws evenly", () => {
    const random = Random.seeded(11);
    const counts = [0, 0, 0, 0, 0, 0];
    for (let index = 0; index < 60_000; index++) counts[random.below(6)]! += 1;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });

  it("keeps its promises at the ends of chance and near a given one", () => {
    const random = Random.seeded(5);
    let hits = 0;
    for (let index = 0; index < 10_000; index++) {
      expect(random.chance(0)).toBe(false);
      expect(random.chance(1)).toBe(true);
      if (random.chance(0.25)) hits++;
    }
    expect(Math.abs(hits - 2500)).toBeLessThan(150);
  });

  it("refuses what is no seed", () => {
    expect(() => Random.seeded(-1)).toThrow(RangeError);
    expect(() => Random.seeded(0.5)).toThrow(RangeError);
  });
});

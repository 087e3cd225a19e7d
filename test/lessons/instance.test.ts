import { describe, expect, it } from "vitest";
import { challenged, drawnChanges, instanceOf } from "../../src/lessons/instance.ts";
import type { LessonData } from "../../src/lessons/lesson.ts";
import { BadScenarioError } from "../../src/scenario/bad-scenario.ts";
import { readExample, readScenario } from "./example.ts";

const CUT = [{ kind: "cutLink", at: { phase: "pageIn", afterMs: 250 } }];

async function dataWith(more: Partial<LessonData>): Promise<LessonData> {
  return { ...(await readExample()).data, ...more };
}
const always = () => true;

describe("another one like this", () => {
  it("has the same conditions for the same number, and others for another", async () => {
    const data = await dataWith({ draw: { "link.latencyMs": { from: 1, to: 90, step: 1 } } });
    expect(drawnChanges(data, 7, always)).toEqual(drawnChanges(data, 7, always));
    const drawn = [1, 2, 3, 4, 5, 6].map((number) => drawnChanges(data, number, always));
    expect(new Set(drawn.map(({ seed }) => seed)).size).toBe(6);
    expect(new Set(drawn.map((changes) => changes["link.latencyMs"])).size).toBeGreaterThan(3);
  });

  it("draws steps of a range with both its ends, and one of some values", async () => {
    const data = await dataWith({
      draw: {
        "link.bandwidthMiBps": { from: 0.1, to: 0.4, step: 0.1 },
        "migration.strategy": { of: ["preCopy", "postCopy"] },
      },
    });
    const drawn = Array.from({ length: 100 }, (_, number) => drawnChanges(data, number, always));
    expect([...new Set(drawn.map((each) => each["link.bandwidthMiBps"]))].sort()).toEqual([
      0.1, 0.2, 0.3, 0.4,
    ]);
    expect([...new Set(drawn.map((each) => each["migration.strategy"]))].sort()).toEqual([
      "postCopy",
      "preCopy",
    ]);
  });

  it("is drawn again until it is worth asking, and told where it never is", async () => {
    const data = await dataWith({ draw: { "link.latencyMs": { from: 1, to: 10, step: 1 } } });
    const isWorth = (changes: Readonly<Record<string, unknown>>) => changes["link.latencyMs"] === 5;
    for (let number = 1; number <= 20; number++)
      expect(drawnChanges(data, number, isWorth)["link.latencyMs"]).toBe(5);
    expect(() => drawnChanges(data, 1, () => false)).toThrow("draw and keep do not fit each other");
  });
});

describe("the runs of a lesson", () => {
  it("begin with what is set, then with what is drawn, and the others with what they alone have", async () => {
    const base = await readScenario("quick-resume");
    const data = await dataWith({ others: { slow: { "link.bandwidthMiBps": 0.5 } } });
    const { main, others } = instanceOf(data, base, { "link.bandwidthMiBps": 3, "link.latencyMs": 7 });
    expect(main.guest.ramMiB).toBe(1);
    expect(main.link).toMatchObject({ bandwidthMiBps: 3, latencyMs: 7 });
    expect(others.slow!.link).toMatchObject({ bandwidthMiBps: 0.5, latencyMs: 7 });
    expect(base.guest.ramMiB).toBe(4);
  });

  it("may have faults, whose moment is drawn, and leave the list from which it came as it is", async () => {
    const base = await readScenario("quick-resume");
    const data = await dataWith({ set: { faults: CUT } });
    const { main } = instanceOf(data, base, { "faults.0.at.afterMs": 99 });
    expect(main.faults).toEqual([{ kind: "cutLink", at: { phase: "pageIn", afterMs: 99 } }]);
    expect(instanceOf(data, base).main.faults).toEqual(CUT);
    expect(() => instanceOf(data, base, { "faults.0.at.afterMs": -1 })).toThrow(BadScenarioError);
    expect(() => instanceOf(data, base, { "faults.3.at.afterMs": 1 })).toThrow(BadScenarioError);
  });

  it("are measured in a challenge by those that were beside it before, under what was drawn", async () => {
    const base = await readScenario("quick-resume");
    const data = await dataWith({ others: { before: {} } });
    const instance = instanceOf(data, base, { "link.latencyMs": 7, untilMs: 4000 });
    const { main, others } = challenged(instance, { "link.bandwidthMiBps": 8 });
    expect(main.link).toMatchObject({ bandwidthMiBps: 8, latencyMs: 7 });
    expect(main.untilMs).toBe(4000);
    expect(others.before!.link).toMatchObject({ bandwidthMiBps: 1, latencyMs: 7 });
  });
});

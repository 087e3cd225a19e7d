import { describe, expect, it } from "vitest";
import { parseScenario } from "../../../src/scenario/scenario.ts";
import { randomScenario } from "../../../tools/fuzz/scenario/random-scenario.ts";
import type { ScenarioData } from "../../../tools/fuzz/scenario/scenario-data.ts";
import { shortenings } from "../../../tools/fuzz/shortenings.ts";
import { shrink } from "../../../tools/fuzz/shrink.ts";

const cuts = (data: ScenarioData) => (data.faults ?? []).filter(({ kind }) => kind === "cutLink");

/** A random scenario with a cut among at least three faults. */
const begin = Array.from({ length: 500 }, (_, seed) => randomScenario(seed)).find(
  (data) => cuts(data).length > 0 && data.faults!.length > 2,
)!;

describe("shrinking", () => {
  it("leaves nothing but what the failure needs", async () => {
    const needsCutAndOrder = async (data: ScenarioData) =>
      cuts(data).length > 0 && data.migration?.pageOrder === begin.migration?.pageOrder;
    const shrunk = await shrink(begin, needsCutAndOrder, 1000);
    expect(shrunk).toMatchObject({
      version: 1,
      guest: { program: "dirty", ramMiB: 1, instructionsPerSecond: 1_000_000 },
      migration: { pageOrder: begin.migration?.pageOrder },
      untilMs: 100,
    });
    expect(shrunk.faults).toHaveLength(1);
    for (const section of ["link", "datastore", "file", "seed"]) expect(shrunk).not.toHaveProperty(section);
    expect(Object.keys(shrunk.migration!)).toEqual(["pageOrder"]);
  });

  it("keeps what must be as large as it is", async () => {
    const needsTime = async (data: ScenarioData) => (data.untilMs ?? 60_000) > 700;
    expect((await shrink(begin, needsTime, 1000)).untilMs).toBeLessThanOrEqual(760);
  });

  it("keeps a scenario that nothing simpler fails like, and stops after its trials", async () => {
    expect(await shrink(begin, async () => false)).toBe(begin);
    let trials = 0;
    await shrink(
      begin,
      async () => {
        trials++;
        return trials % 5 === 0;
      },
      23,
    );
    expect(trials).toBe(23);
  });

  it("tries scenarios only, each different from what it began with", () => {
    for (const shorter of shortenings(begin)) {
      expect(() => parseScenario(shorter)).not.toThrow();
      expect(shorter).not.toEqual(begin);
    }
  });
});

import { expect, it } from "vitest";
import { Random } from "../../../../src/clock/random.ts";
import { parseScenario } from "../../../../src/scenario/scenario.ts";
import { afford, MIGRATION_STEPS, migrationSteps } from "../../../../tools/fuzz/scenario/afford.ts";
import { Draw } from "../../../../tools/fuzz/scenario/draw.ts";
import { randomScenario, randomScenarioOf } from "../../../../tools/fuzz/scenario/random-scenario.ts";

const seeds = Array.from({ length: 1000 }, (_, index) => index);

it("draws scenarios that are cheap enough to be run by the thousand", () => {
  const dear = seeds.filter((seed) => migrationSteps(randomScenario(seed)) > 2 * MIGRATION_STEPS);
  // A single knob at its limit may make a migration dear that nothing else can make cheap.
  expect(dear.length).toBeLessThan(seeds.length / 100);
});

it("draws what users have where the seed is an ordinary one", () => {
  const ordinary = seeds.map(randomScenarioOf).filter(({ className }) => className === "ordinary");
  for (const { data } of ordinary) {
    const scenario = parseScenario(data);
    expect(scenario.guest.ramMiB).toBeLessThanOrEqual(4);
    expect(scenario.untilMs).toBeLessThanOrEqual(5000 * (1 + scenario.again.length));
    expect(scenario.faults.length).toBeLessThanOrEqual(6);
  }
});

it("draws the same for the same seed, and something else for others", () => {
  expect(randomScenario(7)).toEqual(randomScenario(7));
  const different = new Set(seeds.map((seed) => JSON.stringify({ ...randomScenario(seed), seed: 0 })));
  expect(different.size).toBe(seeds.length);
});

it("lets no host wait for a dead one in a run that must be long", () => {
  const faults = [{ kind: "crashDestination", at: { ms: 0 } }];
  const afforded = (untilMs: number) =>
    afford(new Draw(Random.seeded(1)), { version: 1, untilMs, faults }, ["untilMs"]);
  expect(afforded(86_400_000)).toMatchObject({ untilMs: 86_400_000, faults: [] });
  expect(afforded(4000)).toMatchObject({ untilMs: 4000, faults });
});

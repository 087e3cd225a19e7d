import { expect, it } from "vitest";
import { randomScenario } from "../../src/fuzz/random-scenario.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";

const seeds = Array.from({ length: 2000 }, (_, index) => index);

it("draws scenarios that the lab carries out, small and short enough to be run by the thousand", () => {
  for (const seed of seeds) {
    const scenario = parseScenario(randomScenario(seed));
    expect(scenario.guest.ramMiB).toBeLessThanOrEqual(4);
    expect(scenario.untilMs).toBeLessThanOrEqual(5000);
    expect(scenario.faults.length).toBeLessThanOrEqual(6);
  }
});

it("draws the same for the same seed, and something else for others", () => {
  expect(randomScenario(7)).toEqual(randomScenario(7));
  expect(new Set(seeds.map((seed) => JSON.stringify({ ...randomScenario(seed), seed: 0 }))).size).toBe(2000);
});

it("draws every strategy and every kind of fault that there is", () => {
  const scenarios = seeds.map(randomScenario);
  const strategies = new Set(scenarios.map(({ migration }) => migration?.strategy));
  const kinds = new Set(scenarios.flatMap(({ faults = [] }) => faults.map(({ kind }) => kind)));
  expect(strategies.size).toBe(6);
  expect(kinds.size).toBe(9);
});

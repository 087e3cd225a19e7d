import { describe, expect, it } from "vitest";
import { PROGRAMS } from "../../../../src/guests/programs.ts";
import { PHASES } from "../../../../src/migration/output.ts";
import { FAULT_KINDS } from "../../../../src/scenario/fault.ts";
import type { Knob } from "../../../../src/scenario/knobs.ts";
import { KNOBS, parseScenario } from "../../../../src/scenario/scenario.ts";
import { FILE_KNOBS } from "../../../../tools/fuzz/scenario/knob-values.ts";
import { randomScenarioOf } from "../../../../tools/fuzz/scenario/random-scenario.ts";
import type { FaultData, Fields, ScenarioData } from "../../../../tools/fuzz/scenario/scenario-data.ts";

const SEEDS = 8000;
const PAGES_OF_A_MEBIBYTE = 256;

const drawn = Array.from({ length: SEEDS }, (_, seed) => randomScenarioOf(seed));
const scenarios = drawn.map(({ data }) => data);

/** All values that a knob has in a scenario. */
function valuesAt(data: ScenarioData, path: string): unknown[] {
  const [first, second, third, last] = path.split(".");
  if (first === "faults") {
    const faults = data.faults ?? [];
    if (second !== "at") return faults.filter(({ kind }) => kind === second).map((fault) => fault[third!]);
    return faults
      .map(({ at }) => at as unknown as Fields)
      .flatMap((at) => (isKind(at, third!) ? [at[last!]] : []));
  }
  if (first === "again") return (data.again ?? []).map((entry) => entry[second!]);
  if (second === "input") return ((data.guest?.input ?? []) as Fields[]).map((input) => input[third!]);
  if (second === undefined) return [(data as unknown as Fields)[first!]];
  return [(data as unknown as Record<string, Fields>)[first!]?.[second]];
}

function isKind(at: Fields, kind: string): boolean {
  return kind === "phase" || kind === "round" ? kind in at : "ms" in at;
}

/** The values of a knob over all seeds, those left out not counted. */
function allValues(path: string): unknown[] {
  return scenarios.flatMap((data) => valuesAt(data, path)).filter((value) => value !== undefined);
}

function checkNumbers(
  values: readonly unknown[],
  { min, max, step }: Knob["limits"] & { kind: "number" },
): void {
  const numbers = values.filter((value) => typeof value === "number");
  expect(numbers, "the least value is drawn").toContain(min);
  expect(numbers, "the largest value is drawn").toContain(max);
  // Between the limits each power of ten comes up, so that no part of a knob's range is out of reach.
  const least = min > 0 ? min : (step ?? 0.01);
  for (let from = least; from < max; from *= 100)
    expect(
      numbers.some((value) => value >= from && value <= Math.min(max, from * 100)),
      `a value from ${from} is drawn`,
    ).toBe(true);
}

describe("every knob of the schema", () => {
  for (const { path, limits, isNullable } of KNOBS.filter(({ path }) => !FILE_KNOBS.includes(path)))
    it(`is drawn over all that it allows: ${path}`, () => {
      const values = allValues(path);
      if (isNullable) expect(values).toContain(null);
      if (limits.kind === "number") checkNumbers(values, limits);
      else if (limits.kind === "word") expect(new Set(values)).toEqual(new Set(limits.words));
      else {
        const lengths = values.map((value) => String(value).length);
        expect(lengths).toContain(0);
        expect(lengths).toContain(limits.max);
      }
    });

  it("is known to the walk: as many as the schema has", () => {
    const full = parseScenario({ version: 1 }) as unknown as Record<string, Fields>;
    const fields = Object.entries(full).flatMap(([name, section]) =>
      typeof section === "object" && !Array.isArray(section)
        ? Object.keys(section).map((field) => `${name}.${field}`)
        : [name],
    );
    const known = KNOBS.map(({ path }) => path);
    const apart = ["version", "guest.settings", "guest.input", "again", "faults"];
    for (const field of fields.filter((each) => !apart.includes(each))) expect(known).toContain(field);
  });
});

describe("every setting of a guest program", () => {
  for (const program of Object.values(PROGRAMS))
    for (const setting of program.settings)
      it(`is drawn over all that it allows: ${program.name}, ${setting.name}`, () => {
        const guests = scenarios
          .map(({ guest = {} }) => guest)
          .filter((guest) => guest.program === program.name);
        const values = guests.map((guest) => (guest.settings as Fields)?.[setting.name]);
        if (setting.kind === "choice")
          return expect(values).toEqual(expect.arrayContaining([...setting.choices]));
        expect(values).toContain(setting.min);
        const isLargest = guests.some((guest) => {
          const settings = (guest.settings ?? {}) as Record<string, number>;
          const ramPages = Number(guest.ramMiB) * PAGES_OF_A_MEBIBYTE;
          const words = program.settings.map(({ name }) => settings[name] ?? 0);
          return settings[setting.name] === setting.max(ramPages, words);
        });
        expect(isLargest).toBe(true);
      });
});

describe("the schedules of faults", () => {
  const faultsOf = ({ faults = [] }: ScenarioData): readonly FaultData[] => faults;

  it("cut and heal a link dozens of times", () => {
    const cuts = scenarios.map((data) => faultsOf(data).filter(({ kind }) => kind === "cutLink").length);
    expect(Math.max(...cuts)).toBeGreaterThanOrEqual(18);
    expect(cuts.filter((count) => count >= 6).length).toBeGreaterThan(SEEDS / 100);
  });

  it("bring many at one tick", () => {
    const together = scenarios.map((data) => {
      const moments = faultsOf(data).map(({ at }) => JSON.stringify(at));
      return Math.max(0, ...moments.map((moment) => moments.filter((each) => each === moment).length));
    });
    expect(together.filter((count) => count >= 8).length).toBeGreaterThan(SEEDS / 200);
  });

  it("bring every kind in every phase and in rounds", () => {
    const kinds = new Set<string>();
    for (const { kind, at } of scenarios.flatMap(faultsOf))
      kinds.add(`${kind} ${"phase" in at ? at.phase : "round" in at ? "a round" : "by time"}`);
    expect(kinds.size).toBe(FAULT_KINDS.length * (PHASES.length + 2));
  });
});

describe("the classes of seeds", () => {
  it("are all drawn, by what the seed alone decides", () => {
    const classes = new Map<string, number>();
    for (const { className } of drawn) classes.set(className, (classes.get(className) ?? 0) + 1);
    expect([...classes.keys()].sort()).toEqual([
      "all at once",
      "all knobs",
      "everywhere",
      "flapping",
      "nearly equal",
      "one knob",
      "ordinary",
    ]);
    for (const count of classes.values()) expect(count).toBeGreaterThan(SEEDS / 50);
    expect(randomScenarioOf(17)).toEqual(randomScenarioOf(17));
  });

  it("draw scenarios that the lab carries out", () => {
    for (const data of scenarios) expect(() => parseScenario(data)).not.toThrow();
  });
});

import { describe, expect, it } from "vitest";
import { PROGRAMS } from "../../../src/guests/programs.ts";
import { allowedAt } from "../../../src/scenario/fields/limits.ts";
import { FIELDS, fieldAt } from "../../../src/scenario/fields/table.ts";
import { allowedWords } from "../../../src/scenario/fields/text.ts";
import { KNOBS, parseScenario, type Scenario } from "../../../src/scenario/scenario.ts";

/** Faults are deeds, which are done and not set. */
const KNOB_PATHS = KNOBS.map(({ path }) => path).filter((path) => !path.startsWith("faults."));

/** Every setting of every guest, with a scenario in which that guest runs in so much memory. */
function settingsIn(ramMiB: number): { path: string; scenario: Scenario }[] {
  return Object.values(PROGRAMS).flatMap(({ name, settings }) =>
    settings.map((setting) => ({
      path: `guest.settings.${setting.name}`,
      scenario: parseScenario({ version: 1, guest: { program: name, ramMiB } }),
    })),
  );
}

const everywhere = [
  ...KNOB_PATHS.map((path) => ({ path, scenario: parseScenario({ version: 1 }) })),
  ...[1, 4, 64, 1024].flatMap(settingsIn),
];

describe("the table of fields", () => {
  it("has every field of the schema and every setting of the guests", () => {
    const paths = [...KNOB_PATHS, ...settingsIn(4).map(({ path }) => path)];
    for (const path of paths) expect(fieldAt(path), path).toBeDefined();
  });

  it("has no field that the schema does not have", () => {
    const known = new Set(everywhere.map(({ path }) => path));
    // Fields of lists are knobs only where the schema tells of what is in the list.
    const isKnown = (path: string) => known.has(path) || /^(again|guest\.input)\./.test(path);
    expect(FIELDS.filter(({ path }) => !isKnown(path))).toEqual([]);
  });

  it("calls no two fields the same, and says in a sentence what each does", () => {
    const labels = FIELDS.map(({ label }) => label);
    expect(labels).toEqual([...new Set(labels)]);
    for (const { label, sentence } of FIELDS) expect(sentence, label).toMatch(/^[A-Z].{19,110}[.]$/);
  });

  it("keeps every interesting range within the limits", () => {
    for (const { path, scenario } of everywhere) {
      const { slider } = fieldAt(path);
      const { limits, standard } = allowedAt(path, scenario)!;
      expect(slider === null, path).toBe(limits.kind !== "number");
      if (!slider || limits.kind !== "number") continue;
      expect(slider.from, path).toBeGreaterThanOrEqual(limits.min);
      if (slider.to === null) expect(limits.max, path).toBeGreaterThan(slider.from);
      // What another field decides on ends where that says; the page ends the track there too.
      else if (!path.startsWith("guest.settings.")) expect(slider.to, path).toBeLessThanOrEqual(limits.max);
      if (typeof standard === "number") expect(standard, path).toBeGreaterThanOrEqual(limits.min);
    }
  });

  it("has a word for every word that is allowed, and says what is allowed of all", () => {
    for (const { path, scenario } of everywhere) {
      const field = fieldAt(path);
      const allowed = allowedAt(path, scenario)!;
      expect(allowedWords(field, allowed), path).not.toMatch(/undefined|NaN|\b(?!vSphere)[a-z]+[A-Z]/);
      if (allowed.limits.kind !== "word" || !field.words) continue;
      expect(Object.keys(field.words).sort(), path).toEqual(allowed.limits.words.map(String).sort());
    }
  });

  it("has for a field that may be left out a word for nothing", () => {
    const mayBeEmpty = KNOBS.filter(
      ({ path, isNullable }) =>
        KNOB_PATHS.includes(path) &&
        !/^(guest\.input|again)\./.test(path) &&
        (isNullable || allowedAt(path, parseScenario({ version: 1 }))?.standard === undefined),
    ).map(({ path }) => path);
    expect(mayBeEmpty).toContain("migration.afterRounds");
    for (const path of mayBeEmpty) expect(fieldAt(path).empty, path).toBeTruthy();
  });
});

import { describe, expect, it } from "vitest";
import { BadScenarioError } from "../../../src/scenario/bad-scenario.ts";
import { changed, checkedScenario } from "../../../src/scenario/fields/change.ts";
import { allowedAt, heldAt } from "../../../src/scenario/fields/limits.ts";
import { fieldAt } from "../../../src/scenario/fields/table.ts";
import { readText, textOf, wordsFor } from "../../../src/scenario/fields/text.ts";
import { differencesOf, valueAt } from "../../../src/scenario/fields/values.ts";
import { KNOBS, parseScenario, type Scenario } from "../../../src/scenario/scenario.ts";

const BEGUN = parseScenario({
  version: 1,
  guest: { program: "canvas", ramMiB: 4, settings: { workingSetPages: 680, dirtyPagesPerSecond: 920 } },
});
const read = (path: string, text: string, scenario: Scenario = BEGUN) =>
  readText(fieldAt(path), allowedAt(path, scenario)!, text);

describe("a change of one field", () => {
  it("leaves all others as they are", () => {
    const next = changed(BEGUN, "link.bandwidthMiBps", 2);
    expect(differencesOf(BEGUN, next)).toEqual(["link.bandwidthMiBps"]);
    expect(BEGUN.link.bandwidthMiBps).toBe(32);
  });

  it("brings a working set into a smaller memory", () => {
    const next = changed(BEGUN, "guest.ramMiB", 1);
    expect(next.guest.settings).toEqual({ workingSetPages: 204, dirtyPagesPerSecond: 920 });
  });

  it("leaves out what another guest does not have", () => {
    expect(changed(BEGUN, "guest.program", "dirty").guest.settings).toEqual(BEGUN.guest.settings);
    expect(changed(BEGUN, "guest.program", "keyvalue").guest.settings).toEqual({});
    const own = changed(BEGUN, "guest.kernel", "linux/Image");
    expect(own.guest).toMatchObject({ kernel: "linux/Image", settings: {} });
    expect(own.guest.program).toBeUndefined();
    const initrd = changed(own, "guest.initrd", "linux/initrd");
    expect(changed(initrd, "guest.program", "dirty").guest.initrd).toBeUndefined();
  });

  it("throws for what is not allowed, also of settings", () => {
    for (const [path, value] of [
      ["link.bandwidthMiBps", 0],
      ["guest.settings.workingSetPages", 5000],
      ["guest.initrd", "alone"],
      ["guest.program", "nap"],
    ] as const)
      expect(() => changed(BEGUN, path, value), path).toThrow(BadScenarioError);
    expect(() =>
      checkedScenario({ version: 1, guest: { program: "dirty", settings: { speed: 1 } } }),
    ).toThrow(/settings\.speed/);
  });

  it("is possible for every field, to both of its limits", () => {
    for (const { path, limits } of KNOBS.filter(({ path }) => !/^(faults|again|guest\.input)\./.test(path))) {
      const values =
        limits.kind === "number" ? [limits.min, limits.max] : limits.kind === "word" ? limits.words : ["a"];
      const from = path === "guest.initrd" ? changed(BEGUN, "guest.kernel", "k") : BEGUN;
      for (const value of values) expect(valueAt(changed(from, path, value), path)).toBe(value);
    }
  });
});

describe("what is written in a field", () => {
  it("is read in the field's own measure", () => {
    expect(read("link.loss", "12.5")).toEqual({ value: 0.125 });
    expect(read("link.loss", "7")).toEqual({ value: 0.07 });
    expect(read("guest.settings.workingSetPages", " 972 ")).toEqual({ value: 972 });
    expect(read("guest.instructionsPerSecond", "1,000,000")).toEqual({ value: 1_000_000 });
    expect(read("migration.afterRounds", "")).toEqual({ value: null });
    expect(read("link.backBandwidthMiBps", "")).toEqual({ value: undefined });
    expect(read("link.urgentChannel", "false")).toEqual({ value: false });
  });

  it("is told in words where it is not allowed", () => {
    const why = (path: string, text: string) => (read(path, text) as { why: string }).why;
    expect(why("link.bandwidthMiBps", "fast")).toBe(
      "“fast” cannot be: allowed is a number from 0.001 to 1,000,000 MiB/s.",
    );
    expect(why("link.loss", "91")).toContain("from 0 to 90 %");
    expect(why("guest.settings.workingSetPages", "1009")).toContain("from 1 to 972");
    expect(why("guest.ramMiB", "2.5")).toContain("a whole number from 1 to 1,024 MiB");
    expect(why("file.chunkKiB", "5")).toContain("a multiple of 4 from 4 to 2,048 KiB");
    expect(why("link.bandwidthMiBps", "")).toContain("Nothing is no value");
    for (const text of ["1e999", "0x10", "1,00", "--1", "NaN", "Infinity", "1 2"])
      expect(why("link.bandwidthMiBps", text), text).toContain("allowed is");
  });

  it("is written as it is read", () => {
    for (const value of [0.07, 0.29, 0.9, 0.005]) {
      const text = textOf(fieldAt("link.loss"), value);
      expect(text.length).toBeLessThan(5);
      expect(read("link.loss", text)).toEqual({ value });
    }
    expect(wordsFor(fieldAt("guest.ramMiB"), 1024)).toBe("1,024 MiB");
    expect(wordsFor(fieldAt("link.loss"), 0.07)).toBe("7 %");
    expect(wordsFor(fieldAt("migration.afterRounds"), null)).toBe("none");
    expect(wordsFor(fieldAt("client.rarp"), false)).toBe("no");
  });

  it("is the default of the guest's program where nothing was set", () => {
    const server = parseScenario({ version: 1, guest: { program: "keyvalue", ramMiB: 4 } });
    expect(heldAt("guest.settings.valueBytes", server)).toBe(960);
    expect(heldAt("guest.settings.keys", server)).toBeGreaterThan(1000);
    expect(allowedAt("guest.settings.workingSetPages", server)).toBeNull();
  });
});

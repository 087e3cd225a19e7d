import { describe, expect, it } from "vitest";
import {
  CANVAS,
  DIRTY,
  type GivenSettings,
  KEYVALUE,
  type Program,
  SettingError,
  settingsWords,
} from "../../src/guests/programs.ts";

describe("settingsWords", () => {
  it("gives the defaults of dirty in the order of its words", () => {
    expect(settingsWords(DIRTY, 16384)).toEqual([8192, 8192, 0]);
  });

  it("shrinks a default working set to what the RAM leaves", () => {
    expect(settingsWords(DIRTY, 1024)).toEqual([1008, 8192, 0]);
  });

  it("lets canvas outrun the default link, and a link that carries its RAM in a second", () => {
    expect(settingsWords(CANVAS, 16384)).toEqual([12288, 12288]);
    expect(settingsWords(CANVAS, 1024)).toEqual([768, 1536]);
    expect(settingsWords(CANVAS, 256)).toEqual([192, 384]);
  });

  it("takes what is given", () => {
    const given = { order: "random", workingSetPages: 1, dirtyPagesPerSecond: 0 };
    expect(settingsWords(DIRTY, 1024, given)).toEqual([1, 0, 2]);
    expect(settingsWords(CANVAS, 1024, { workingSetPages: 972 })).toEqual([972, 1536]);
  });

  it("fills most of RAM with the table of keyvalue, however long its values are", () => {
    for (const [valueBytes, slotBytes] of [
      [1, 128],
      [64, 128],
      [65, 192],
      [960, 1024],
      [4096, 4160],
    ] as const) {
      const [, keys] = settingsWords(KEYVALUE, 1024, { valueBytes });
      const bytes = (Math.floor(keys! * 1.25) + 1) * slotBytes;
      expect(bytes).toBeLessThanOrEqual((1024 - 52) * 4096);
      expect(bytes).toBeGreaterThan((1024 - 52) * 4096 - 3 * slotBytes);
    }
    expect(settingsWords(KEYVALUE, 1024)).toEqual([960, 3109]);
  });

  it.each<[string, Program, GivenSettings, RegExp]>([
    [
      "more keys than values of that length fit",
      KEYVALUE,
      { keys: 3110 },
      /keys is 3110; .* from 1 to 3109 \(what fits/,
    ],
    ["a value longer than a page", KEYVALUE, { valueBytes: 4097 }, /valueBytes is 4097; .* from 1 to 4096/],
    [
      "a working set that leaves dirty too few pages",
      DIRTY,
      { workingSetPages: 1009 },
      /^settings.workingSetPages is 1009; allowed are whole numbers from 1 to 1008 \(the pages of RAM less 16\)$/,
    ],
    [
      "a working set that leaves no screen",
      CANVAS,
      { workingSetPages: 973 },
      /973; .* from 1 to 972 .* screen's 36/,
    ],
    ["no working set", DIRTY, { workingSetPages: 0 }, /workingSetPages is 0; .* from 1/],
    ["a part of a page", DIRTY, { workingSetPages: 1.5 }, /workingSetPages is 1.5/],
    [
      "a text for a number",
      DIRTY,
      { dirtyPagesPerSecond: "9" },
      /dirtyPagesPerSecond is "9"; .* 0 to 1000000/,
    ],
    ["null", DIRTY, { dirtyPagesPerSecond: null }, /dirtyPagesPerSecond is null/],
    [
      "an order that is none",
      DIRTY,
      { order: "up" },
      /order is "up"; allowed are scattered, ascending, random/,
    ],
    ["a number for an order", DIRTY, { order: 1 }, /order is 1; allowed/],
    [
      "another program's setting",
      CANVAS,
      { order: "random" },
      /order is not a setting of canvas; allowed are working/,
    ],
  ])("refuses %s", (_, program, given, message) => {
    expect(() => settingsWords(program, 1024, given)).toThrow(SettingError);
    expect(() => settingsWords(program, 1024, given)).toThrow(message);
  });

  it("refuses a machine that is too small", () => {
    expect(() => settingsWords(CANVAS, 64)).toThrow("canvas needs 256 pages of RAM; there are 64");
  });
});

import { expect, it } from "vitest";
import { HEADER, lineOf } from "../../src/handin/table.ts";

const verified = {
  goals: ["whole", "stall"],
  goalsAsked: 3,
  rightPredictions: 1,
  predictions: 2,
  misconceptions: ["M2", "M10"],
  hash: "00ff",
  virtualMs: 90_000,
  problems: [],
};
const row = { file: "a.json", lesson: "what-moves", name: "Ada", verified, changed: false, problem: "" };

it("has a field for every column", () => {
  expect(lineOf(row)).toBe("a.json,what-moves,Ada,2 of 3,1 of 2,M2 M10,00ff,1.500,no,");
  expect(lineOf(row).split(",")).toHaveLength(HEADER.split(",").length);
});

it("quotes what would break the line, and lets no name be a spreadsheet's formula", () => {
  expect(lineOf({ ...row, name: 'Ada "the", first\nof' })).toContain('"Ada ""the"", first\nof"');
  expect(lineOf({ ...row, name: "=1+1" })).toContain(",'=1+1,");
});

it("leaves out what could not be run again", () => {
  const nothing = { ...row, lesson: "", name: null, verified: null, changed: true, problem: "damaged" };
  expect(lineOf(nothing)).toBe("a.json,,,,,,,,yes,damaged");
});

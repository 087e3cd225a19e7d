import { expect, it } from "vitest";
import { unitSection } from "../../src/lessons/unit-section.ts";
import { languagesOf, lessonIn } from "../../tools/lessons/folder.ts";
import { readScenario } from "./example.ts";

const words = (language: string, ...names: string[]) => ({
  language,
  title: "",
  sections: Object.fromEntries(names.map((name) => [name, { line: 1, blocks: [] }])),
});

it("finds the form of a unit by the rule of its language", () => {
  const english = words("en", "unit", "unit.one");
  expect([0, 1, 1.5, 2].map((value) => unitSection(english, value, 1))).toEqual([
    "unit",
    "unit.one",
    "unit",
    "unit",
  ]);
  const polish = words("pl", "unit", "unit.one", "unit.few", "unit.many");
  expect([1, 3, 5, 22].map((value) => unitSection(polish, value, 0))).toEqual([
    "unit.one",
    "unit.few",
    "unit.many",
    "unit.few",
  ]);
});

it("takes the one word that there is for all numbers", () => {
  expect(unitSection(words("en", "unit"), 1, 0)).toBe("unit");
});

it("finds a form of its own for one in every lesson that asks for a number", async () => {
  for (const id of ["what-moves", "copy-while-it-runs", "small-file"])
    for (const language of await languagesOf("lessons", id)) {
      const lesson = await lessonIn("lessons", id, language, readScenario);
      expect(unitSection(lesson.words, 1, 0)).toBe("unit.one");
    }
});

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** The classes that every component may use. */
const SHARED = ["figures", "spoken"];

const SHEETS = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".css"),
);

/** The classes that a sheet names in its selectors. */
function classesOf(sheet: string): string[] {
  const text = readFileSync(`src/${sheet}`, "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
  const selectors = [...text.matchAll(/([^{};]+)\{/g)].map(([, selector]) => selector!);
  const rules = selectors.filter((selector) => !selector.trim().startsWith("@"));
  return rules.flatMap((selector) => [...selector.matchAll(/\.([a-zA-Z][\w-]*)/g)].map(([, name]) => name!));
}

test("what a theme or a screen's size does to a component stands in that component", () => {
  expect(SHEETS.length).toBeGreaterThan(1);
  const classes = new Set(SHEETS.flatMap(classesOf));
  expect([...classes].sort()).toEqual(SHARED);
});

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const QUERY = /new MediaQuery\(\s*("[^"]*"|[^)]*)/g;

test("every query of the lab is whole, as Svelte's own way of completing one is left out", () => {
  const files = readdirSync("src", { recursive: true, encoding: "utf8" });
  const queries = files
    .filter((file) => /\.(svelte|ts)$/.test(file))
    .flatMap((file) => [...readFileSync(`src/${file}`, "utf8").matchAll(QUERY)].map(([, query]) => query!));
  expect(queries.length).toBeGreaterThan(5);
  for (const query of queries) expect(query).toMatch(/^"(\(.+\)|print)"$/);
});

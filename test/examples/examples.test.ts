import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { EXAMPLES } from "../../src/examples/examples.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";
import { pictureOf } from "../../tools/examples/picture-of.ts";
import { scenarioOf } from "../../tools/examples/pictures-file.ts";

const stored = JSON.parse(
  readFileSync(new URL("../../src/view/examples/pictures.json", import.meta.url), "utf8"),
);
const files = readdirSync("public/scenarios");

describe("the examples", () => {
  it("are at least twelve, each with a name of its own and a scenario file of that name", () => {
    expect(EXAMPLES.length).toBeGreaterThanOrEqual(12);
    expect(new Set(EXAMPLES.map(({ name }) => name)).size).toBe(EXAMPLES.length);
    for (const { name } of EXAMPLES) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(files).toContain(`${name}.json`);
    }
  });

  it("ask a question, and tell nothing of what comes of it", () => {
    for (const { question, look } of EXAMPLES) {
      expect(question).toMatch(/\?$/);
      expect(`${question} ${look}`).not.toMatch(/identical|recovered|completed|stays on|is held|is whole/i);
    }
  });

  it("have each a picture, and there is none beside them", () => {
    expect(Object.keys(stored)).toEqual(EXAMPLES.map(({ name }) => name));
  });

  it.each(EXAMPLES)(
    "name moments of $name that do not depend on when Migrate is pressed",
    async (example) => {
      const { faults } = parseScenario(await scenarioOf(example));
      for (const { at } of faults) expect(Object.keys(at)).not.toContain("ms");
    },
  );

  it.each(EXAMPLES)(
    "hold the promise of $name, and show the run that it is",
    { timeout: 60_000 },
    async (example) => {
      const { report, picture } = await pictureOf(await scenarioOf(example));
      expect(report.outcome).toBe(example.outcome);
      expect(report.invariants).toEqual([]);
      if (example.outcome !== "lost" && example.outcome !== "held") expect(report.identical).toBe(true);
      expect(JSON.parse(JSON.stringify(picture))).toEqual(stored[example.name]);
    },
  );
});

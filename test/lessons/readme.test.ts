import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { EVENT, FAULT, MILESTONE, REPORT, ROUND } from "../../src/lessons/fact-types.ts";
import { LESSON_SCHEMA } from "../../src/lessons/lesson.ts";
import { IDEAS } from "../../src/lessons/misconceptions.ts";

/** The rows of a table of `lessons/README.md`: the name of each, and the rest of it. */
async function rowsAfter(mark: string): Promise<Map<string, string>> {
  const readme = await readFile("lessons/README.md", "utf8");
  const lines = readme.slice(readme.indexOf(mark)).split("\n\n", 1)[0]!.split("\n");
  const rows = lines.flatMap((line) => {
    const [, name, rest] = /^\| `(\w+)` \| (.*) \|$/.exec(line) ?? [];
    return name === undefined ? [] : [[name, rest!] as const];
  });
  return new Map(rows);
}

const quoted = (text = "") => [...text.matchAll(/`(\w+)`/g)].map(([, name]) => name);

describe("the instructions for lessons", () => {
  it("name all that an expression can name, and nothing else", async () => {
    const rows = await rowsAfter("<!-- names -->");
    expect(quoted(rows.get("report"))).toEqual(Object.keys(REPORT));
    expect(quoted(rows.get("rounds"))).toEqual(Object.keys(ROUND));
    expect(quoted(rows.get("milestones"))).toEqual(Object.keys(MILESTONE));
    expect(quoted(rows.get("trace"))).toEqual(Object.keys(EVENT));
    expect(quoted(rows.get("scenario"))).toEqual(["faults", ...Object.keys(FAULT)]);
    expect([...rows.keys()]).toEqual([
      "report",
      "moves",
      "rounds",
      "milestones",
      "trace",
      "scenario",
      "others",
      "answer",
    ]);
  });

  it("name all ideas in the words of the code", async () => {
    expect(Object.fromEntries(await rowsAfter("<!-- ideas -->"))).toEqual(IDEAS);
  });

  it("name every field of a lesson", async () => {
    const fields = [...(await rowsAfter("| Field | Meaning |")).keys()];
    expect([...fields, "version"].sort()).toEqual(Object.keys(LESSON_SCHEMA.entries).sort());
  });
});

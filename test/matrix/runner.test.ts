import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Cell } from "../../src/matrix/cell.ts";
import { EXPECTED } from "../../src/matrix/expected.ts";
import { faultsOf } from "../../src/matrix/judge.ts";
import { markdown } from "../../src/matrix/markdown.ts";
import { PHASE_NAMES } from "../../src/matrix/phase.ts";
import { MatrixRunner, places } from "../../src/matrix/runner.ts";
import { tableText } from "../../src/matrix/table.ts";
import { openLab } from "../support/lab.ts";

const COMMITTED = fileURLToPath(new URL("../../docs/failure-matrix.md", import.meta.url));
const runner = new MatrixRunner((scenario) => openLab(scenario));
const cells: Cell[] = [];

describe("the failure matrix, from real runs", { timeout: 300_000 }, () => {
  it.each(PHASE_NAMES)("is as expected in the phase %s", async (phase) => {
    const here: Cell[] = [];
    for (const place of places({ phase })) here.push(await runner.cell(place));
    cells.push(...here);
    expect(here.flatMap((cell) => faultsOf(cell, EXPECTED))).toEqual([]);
  });

  it("is what the committed page says", () => {
    expect(markdown(cells, EXPECTED)).toBe(readFileSync(COMMITTED, "utf8"));
  });

  it("prints a row for every cell", () => {
    const rows = tableText(cells)
      .split("\n")
      .filter((line) => /(completed|recovered|continued-on-source|held|lost|n\/a) /.test(line));
    expect(rows.length).toBeGreaterThanOrEqual(cells.length);
  });
});

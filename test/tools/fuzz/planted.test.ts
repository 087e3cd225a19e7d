import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { LAB_MUTANTS } from "../../support/lab-mutants.ts";
import { MUTANTS } from "../../support/mutants.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** The rows of the table under a heading of the third level, without its own head. */
function rowsUnder(heading: string): string[] {
  const [, chapter] = readFileSync(`${ROOT}docs/testing.md`, "utf8").split(`\n### ${heading}\n`);
  const [text] = chapter!.split("\n#");
  return text!.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| Mistake"));
}

const LISTS = [
  ["In the protocol, found by exploring tiny migrations", MUTANTS],
  ["In the lab, found by judging one run", LAB_MUTANTS],
] as const;

for (const [heading, mutants] of LISTS)
  it(`the planted mistakes are those that are told of: ${heading}`, () => {
    expect(rowsUnder(heading)).toEqual(mutants.map(({ name, caughtBy }) => `| ${name} | ${caughtBy} |`));
  });

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { LAB_MUTANTS } from "../../support/lab-mutants.ts";
import { rolesWith } from "../../support/mutant.ts";
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

it("a mistake in a file that is not there is told, not planted nowhere", async () => {
  const nowhere = { file: "no-such-file.ts", find: "one", replace: "other" };
  await expect(rolesWith(nowhere)).rejects.toThrow(/no-such-file\.ts is no part/);
});

for (const { name, file, find } of [...MUTANTS, ...LAB_MUTANTS])
  it(`stands in the sources as they are: ${name}`, () => {
    const text = readFileSync(ROOT + (file.includes("/") ? file : `src/migration/${file}`), "utf8");
    expect(text.split(find)).toHaveLength(2);
  });

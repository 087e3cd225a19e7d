import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LAB_MUTANTS } from "../../support/lab-mutants.ts";
import { labWith, type PlantedLab, removeMutants } from "../../support/mutant.ts";

/** Stands in every source that is planted in, and changes nothing: the lab as it is. */
const NO_MISTAKE = {
  file: "src/host/inbox.ts",
  find: "const PORT_REQUESTS",
  replace: "const PORT_REQUESTS",
};

let sound: PlantedLab;

beforeAll(async () => {
  sound = await labWith(NO_MISTAKE);
});

afterAll(removeMutants);

describe("a planted mistake in the lab is caught by the judge", { timeout: 60_000 }, () => {
  for (const mutant of LAB_MUTANTS)
    it(mutant.name, async () => {
      const kindsWith = async ({ LAB, examine }: PlantedLab) => {
        const { findings } = await examine(LAB, mutant.data, { isWatched: false });
        return findings.map(({ kind }) => kind);
      };
      const found = await kindsWith(await labWith(mutant));
      expect(
        found.filter((kind) => kind.startsWith(mutant.caughtBy)),
        `found: ${found.join("; ")}`,
      ).not.toEqual([]);
      // The same run holds where no mistake is planted: it is the mistake that was caught.
      expect(await kindsWith(sound)).toEqual([]);
    });
});

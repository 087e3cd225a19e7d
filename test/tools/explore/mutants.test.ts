import { afterAll, describe, expect, it } from "vitest";
import { explore } from "../../../tools/explore/explore.ts";
import { removeMutants, rolesWith } from "../../support/mutant.ts";
import { MUTANTS } from "../../support/mutants.ts";

/** A mistake that takes more states than these to show would not be caught within seconds. */
const LIMITS = { states: 60_000, runOutEvery: 1 };

afterAll(removeMutants);

describe("a planted mistake is caught", { timeout: 120_000 }, () => {
  for (const mutant of MUTANTS)
    it(mutant.name, async () => {
      const { finding, states } = explore(mutant.choice, LIMITS, await rolesWith(mutant));
      expect(finding?.message.replaceAll(/-?\d+/g, "N")).toContain(mutant.caughtBy);
      console.log(
        `${mutant.name}: after ${states} states, ${finding!.moves.length} moves: ${finding!.message}`,
      );
      // The same search finds nothing where no mistake is planted: it is the mistake that was caught.
      expect(explore(mutant.choice, { ...LIMITS, states }).transcript).toBeNull();
    });
});

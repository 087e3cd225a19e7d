import { expect, it } from "vitest";
import { PROGRAMS } from "../../../src/guests/programs.ts";
import { allowedAt } from "../../../src/scenario/fields/limits.ts";
import { KNOBS, parseScenario } from "../../../src/scenario/scenario.ts";
import { MAIN, MORE } from "../../../src/view/conditions/groups.ts";

const GROUPS = [MAIN, ...MORE];
const shown = GROUPS.flatMap(({ columns }) => columns.flatMap(({ paths }) => paths));

/** The top bar has the strategy, the scenario's text has lists, and deeds are done. */
const ELSEWHERE = /^(migration\.strategy|faults\..*|guest\.input\..*|again\..*)$/;

it("has a place for every field of the schema and every setting, and one only", () => {
  const settings = Object.values(PROGRAMS).flatMap((program) =>
    program.settings.map(({ name }) => `guest.settings.${name}`),
  );
  const wanted = [...new Set([...KNOBS.map(({ path }) => path), ...settings])];
  // The slot size stands in the first group beside the slots, and with a slider of its own in another.
  expect([...shown].sort()).toEqual(wanted.filter((path) => !ELSEWHERE.test(path)).sort());
});

it("has no column that is higher than three fields, whatever the guest", () => {
  for (const program of Object.keys(PROGRAMS)) {
    const scenario = parseScenario({ version: 1, guest: { program } });
    for (const { name, columns } of GROUPS)
      for (const { paths } of columns) {
        const count = paths.filter((path) => allowedAt(path, scenario)).length;
        expect(count, `${name} of ${program}`).toBeLessThanOrEqual(3);
      }
  }
});

import { expect, test } from "vitest";
import { experimentOf } from "../../../src/experiment/link.ts";
import { MatrixRunner } from "../../../src/matrix/runner.ts";
import { labLinkOf, OUTCOME_LOOKS, OUTCOME_MEANINGS } from "../../../src/view/matrix/words.ts";
import { openLab } from "../../support/lab.ts";

const PLACE = { phase: "pageInByFile", fault: "sourceDies", strategy: "quickResume" } as const;

test("a cell opens in the lab as the run that it was, just before its own fault", async () => {
  const cell = await new MatrixRunner((scenario) => openLab(scenario)).cell(PLACE);
  const { scenario, actions, moment } = experimentOf(labLinkOf(cell)!);
  expect(actions).toEqual([{ action: "migrate", at: 200_000_000 }]);
  expect(scenario.faults.map(({ kind }) => kind)).toEqual(["cutLink", "crashSource"]);
  expect(moment! / 1e6).toBeCloseTo(cell.run!.faultMs - 20, 3);

  const simulation = await openLab(scenario, false);
  await simulation.advance(actions[0]!.at);
  await simulation.act("migrate");
  await simulation.advance(scenario.untilMs * 1e6);
  expect(simulation.run.outcome).toBe(cell.outcome);
});

test("what cannot be run has no link", () => {
  expect(
    labLinkOf({
      ...PLACE,
      outcome: "n/a",
      identical: null,
      invariants: [],
      downtime: 0,
      stall: 0,
      reason: { kind: "noPhase" },
    }),
  ).toBe(null);
});

test("no two outcomes share their word, or their sign and colour", () => {
  const looks = Object.values(OUTCOME_LOOKS);
  expect(new Set(looks.map(({ word }) => word)).size).toBe(looks.length);
  expect(new Set(looks.map(({ sign, tone }) => `${sign} ${tone}`)).size).toBe(looks.length);
});

test("every sign that a finished run may leave in the table is explained above it", () => {
  const { unknown: _, ...shown } = OUTCOME_LOOKS;
  expect(Object.keys(OUTCOME_MEANINGS).sort()).toEqual(Object.keys(shown).sort());
});

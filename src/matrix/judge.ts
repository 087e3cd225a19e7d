import type { Cell } from "./cell.ts";
import { type ExpectedTable, expectedAt } from "./expected.ts";
import { reasonWords } from "./reason.ts";

/**
 * What is wrong with a cell, each in one sentence; nothing where it is as it must be.
 *
 * Being right is more than the outcome: a guest that is said to be whole must equal its twin, and no promise may be
 * broken, even where the expected outcome is that the guest is lost.
 */
export function faultsOf(cell: Cell, table: ExpectedTable): string[] {
  const { outcome, identical, invariants } = cell;
  const reason = reasonWords(cell.reason, cell);
  const place = `${cell.phase}, ${cell.fault}, ${cell.strategy}`;
  const expected = expectedAt(table, cell);
  const wrong: string[] = [];
  if (outcome === "unknown") wrong.push(`${place}: unknown, because ${reason}.`);
  else if (outcome !== expected) wrong.push(`${place}: ${outcome}, expected ${expected}. ${reason}`.trim());
  const mustBeWhole = outcome === "completed" || outcome === "recovered" || outcome === "continued-on-source";
  if (identical === false || (mustBeWhole && identical !== true))
    wrong.push(`${place}: the guest was not found identical with its twin.`);
  return [...wrong, ...invariants.map((sentence) => `${place}: ${sentence}`)];
}

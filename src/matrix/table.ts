/** The matrix as text for a terminal. It shows what docs/failure-matrix.md leaves out: stalls, the twin, and why. */

import { STRATEGY_NAMES, type Strategy } from "../migration/strategy.ts";
import type { Cell } from "./cell.ts";
import { FAULT_NAMES, MATRIX_FAULTS } from "./fault.ts";
import { MATRIX_PHASES, PHASE_NAMES, type PhaseName } from "./phase.ts";
import { reasonWords } from "./reason.ts";

/** The columns, in their order; times are in virtual milliseconds. */
const HEAD = ["fault", "strategy", "outcome", "identical", "downtime", "stall", "why"];

/** The cells of one phase that were run, in the order of faults and strategies. */
function cellsOf(cells: readonly Cell[], phase: PhaseName): Cell[] {
  return FAULT_NAMES.flatMap((fault) =>
    STRATEGY_NAMES.flatMap((strategy: Strategy) =>
      cells.filter((cell) => cell.phase === phase && cell.fault === fault && cell.strategy === strategy),
    ),
  );
}

/** The whole matrix as text: one table a phase. */
export function tableText(cells: readonly Cell[]): string {
  return PHASE_NAMES.map((phase) => ({ phase, rows: cellsOf(cells, phase) }))
    .filter(({ rows }) => rows.length > 0)
    .map(({ phase, rows }) => phaseText(phase, rows))
    .join("\n");
}

/** Columns are as wide as their widest cell. */
function phaseText(phase: PhaseName, rows: readonly Cell[]): string {
  const { title, when } = MATRIX_PHASES[phase];
  const lines = [HEAD, ...rows.map((cell, index) => columns(cell, rows[index - 1]))];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const text = lines.map((line) =>
    line
      .map((each, column) => each.padEnd(widths[column]!))
      .join("  ")
      .trimEnd(),
  );
  return [`${title}. ${when}`, "", ...text, ""].join("\n");
}

/** A fault is named once, in the first of its rows. */
function columns(cell: Cell, previous: Cell | undefined): string[] {
  const { title } = MATRIX_FAULTS[cell.fault];
  const isRun = cell.outcome !== "n/a" && cell.outcome !== "unknown";
  return [
    previous?.fault === cell.fault ? "" : title,
    cell.strategy,
    cell.outcome,
    isRun ? identity(cell) : "",
    isRun ? milliseconds(cell.downtime) : "",
    isRun ? milliseconds(cell.stall) : "",
    reasonWords(cell.reason, cell),
  ];
}

/** Whether the guest equals its twin, in a word. */
export function identity({ identical }: Cell): string {
  if (identical === null) return "no guest";
  return identical ? "yes" : "NO";
}

/** Virtual milliseconds with one place. */
export function milliseconds(value: number): string {
  return `${value.toFixed(1)} ms`;
}

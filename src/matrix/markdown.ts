/**
 * Prints docs/failure-matrix.md from cells that were run. A test compares the page with what this prints, so that the
 * documentation cannot say what no run does.
 */

import { STRATEGY_NAMES } from "../migration/strategy.ts";
import type { Cell } from "./cell.ts";
import type { ExpectedTable } from "./expected.ts";
import { FAULT_NAMES, type FaultName, MATRIX_FAULTS } from "./fault.ts";
import { MATRIX_PHASES, PHASE_NAMES, type PhaseName } from "./phase.ts";

const HEAD = `# Failure matrix

Printed by \`npm run -s matrix -- --markdown\` from real runs; do not edit. Each cell is one run of the lab: a 1 MiB guest
that dirties 1000 pages a second, a link of 2 MiB/s, a heartbeat of 100 ms, and one fault at one moment, found in the
same run without the fault. \`preCopy\` stops after two rounds, \`postCopy\` begins with one. Every guest that is
\`completed\`, \`recovered\` or \`continued-on-source\` was compared with its twin, bit for bit. What each cell must come to
stands in \`src/matrix/expected.ts\`; \`npm run -s matrix\` fails where a run differs, and prints stalls and reasons too.

- \`completed\`: moved, and nothing had to be done twice.
- \`recovered\`: moved, after a path change, a hold or a repetition.
- \`continued-on-source\`: not moved; the guest goes on, whole, where it was.
- \`held\`: the guest may run nowhere, or waits for a page; nothing is lost.
- \`lost\`: no future without faults makes the guest whole again.

The number behind an outcome is the downtime in milliseconds, where the guest was held and has an end of it.
`;

/** The matrix as a page of the docs. */
export function markdown(cells: readonly Cell[], table: ExpectedTable): string {
  return `${[HEAD, faultList(), ...PHASE_NAMES.map((phase) => phasePart(phase, cells, table))].join("\n")}`;
}

function faultList(): string {
  const lines = FAULT_NAMES.map((name) => `- **${MATRIX_FAULTS[name].title}**: ${MATRIX_FAULTS[name].what}`);
  return ["## Faults", "", ...lines, ""].join("\n");
}

/**
 * The table of one phase. Strategies that have no such phase are left out as columns, and said below with the reason.
 */
function phasePart(phase: PhaseName, cells: readonly Cell[], table: ExpectedTable): string {
  const { title, when } = MATRIX_PHASES[phase];
  const here = cells.filter((cell) => cell.phase === phase);
  const strategies = STRATEGY_NAMES.filter((strategy) => MATRIX_PHASES[phase].absent(strategy) === null);
  const faults = FAULT_NAMES.filter((fault) =>
    here.some((cell) => cell.fault === fault && cell.outcome !== "n/a"),
  );
  const lines = faults.map((fault) => {
    const row = strategies.map((strategy) =>
      here.find((cell) => cell.fault === fault && cell.strategy === strategy),
    );
    return `| ${[MATRIX_FAULTS[fault].title, ...row.map((cell) => (cell ? shortly(cell) : ""))].join(" | ")} |`;
  });
  return [
    `## ${title}`,
    "",
    when,
    "",
    `| Fault | ${strategies.join(" | ")} |`,
    `| ${["---", ...strategies.map(() => "---")].join(" | ")} |`,
    ...lines,
    "",
    ...absentLines(phase),
    ...noteLines(faults, phase, table),
  ].join("\n");
}

/** An outcome with its downtime in whole milliseconds. A guest that is held or lost has no end of it. */
function shortly({ outcome, downtime }: Cell): string {
  const hasEnded = outcome !== "held" && outcome !== "lost";
  return downtime > 0 && hasEnded ? `${outcome}, ${Math.round(downtime)}` : outcome;
}

/** Strategies without the phase, those of one reason together. */
function absentLines(phase: PhaseName): string[] {
  const reasons = new Map<string, string[]>();
  for (const strategy of STRATEGY_NAMES) {
    const reason = MATRIX_PHASES[phase].absent(strategy);
    if (reason !== null) reasons.set(reason, [...(reasons.get(reason) ?? []), strategy]);
  }
  const lines = [...reasons].map(([reason, strategies]) => `Not for ${strategies.join(", ")}: ${reason}.`);
  return lines.length > 0 ? [...lines.join("\n\n").split("\n"), ""] : [];
}

/** Why rows are worse than one could wish for, from the expected table. */
function noteLines(faults: readonly FaultName[], phase: PhaseName, table: ExpectedTable): string[] {
  const notes = faults
    .map((fault) => ({ fault, note: table[phase][fault].note }))
    .filter(({ note }) => note !== "")
    .map(({ fault, note }) => `- ${MATRIX_FAULTS[fault].title}: ${note}`);
  return notes.length > 0 ? [...notes, ""] : [];
}

import type { Tried } from "./try-one.ts";

/** What is aimed at: at least this share of right answers outside the boundary, and at most this median error. */
export const AIMS = { rightShare: 0.95, medianError: 0.1 } as const;

/** What came of some scenarios. Errors are shares of the real value; null where nothing can be compared. */
export interface Line {
  readonly name: string;
  readonly scenarios: number;
  /** Scenarios outside 5 % of the boundary, and those of them in which it was right whether pre-copy ends. */
  readonly decided: number;
  readonly right: number;
  readonly rightOfAll: number;
  readonly stunError: number | null;
  readonly totalError: number | null;
}

/** One line for all, and one for each kind of link. */
export function linesOf(tried: readonly Tried[]): Line[] {
  const isLossy = ({ scenario }: Tried) => scenario.link.loss > 0;
  return [
    lineOf("all", tried),
    lineOf(
      "without loss",
      tried.filter((each) => !isLossy(each)),
    ),
    lineOf("with loss", tried.filter(isLossy)),
  ];
}

function lineOf(name: string, tried: readonly Tried[]): Line {
  const decided = tried.filter(({ isNearBoundary }) => !isNearBoundary);
  return {
    name,
    scenarios: tried.length,
    decided: decided.length,
    right: decided.filter(isRight).length,
    rightOfAll: tried.filter(isRight).length,
    stunError: median(tried.flatMap(({ forecast, report }) => errorOf(forecast.stunMs, report.downtime))),
    totalError: median(
      tried.flatMap(({ forecast, report }) =>
        errorOf(forecast.totalMs ?? forecast.givesUpMs, report["total-time"]),
      ),
    ),
  };
}

export function isRight({ forecast, converged }: Tried): boolean {
  return (forecast.rounds !== null) === converged;
}

/** What misses an aim, in words. */
export function missedAims([all]: readonly Line[]): string[] {
  const { decided, right, stunError, totalError } = all!;
  const missed: string[] = [];
  if (right < decided * AIMS.rightShare) missed.push(`${right} of ${decided} are right; the aim is 95 %.`);
  if ((stunError ?? 1) > AIMS.medianError) missed.push("The stun is off by more than 10 % in the median.");
  if ((totalError ?? 1) > AIMS.medianError)
    missed.push("The total time is off by more than 10 % in the median.");
  return missed;
}

/** The lines as text for a terminal. */
export function tableText(lines: readonly Line[]): string {
  const head = ["", "scenarios", "near the boundary", "right", "right of all", "stun off by", "total off by"];
  const rows = lines.map((line) => [
    line.name,
    `${line.scenarios}`,
    `${line.scenarios - line.decided}`,
    `${line.right} of ${line.decided}`,
    `${line.rightOfAll} of ${line.scenarios}`,
    percent(line.stunError),
    percent(line.totalError),
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]!.length)));
  return [head, ...rows]
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column]!)).join("  "))
    .join("\n");
}

function percent(share: number | null): string {
  return share === null ? "-" : `${(100 * share).toFixed(2)} %`;
}

/** Nothing where one of them does not exist: whether that was right is counted apart. */
function errorOf(forecast: number | null, real: number): number[] {
  return forecast === null || real === 0 ? [] : [Math.abs(forecast / real - 1)];
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((one, other) => one - other);
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2;
}

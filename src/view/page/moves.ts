import { t } from "../../language/words.ts";
import type { Frame } from "../../report/frame.ts";
import type { Report } from "../../report/report.ts";
import { duration, mebibytes } from "../design/words.ts";

/** One of the moves of a run, as a column of numbers. */
export interface Move {
  readonly number: number;
  /** From which machine to which. */
  readonly way: string;
  readonly outcome: string;
  /** Whether its guest was compared and found identical; null where it was not compared. */
  readonly identical: boolean | null;
  readonly cells: readonly { readonly name: string; readonly value: string; readonly unit: string }[];
}

/** So many moves stand beside each other; the earlier ones are one number. */
const MOST = 2;

/** The last moves, the present one last, and how many came before them. */
export function movesOf({ before, report, phase }: Frame): {
  readonly moves: Move[];
  readonly earlier: number;
} {
  const all = phase === null ? before : [...before, report];
  const earlier = Math.max(0, all.length - MOST);
  const moves = all.slice(earlier).map((each, index) => moveOf(each, earlier + index + 1));
  return { moves, earlier };
}

function moveOf(report: Report, number: number): Move {
  const { outcome, identical, from, to } = report;
  const time = (name: string, milliseconds: number) => ({ name, ...duration(milliseconds) });
  return {
    number,
    way: t`${from} to ${to}`,
    outcome,
    identical,
    cells: [
      time(t`Stun`, report.downtime),
      time(t`Total time`, report["total-time"]),
      time(t`Stall`, report.guest["stall-time"]),
      { name: t`Bytes`, value: mebibytes(report.ram.transferred), unit: "MiB" },
    ],
  };
}

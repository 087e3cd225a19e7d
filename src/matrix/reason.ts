/** Why a cell of the matrix is as it is: as data, which crosses from a worker, and in words. */

import { type Tick, toMilliseconds } from "../clock/tick.ts";
import { count } from "../language/numbers.ts";
import { plural, t } from "../language/words.ts";
import type { Strategy } from "../migration/strategy.ts";
import { WEST_TO_EAST } from "../place/place.ts";
import { leftOverWords } from "../report/fault-words.ts";
import { type Note, wordsOfNotes } from "../report/note.ts";
import type { Ending } from "../report/run-to-end.ts";
import type { Fault } from "../scenario/fault.ts";
import type { Simulation } from "../simulation/simulation.ts";
import type { MilestoneKind, Reached } from "../trace/milestone.ts";
import { milestoneWords } from "../trace/milestone-words.ts";
import { MATRIX_PHASES, type MatrixPhase, type PhaseName } from "./phase.ts";

/** A milestone, and how long after the fault it came. Virtual milliseconds. */
interface Noticed {
  readonly reached: Reached;
  readonly afterMs: number;
}

export type CellReason =
  /** The strategy has no such phase. */
  | { readonly kind: "noPhase" }
  | { readonly kind: "notEnded" | "linkDown" | "neverReached" | "leftRehearsal" | "notMovedAgain" }
  | { readonly kind: "neverDue"; readonly faults: readonly (readonly [index: number, fault: Fault])[] }
  /** What the report says. */
  | { readonly kind: "told"; readonly notes: readonly Note[] }
  /** What a host noticed, and how many pages took the file. */
  | { readonly kind: "noticed"; readonly milestones: readonly Noticed[]; readonly filePages: number };

/** Milestones that say what a host noticed of a path; a cell's reason tells how long after the fault. */
const NOTICED: readonly MilestoneKind[] = [
  "linkSilent",
  "linkReturns",
  "datastoreSilent",
  "datastoreReturns",
];

/** What the report says of a run, or what was noticed after a fault at the tick `from`. */
export function reasonOf({ report, notes }: Ending, { run }: Simulation, from: Tick): CellReason {
  if (report.message !== "") return { kind: "told", notes };
  const milestones = run.statistics.milestones
    .filter(({ kind, at }) => at >= from && NOTICED.includes(kind))
    .map((reached) => ({ reached, afterMs: Math.round(toMilliseconds(reached.at - from)) }));
  return { kind: "noticed", milestones, filePages: report.paths.file.pages };
}

/** The reason of a cell in a few words; empty where there is none. */
export function reasonWords(
  reason: CellReason,
  place: { readonly phase: PhaseName; readonly strategy: Strategy },
): string {
  switch (reason.kind) {
    case "noPhase": {
      const phase: MatrixPhase = MATRIX_PHASES[place.phase];
      return phase.absent(place.strategy) ?? "";
    }
    case "notEnded":
      return t`the migration has not ended`;
    case "linkDown":
      return t`the link is down already`;
    case "neverReached":
      return t`the run never reached this moment`;
    case "leftRehearsal":
      return t`the run had left its rehearsal before the fault came`;
    case "notMovedAgain":
      return t`the guest was not moved once more, identical both times`;
    case "neverDue":
      return leftOverWords(reason.faults).join(" ");
    case "told":
      return wordsOfNotes(reason.notes, WEST_TO_EAST);
    case "noticed":
      return noticedWords(reason.milestones, reason.filePages);
  }
}

function noticedWords(milestones: readonly Noticed[], filePages: number): string {
  const words = milestones.map(({ reached, afterMs }) => `${milestoneWords(reached)} +${afterMs} ms`);
  if (filePages > 0)
    words.push(
      plural(filePages, {
        one: `${count(filePages)} page by file`,
        other: `${count(filePages)} pages by file`,
      }),
    );
  return words.join(", ");
}

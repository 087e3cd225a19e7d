import { plural } from "../../language/words.ts";
import type { Phase } from "../../migration/output.ts";
import type { Strategy } from "../../migration/strategy.ts";
import type { Frame } from "../../report/frame.ts";
import { count, PHASES, phasesOf } from "../design/words.ts";

/** One phase of the track over the scene. */
export interface TrackPhase {
  readonly phase: Phase;
  /** The field's word, with the number of rounds where there were any. */
  readonly term: string;
  readonly plain: string;
  readonly state: "done" | "now" | "next";
  /** The migration is in it, or ended in it. */
  readonly isHere: boolean;
}

/** The phases that a migration has passed, is in and still has before it. One that it never was in is not shown as passed. */
export function trackOf(frame: Frame, strategy: Strategy): readonly TrackPhase[] {
  const present = PHASES.findIndex(({ phase }) => phase === frame.phase);
  const isFinished = frame.ended && frame.phase === "finish";
  return PHASES.flatMap(({ phase, term, plain }, index) => {
    if (!isShown(frame, strategy, phase, index < present)) return [];
    const isHere = index === present;
    const isDone = index < present || (isFinished && isHere);
    return [
      {
        phase,
        term: termOf(frame, phase, term),
        plain,
        state: isDone ? "done" : isHere ? "now" : "next",
        isHere,
      },
    ];
  });
}

/** Pre-copy is the one phase that may be left without having been: where no round ran. */
function isShown(frame: Frame, strategy: Strategy, phase: Phase, isPast: boolean): boolean {
  if (phase === frame.phase) return true;
  if (phase === "preCopy" && isPast) return frame.round > 0;
  return phasesOf(strategy).includes(phase);
}

function termOf({ round }: Frame, phase: Phase, term: string): string {
  if (phase !== "preCopy" || round === 0) return term;
  return plural(round, {
    one: `${term}, ${count(round)} round`,
    other: `${term}, ${count(round)} rounds`,
  });
}

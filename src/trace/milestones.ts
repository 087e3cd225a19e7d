import type { Tick } from "../clock/tick.ts";
import type { Beat } from "./milestone.ts";

/** So many beats of a run are kept: more than anybody looks through, and than a tape has places for. */
export const MOST_BEATS = 500;

/** Of beats that are too many this share stays, so that it is not done again at once. */
const REST_SHARE = 3 / 4;

const isRound = ({ name }: Beat): boolean => name.startsWith("round ");

/** A beat without its number: what comes again and again is of one kind. */
function kindOf(beat: Beat): string {
  return isRound(beat) ? "round" : beat.name;
}

/**
 * Notes a moment with a name at the end of a run's beats, in place; `at` is not before the last one. What comes again at
 * its very tick, a second cut, is the same beat. Where a guest that never converges or a link that comes and goes makes
 * too many, what repeats gives way from the earliest on, first rounds and then all; the first and the latest of each
 * kind stay. Returns how many were left out.
 */
export function addBeat(beats: Beat[], name: string, at: Tick): number {
  for (let index = beats.length - 1; index >= 0 && beats[index]!.at === at; index--)
    if (beats[index]!.name === name) return 0;
  beats.push({ name, at });
  if (beats.length <= MOST_BEATS) return 0;
  const before = beats.length;
  const rest = MOST_BEATS * REST_SHARE;
  leaveOut(beats, rest, isRound);
  leaveOut(beats, rest, () => true);
  return before - beats.length;
}

/** Takes the earliest beats out that may go, until so many are left or no more may go. */
function leaveOut(beats: Beat[], rest: number, mayGo: (beat: Beat) => boolean): void {
  const stays = endsOfKinds(beats);
  let over = beats.length - rest;
  const left = beats.filter((beat) => over <= 0 || stays.has(beat) || !mayGo(beat) || !over--);
  beats.splice(0, beats.length, ...left);
}

/** The first and the last beat of each kind. */
function endsOfKinds(beats: readonly Beat[]): ReadonlySet<Beat> {
  const [first, last] = [new Map<string, Beat>(), new Map<string, Beat>()];
  for (const beat of beats) {
    const kind = kindOf(beat);
    if (!first.has(kind)) first.set(kind, beat);
    last.set(kind, beat);
  }
  return new Set([...first.values(), ...last.values()]);
}

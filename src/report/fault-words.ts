/** What a report and the failure matrix say of a scenario's faults: by their kinds' own names, since a reader looks them up in the scenario. */

import { plainNumber } from "../language/numbers.ts";
import { t } from "../language/words.ts";
import type { Fault, FaultTime } from "../scenario/fault.ts";
import { PHASE_TERMS } from "../trace/phase-words.ts";

/** So many faults that never came due are named; of the rest a message says how many there are. */
const MOST_NAMED = 10;

/** The faults of a scenario that never came due, each with its place from 0, in a sentence each. */
export function leftOverWords(faults: readonly (readonly [index: number, fault: Fault])[]): string[] {
  const words = faults
    .slice(0, MOST_NAMED)
    .map(([index, { kind, at }]) => t`Fault ${index + 1} (${kind}, ${faultTimeWords(at)}) never came due.`);
  const rest = faults.length - words.length;
  return rest > 0 ? [...words, t`Nor did ${rest} more.`] : words;
}

/** When a fault comes, to be read after what comes. Milliseconds of virtual time. */
export function faultTimeWords(at: FaultTime): string {
  if ("ms" in at) return t`at ${plainNumber(at.ms)} ms`;
  if ("round" in at)
    return at.migration === undefined
      ? t`when round ${at.round} begins`
      : t`when round ${at.round} of migration ${at.migration} begins`;
  const term = PHASE_TERMS[at.phase];
  const phase = at.migration === undefined ? term : t`${term} of migration ${at.migration}`;
  return at.afterMs === 0 ? t`when ${phase} begins` : t`${plainNumber(at.afterMs)} ms after ${phase} began`;
}

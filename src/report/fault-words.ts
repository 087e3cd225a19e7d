/** What a report and the failure matrix say of a scenario's faults: by their kinds' own names, since a reader looks them up in the scenario. */

import type { Fault, FaultTime } from "../scenario/fault.ts";
import { PHASE_TERMS } from "../trace/phase-words.ts";

/** So many faults that never came due are named; of the rest a message says how many there are. */
const MOST_NAMED = 10;

/** The faults of a scenario that never came due, each with its place from 0, in a sentence each. */
export function leftOverWords(faults: readonly (readonly [index: number, fault: Fault])[]): string[] {
  const words = faults
    .slice(0, MOST_NAMED)
    .map(([index, { kind, at }]) => `Fault ${index + 1} (${kind}, ${faultTimeWords(at)}) never came due.`);
  const rest = faults.length - words.length;
  return rest > 0 ? [...words, `Nor did ${rest} more.`] : words;
}

/** When a fault comes, to be read after what comes. Milliseconds of virtual time. */
export function faultTimeWords(at: FaultTime): string {
  if ("ms" in at) return `at ${at.ms} ms`;
  const of = at.migration === undefined ? "" : ` of migration ${at.migration}`;
  if ("round" in at) return `when round ${at.round}${of} begins`;
  const phase = PHASE_TERMS[at.phase] + of;
  return at.afterMs === 0 ? `when ${phase} begins` : `${at.afterMs} ms after ${phase} began`;
}

/** Whether a guest's dirty rate can be set, and where in its device block it stands. */

import {
  DEFAULT_PROGRAM,
  dirtyRateWord,
  PROGRAMS,
  type Program,
  type ProgramName,
} from "../guests/programs.ts";

/** What names a scenario's guest. */
interface Named {
  readonly program?: ProgramName | undefined;
  readonly image?: string | undefined;
  readonly kernel?: string | undefined;
}

/** The lab's program that a scenario names; null for an image of one's own and for Linux. */
export function programOf({ program, image, kernel }: Named): Program | null {
  return image === undefined && kernel === undefined ? PROGRAMS[program ?? DEFAULT_PROGRAM] : null;
}

/** Which settings word of a scenario's guest is its dirty rate; null for a guest that has none. */
export function dirtyRateWordOf(guest: Named): number | null {
  const program = programOf(guest);
  return program && dirtyRateWord(program);
}

/** The lab's programs whose dirty rate can be set. */
export const WITH_DIRTY_RATE: readonly ProgramName[] = Object.values(PROGRAMS)
  .filter((program) => dirtyRateWord(program) !== null)
  .map(({ name }) => name);

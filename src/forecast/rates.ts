import { fromMebibytesPerSecond, SECOND, type Tick, toMilliseconds } from "../clock/tick.ts";
import { DEFAULT_PROGRAM, PROGRAMS } from "../guests/programs.ts";
import { PAGE_ON_LINK_BYTES } from "../migration/message.ts";
import { wordsOf } from "../scenario/guest-files.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { power } from "./power.ts";

/**
 * How many pages a guest rewrites, whatever its settings, within stretches of so many milliseconds: its frames, its
 * variables, its stack. Ascending; beyond the last stretch there are no more pages. Measured by `measure.ts`.
 */
export type AlwaysRewritten = readonly { readonly ms: number; readonly pages: number }[];

/** What a guest's program writes into its working set. */
interface Writes {
  readonly perSecond: number;
  readonly workingSetPages: number;
  /** Pages come in an order that meets each once before it meets one again; else they are drawn. */
  readonly isInTurn: boolean;
}

/** How a guest dirties its memory, where that follows a formula. */
export interface Dirtying {
  readonly writes: Writes;
  readonly always: AlwaysRewritten;
}

/** What a program whose writes follow from its settings is told; null for a guest of which nothing is known. */
export function writesOf({ guest }: Scenario): Writes | null {
  const isOwn = guest.image !== undefined || guest.kernel !== undefined;
  if (isOwn) return null;
  const program = PROGRAMS[guest.program ?? DEFAULT_PROGRAM];
  const words = wordsOf(program, guest);
  const word = (name: string) => {
    const index = program.settings.findIndex((setting) => setting.name === name);
    return index < 0 ? null : words[index]!;
  };
  const [workingSetPages, perSecond] = [word("workingSetPages"), word("dirtyPagesPerSecond")];
  if (workingSetPages === null || perSecond === null) return null;
  return { perSecond, workingSetPages, isInTurn: word("order") !== RANDOM_ORDER };
}

/** The number of "random" among the orders of the `dirty` program. */
const RANDOM_ORDER = 2;

/** Pages a second that the link carries from source to destination, each with its header. */
export function sentPerSecond({ link }: Scenario): number {
  return fromMebibytesPerSecond(link.bandwidthMiBps) / PAGE_ON_LINK_BYTES;
}

/** Pages that a guest has written within a stretch of its own time, each counted once. Not whole where it is a mean. */
export function dirtiedWithin({ writes, always }: Dirtying, ticks: Tick): number {
  return writtenWithin(writes, ticks) + rewrittenWithin(always, toMilliseconds(ticks));
}

/** The most pages that a stretch, however long, finds dirty. */
export function mostDirty({ writes, always }: Dirtying): number {
  return (writes.perSecond > 0 ? writes.workingSetPages : 0) + (always.at(-1)?.pages ?? 0);
}

function writtenWithin({ perSecond, workingSetPages, isInTurn }: Writes, ticks: Tick): number {
  const count = Math.round((perSecond * ticks) / SECOND);
  if (isInTurn) return Math.min(count, workingSetPages);
  return workingSetPages * (1 - power(1 - 1 / workingSetPages, count));
}

/** Between two measured stretches it is a straight line. */
function rewrittenWithin(always: AlwaysRewritten, ms: number): number {
  const next = always.findIndex((each) => each.ms > ms);
  if (next < 0) return always.at(-1)?.pages ?? 0;
  const from = always[next - 1] ?? { ms: 0, pages: 0 };
  const to = always[next]!;
  return from.pages + ((to.pages - from.pages) * (ms - from.ms)) / (to.ms - from.ms);
}

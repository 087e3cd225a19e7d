import type { Travel } from "../../lab/travel.svelte.ts";
import { t } from "../../language/words.ts";
import type { Frame } from "../../report/frame.ts";
import type { StopAt } from "../../timeline/steps.ts";

/** Where a run can be let run to, in the order of the list. */
export const PLACES: readonly { readonly value: StopAt; readonly name: string; readonly running: string }[] =
  [
    { value: "pageFault", name: t`page fault`, running: t`Running to the next page fault` },
    { value: "cut", name: t`cut`, running: t`Running to the next cut` },
    { value: "roundEnd", name: t`end of round`, running: t`Running to the next end of round` },
    { value: "end", name: t`end`, running: t`Running to the end` },
  ];

/** What the transport has to say: what is under way, or what acting would do now. */
export interface Notice {
  readonly text: string;
  /** How much is done, from 0 to 1; null where that is unknown or nothing is under way. */
  readonly share: number | null;
}

const UNDER_WAY = { seek: t`On the way there`, step: t`Stepping`, wake: t`Waking the lane` } as const;

const MISSED: Readonly<Record<StopAt, string>> = {
  pageFault: t`No page fault is to come.`,
  cut: t`No cut is to come.`,
  roundEnd: t`No round is to come.`,
  end: t`The move has not ended by now.`,
};

/** There is no place that the run of a lost guest could come to. */
const LOST = t`The guest is lost: nothing more is to come.`;

export function noticeOf(
  { work, isInPast, missed, lanes }: Pick<Travel, "work" | "isInPast" | "missed" | "lanes">,
  { phase, now, report }: Frame,
): Notice | null {
  if (work?.kind === "run") {
    const { running } = PLACES.find(({ value }) => value === work.place)!;
    return { text: running, share: null };
  }
  if (work) return { text: UNDER_WAY[work.kind], share: work.share };
  if (missed?.at === now)
    return { text: report.outcome === "lost" ? LOST : MISSED[missed.place], share: null };
  if (!isInPast) return null;
  return { text: forkWords(phase === null, lanes.length > 1), share: null };
}

/** What acting in the past would begin. */
function forkWords(isBefore: boolean, hasOthers: boolean): string {
  if (isBefore)
    return hasOthers ? t`Starting now begins another future.` : t`Starting now begins a second future.`;
  return hasOthers ? t`Acting now begins another future.` : t`Acting now begins a second future.`;
}

import type { Travel } from "../../lab/travel.svelte.ts";
import type { Frame } from "../../report/frame.ts";
import type { StopAt } from "../../timeline/steps.ts";

/** Where a run can be let run to, in the order of the list. */
export const PLACES: readonly { readonly value: StopAt; readonly name: string }[] = [
  { value: "pageFault", name: "page fault" },
  { value: "cut", name: "cut" },
  { value: "roundEnd", name: "end of round" },
  { value: "end", name: "end" },
];

/** What the transport has to say: what is under way, or what acting would do now. */
export interface Notice {
  readonly text: string;
  /** How much is done, from 0 to 1; null where that is unknown or nothing is under way. */
  readonly share: number | null;
}

const UNDER_WAY = { seek: "On the way there", step: "Stepping", wake: "Waking the lane" } as const;

const MISSED: Readonly<Record<StopAt, string>> = {
  pageFault: "No page fault is to come.",
  cut: "No cut is to come.",
  roundEnd: "No round is to come.",
  end: "The move has not ended by now.",
};

/** There is no place that the run of a lost guest could come to. */
const LOST = "The guest is lost: nothing more is to come.";

export function noticeOf(
  { work, isInPast, missed, lanes }: Pick<Travel, "work" | "isInPast" | "missed" | "lanes">,
  { phase, now, report }: Frame,
): Notice | null {
  if (work?.kind === "run") {
    const { name } = PLACES.find(({ value }) => value === work.place)!;
    return { text: `Running to the ${name === "end" ? name : `next ${name}`}`, share: null };
  }
  if (work) return { text: UNDER_WAY[work.kind], share: work.share };
  if (missed?.at === now)
    return { text: report.outcome === "lost" ? LOST : MISSED[missed.place], share: null };
  if (!isInPast) return null;
  const act = phase === null ? "Starting" : "Acting";
  return { text: `${act} now begins ${lanes.length > 1 ? "another" : "a second"} future.`, share: null };
}

import type { Tick } from "../clock/tick.ts";
import type { ActionStep } from "../experiment/experiment.ts";
import type { Lane } from "../timeline/lane.ts";
import { storyUntil } from "./tape-clock.ts";
import { stepOf } from "./travel.svelte.ts";

/** A lane as what was done in it, so that it can be done again. */
export interface KeptLane {
  /** The lane that it left, by its place, and when; null for the first. */
  readonly parted: { readonly from: number; readonly at: Tick } | null;
  /** What was done since it parted. */
  readonly actions: readonly ActionStep[];
  readonly end: Tick;
}

/** All lanes of a run, in the order in which they parted. */
export interface KeptLanes {
  readonly lanes: readonly KeptLane[];
  /** The live one, by its place. */
  readonly live: number;
}

/**
 * The lanes of a run at a moment, or null where one lane up to this moment is all of it. A guest that ran on long after
 * all was over is not made to do so again.
 */
export function keptLanes(lanes: readonly Lane[], live: number, now: Tick): KeptLanes | null {
  if (lanes.length === 1 && lanes[0]!.end <= now) return null;
  const kept = lanes.map((lane): KeptLane => {
    const { parted } = lane;
    const shared = parted ? lanes[parted.from]!.actions.filter(({ at }) => at <= parted.at).length : 0;
    const least = lane.id === live ? now : 0;
    return { parted, actions: lane.actions.slice(shared).map(stepOf), end: keptUntil(lane, lanes, least) };
  });
  return { lanes: kept, live };
}

function keptUntil({ id, end, summary: { milestones } }: Lane, lanes: readonly Lane[], least: Tick): Tick {
  const first = milestones[0]?.at ?? end;
  const enough = Math.max(least, storyUntil(first, milestones.at(-1)?.at ?? end, end));
  const isParted = lanes.some(({ parted }) => parted?.from === id && parted.at >= enough);
  return isParted ? end : enough;
}

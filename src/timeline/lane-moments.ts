import type { Tick } from "../clock/tick.ts";
import type { Lane } from "./lane.ts";
import { leastMissed, type Moment } from "./moment.ts";

/**
 * The moments from which a lane can be reached: its own, and those of the lanes it came from, before it left. A
 * moment of a lane before counts only if no action was done there that this lane does not have.
 */
export function momentsOf(lane: Lane, lanes: readonly Lane[]): Moment[] {
  const moments = [...lane.moments];
  let limit = Number.POSITIVE_INFINITY;
  for (let { parted } = lane; parted; ) {
    const from = lanes[parted.from]!;
    limit = Math.min(limit, parted.at);
    const shared = sharedActions(lane, from);
    moments.push(...from.moments.filter(({ tick, actions }) => tick <= limit && actions <= shared));
    parted = from.parted;
  }
  return moments;
}

/** How many actions a lane has in common with one that it came from. */
function sharedActions({ actions }: Lane, from: Lane): number {
  const differs = actions.findIndex((action, index) => action !== from.actions[index]);
  return differs < 0 ? actions.length : differs;
}

/**
 * The moment that is missed least, and its lane: of a recorded lane first, of the live one last. Null where none can
 * go.
 */
export function leastMissedIn(
  lanes: readonly Lane[],
  live: Lane,
  now: Tick,
): { readonly lane: Lane; readonly moment: Moment } | null {
  const others = lanes.filter((lane) => lane !== live && lane.moments.length > 2);
  for (const lane of [...others, live]) {
    const moment = leastMissed(lane.moments, now);
    if (moment) return { lane, moment };
  }
  return null;
}

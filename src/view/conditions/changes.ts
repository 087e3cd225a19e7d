import { MILLISECOND, type Tick } from "../../clock/tick.ts";
import { conditionsAtStart, type Conditions as World } from "../../scenario/conditions.ts";
import { fieldAt } from "../../scenario/fields/table.ts";
import { textOf, wordsFor } from "../../scenario/fields/text.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { LaneAction } from "../../timeline/lane.ts";

/** Changes of one field that lie no further apart are one: a thumb that was dragged. */
const ONE_CHANGE: Tick = 500 * MILLISECOND;

/** What the learner changed in a run, from its first value to its last. */
export interface Change {
  /** When it began. */
  readonly at: Tick;
  /** "4 → 2 MiB/s". */
  readonly words: string;
}

interface Span {
  readonly path: string;
  readonly at: Tick;
  readonly from: number;
  to: number;
  until: Tick;
}

/** The world's fields after a deed; those that it leaves out stay. */
function after(world: ReadonlyMap<string, number>, action: LaneAction): Map<string, number> {
  const next = new Map(world);
  if (action.kind !== "do" || typeof action.action === "string") return next;
  const deed = action.action;
  if (deed.at !== undefined) return next;
  if (deed.kind === "slowLink") {
    next.set("link.bandwidthMiBps", deed.bandwidthMiBps);
    next.set("link.latencyMs", deed.latencyMs);
    if (deed.loss !== undefined) next.set("link.loss", deed.loss);
  }
  if (deed.kind === "slowDatastore") {
    next.set("datastore.bandwidthMiBps", deed.bandwidthMiBps);
    next.set("datastore.latencyMs", deed.latencyMs);
  }
  if (deed.kind === "setDirtyRate") next.set("guest.settings.dirtyPagesPerSecond", deed.pagesPerSecond);
  return next;
}

function worldOf({ link, datastore, dirtyPagesPerSecond }: World): Map<string, number> {
  return new Map([
    ["link.bandwidthMiBps", link.bandwidthMiBps],
    ["link.latencyMs", link.latencyMs],
    ["link.loss", link.loss],
    ["datastore.bandwidthMiBps", datastore.bandwidthMiBps],
    ["datastore.latencyMs", datastore.latencyMs],
    ["guest.settings.dirtyPagesPerSecond", dirtyPagesPerSecond ?? 0],
  ]);
}

/** What was changed in a lane, in order. A drag of one field is one change. */
export function changesOf(actions: readonly LaneAction[], begun: Scenario): Change[] {
  let world = worldOf(conditionsAtStart(begun));
  const spans: Span[] = [];
  for (const action of actions) {
    const next = after(world, action);
    for (const [path, to] of next) {
      const from = world.get(path)!;
      if (from === to) continue;
      const last = spans.findLast((span) => span.path === path);
      if (last && action.at - last.until <= ONE_CHANGE) {
        last.to = to;
        last.until = action.at;
      } else spans.push({ path, at: action.at, from, to, until: action.at });
    }
    world = next;
  }
  return spans
    .filter(({ from, to }) => from !== to)
    .map(({ at, path, from, to }) => ({ at, words: inWords(path, from, to) }));
}

function inWords(path: string, from: number, to: number): string {
  const field = fieldAt(path);
  return `${textOf(field, from)} → ${wordsFor(field, to)}`;
}

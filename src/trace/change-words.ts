/** A change of a run's conditions, short enough for the tape: what was, and what is. */

import { plainNumber } from "../language/numbers.ts";
import { t } from "../language/words.ts";
import type { LinkConditions, PathConditions } from "../scenario/conditions.ts";
import type { Reached } from "./milestone.ts";

/** A milestone that is a change. */
export type ChangeReached = Extract<Reached, { readonly was: unknown }>;

/** Whether a milestone is one. */
export function isChange<Each extends Reached>(reached: Each): reached is Extract<Each, ChangeReached> {
  return "was" in reached;
}

/** What has changed, such as "4 → 2 MiB/s"; what stayed is left out. */
export function changeWords(reached: ChangeReached): string {
  switch (reached.kind) {
    case "setDirtyRate":
      return t`${plainNumber(reached.was)} → ${plainNumber(reached.is)} pages/s`;
    case "slowLink":
      return linkWords([...pathChanges(reached), ...ownChanges(reached)]);
    case "slowDatastore":
      return datastoreWords(pathChanges(reached));
  }
}

/** A change to what was already is told, too: somebody has done it. */
function linkWords(changes: readonly string[]): string {
  return changes.length > 0 ? t`link ${changes.join(", ")}` : t`link as before`;
}

function datastoreWords(changes: readonly string[]): string {
  return changes.length > 0 ? t`datastore ${changes.join(", ")}` : t`datastore as before`;
}

function pathChanges({ was, is }: { was: PathConditions; is: PathConditions }): string[] {
  return [
    ...changed(was.bandwidthMiBps, is.bandwidthMiBps, "MiB/s"),
    ...changed(was.latencyMs, is.latencyMs, "ms"),
  ];
}

/** What only the link has. The way back is told where it does not change with the way there. */
function ownChanges({ was, is }: { was: LinkConditions; is: LinkConditions }): string[] {
  const isShared =
    was.backBandwidthMiBps === was.bandwidthMiBps && is.backBandwidthMiBps === is.bandwidthMiBps;
  return [
    ...(isShared ? [] : changed(was.backBandwidthMiBps, is.backBandwidthMiBps, t`MiB/s back`)),
    ...changed(percent(was.loss), percent(is.loss), t`% lost`),
  ];
}

function changed(was: number, is: number, unit: string): string[] {
  return was === is ? [] : [`${plainNumber(was)} → ${plainNumber(is)} ${unit}`];
}

/** A share as percent, to a thousandth. */
export function percent(share: number): number {
  return Math.round(share * 100_000) / 1000;
}

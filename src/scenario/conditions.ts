/**
 * The conditions of a run that may change while it goes on: how fast and how lossy its paths are, and how fast its guest
 * writes. They begin as the scenario says; heals bring those of a path back.
 */

import type { Place } from "../place/place.ts";
import { dirtyRateWordOf, programOf } from "./dirty-rate.ts";
import type { Fault } from "./fault.ts";
import { wordsOf } from "./guest-files.ts";
import type { Scenario } from "./scenario.ts";

/** How fast a path is: MiB of 2^20 bytes a second, and milliseconds. */
export interface PathConditions {
  readonly bandwidthMiBps: number;
  readonly latencyMs: number;
}

/** The link's; loss is the probability that a message has to be sent again. */
export interface LinkConditions extends PathConditions {
  /** From East to West; `bandwidthMiBps` is that from West to East. */
  readonly backBandwidthMiBps: number;
  readonly loss: number;
}

/** What a run's world is like now. */
export interface Conditions {
  readonly link: LinkConditions;
  readonly datastore: PathConditions;
  /** Pages that the guest is set to write in a second; null for a guest without such a setting. */
  readonly dirtyPagesPerSecond: number | null;
}

/** The bandwidth in which a machine sends, in MiB a second. */
export function bandwidthFrom(place: Place, { link }: Conditions): number {
  return place === "West" ? link.bandwidthMiBps : link.backBandwidthMiBps;
}

/** What a run begins with. Throws {@link BadScenarioError} for settings that the guest does not have. */
export function conditionsAtStart(scenario: Scenario): Conditions {
  return {
    link: linkAtStart(scenario),
    datastore: datastoreAtStart(scenario),
    dirtyPagesPerSecond: dirtyRateAtStart(scenario.guest),
  };
}

export function linkAtStart({ link }: Pick<Scenario, "link">): LinkConditions {
  const { bandwidthMiBps, backBandwidthMiBps = bandwidthMiBps, latencyMs, loss } = link;
  return { bandwidthMiBps, backBandwidthMiBps, latencyMs, loss };
}

export function datastoreAtStart({ datastore }: Pick<Scenario, "datastore">): PathConditions {
  const { bandwidthMiBps, latencyMs } = datastore;
  return { bandwidthMiBps, latencyMs };
}

/** The link after a change; what that leaves out stays, where the way back has a bandwidth of its own that one too. */
export function linkAfter(
  { backBandwidthMiBps: back, loss }: LinkConditions,
  change: Omit<Extract<Fault, { kind: "slowLink" }>, "at">,
  { link }: Pick<Scenario, "link">,
): LinkConditions {
  const { bandwidthMiBps, latencyMs } = change;
  const shared = link.backBandwidthMiBps === undefined ? bandwidthMiBps : back;
  return {
    bandwidthMiBps,
    backBandwidthMiBps: change.backBandwidthMiBps ?? shared,
    latencyMs,
    loss: change.loss ?? loss,
  };
}

function dirtyRateAtStart(guest: Scenario["guest"]): number | null {
  const [program, index] = [programOf(guest), dirtyRateWordOf(guest)];
  return program === null || index === null ? null : wordsOf(program, guest)[index]!;
}

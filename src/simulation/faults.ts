/**
 * What faults do. A fault of the scenario and a press of the learner go the same way, so that a run by hand can be
 * repeated as a scenario. Faults act on the parts only: no host is told of one, and each has to notice it by silence.
 */

import type { Ticket } from "../datastore/service.ts";
import type { HostName } from "../place/place.ts";
import { datastoreAtStart, linkAfter, linkAtStart } from "../scenario/conditions.ts";
import type { Deed } from "../scenario/fault.ts";
import { loseInputs } from "./input-end.ts";
import { directionFrom } from "./parts/link-events.ts";
import { NONE } from "./parts/run-state.ts";
import type { Run } from "./run.ts";

/** What faults and deeds do to a run's parts; the guest and the roles are told of the others (`told.ts`). */
export type Disturbance = Exclude<WithoutTime<Deed>, { kind: "setDirtyRate" | "cancel" }>;
type WithoutTime<Each> = Each extends Deed ? Omit<Each, "at"> : never;

/**
 * Does to the parts of a run what a fault, or the learner, does to them. Returns the operations on the datastore that
 * are done at other times than before.
 */
export function applyFault(run: Run, fault: Disturbance): Ticket[] {
  if (fault.kind === "slowDatastore") return slowDatastore(run, fault);
  if (fault.kind === "healDatastore") return healDatastore(run);
  disturb(run, fault);
  return [];
}

function slowDatastore(run: Run, change: Disturbance & { kind: "slowDatastore" }): Ticket[] {
  const { bandwidthMiBps, latencyMs } = change;
  const is = { bandwidthMiBps, latencyMs };
  const was = run.state.conditions.datastore;
  run.state.conditions = { ...run.state.conditions, datastore: is };
  run.statistics.reach({ kind: "slowDatastore", was, is }, run.now);
  return run.service.slow(change, run.now);
}

function slowLink(run: Run, change: Disturbance & { kind: "slowLink" }): void {
  const was = run.state.conditions.link;
  const is = linkAfter(was, change, run.scenario);
  run.state.conditions = { ...run.state.conditions, link: is };
  run.statistics.reach({ kind: "slowLink", was, is }, run.now);
  run.link.slow(change, run.now);
}

/** Operations whose time was not over go on at the speed of before, which is why steps may be due at other ticks. */
function healDatastore(run: Run): Ticket[] {
  const { service, statistics, now } = run;
  run.state.conditions = { ...run.state.conditions, datastore: datastoreAtStart(run.scenario) };
  service.heal(now);
  statistics.reach({ kind: "healDatastore" }, now);
  return service.restore(now);
}

function disturb(run: Run, fault: Exclude<Disturbance, { kind: "slowDatastore" | "healDatastore" }>): void {
  const { link, statistics, now } = run;
  switch (fault.kind) {
    case "cutLink":
      return cut(run);
    case "healLink":
      run.state.conditions = { ...run.state.conditions, link: linkAtStart(run.scenario) };
      link.heal(now);
      link.restore(now);
      return statistics.reach({ kind: "healLink" }, now);
    case "slowLink":
      return slowLink(run, fault);
    case "loseMessages":
      link.loseNext(fault.count);
      return statistics.reach({ kind: "loseMessages", count: fault.count }, now);
    case "stopDatastore":
      run.store.stop(now);
      run.file.stopped();
      return statistics.reach({ kind: "stopDatastore" }, now);
    case "crashSource":
      return crash(run, "source");
    case "crashDestination":
      return crash(run, "destination");
    default:
      fault satisfies never;
  }
}

/** Everything on the cable is lost, the messages of both directions: no host learns which of its messages came. */
function cut(run: Run): void {
  // A second cut of a link that is cut loses nothing, and must not replace the number of pages that the first one
  // lost.
  if (!run.link.whole) return;
  const lost = run.link.cut(run.now);
  const pagesLost = lost.reduce((count, { id }) => count + run.parcels.pagesOf(id).length, 0);
  for (const parcel of lost) run.lose(parcel);
  run.state.cutAt = { at: run.now, pagesLost };
  run.statistics.reach({ kind: "cutLink" }, run.now);
}

/** The host stops dead: its guest, its timers, what it had queued. What has left it still arrives. */
function crash(run: Run, host: HostName): void {
  if (run.recoverability.crashed.has(host)) return;
  // Whether the guest was lost before is settled first. Whether all that was owed had left is asked below, once the
  // queue is gone.
  run.recoverability.crash(host, run.statistics.how === "moved", () => run.coming());
  run.known[host].guest = "absent";
  const requests = run.inputs.requestsAt(host);
  loseInputs(run, host, { typed: run.known[host].waiting.typed, requests }, "hostCrashed");
  run.known[host].waiting = NONE;
  run.invariants.heldAt(host);
  for (const parcel of run.link.loseQueue(directionFrom(host), run.now)) run.lose(parcel);
  if (host === "source") run.recoverability.lostQueue(() => run.coming());
  const kind = host === "source" ? "crashSource" : "crashDestination";
  run.statistics.reach({ kind, place: run.places[host] }, run.now);
  run.statistics.disturb();
}

import type { Ticket } from "../datastore/service.ts";
import type { HostName } from "../host/port.ts";
import type { ActionName } from "../scenario/action.ts";
import type { Fault, FaultKind } from "../scenario/fault.ts";
import { loseInputs } from "./input-end.ts";
import { directionFrom } from "./parts/link-events.ts";
import { NONE } from "./parts/run-state.ts";
import type { Run } from "./run.ts";

/** A fault of the scenario, which has a time, or what the learner does now. */
export type Deed = Fault | ByHand[keyof ByHand];
type ByHand = { [Kind in Extract<ActionName, FaultKind>]: { readonly kind: Kind } };

/**
 * Does to the parts of a run what a fault, or the learner, does to them. Returns the operations on the datastore that
 * are done at other times than before.
 */
export function applyFault(run: Run, fault: Deed): Ticket[] {
  run.note("lab", "at" in fault ? { ...fault, cause: "scenario" } : { ...fault, cause: "learner" });
  if (fault.kind === "slowDatastore") return run.service.slow(fault, run.now);
  if (fault.kind === "healDatastore") return healDatastore(run);
  disturb(run, fault);
  return [];
}

function healDatastore({ service, statistics, now }: Run): Ticket[] {
  service.heal(now);
  statistics.reach({ kind: "healDatastore" }, now);
  return service.restore(now);
}

function disturb(run: Run, fault: Exclude<Deed, { kind: "slowDatastore" | "healDatastore" }>): void {
  const { link, statistics, now } = run;
  switch (fault.kind) {
    case "cutLink":
      return cut(run);
    case "healLink":
      link.heal(now);
      link.restore(now);
      return statistics.reach({ kind: "healLink" }, now);
    case "slowLink":
      return link.slow(fault, now);
    case "loseMessages":
      return link.loseNext(fault.count);
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

function cut(run: Run): void {
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
  run.recoverability.crash(host, run.statistics.how === "moved", () => run.coming());
  run.known[host].guest = "absent";
  const requests = run.inputs.requestsAt(host);
  loseInputs(run, host, { typed: run.known[host].waiting.typed, requests }, "hostCrashed");
  run.known[host].waiting = NONE;
  run.invariants.heldAt(host);
  for (const parcel of run.link.loseQueue(directionFrom(host), run.now)) run.lose(parcel);
  if (host === "source") run.recoverability.lostQueue(() => run.coming());
  run.statistics.reach({ kind: host === "source" ? "crashSource" : "crashDestination" }, run.now);
  run.statistics.disturb();
}

import type { HostName } from "../host/port.ts";
import { loseInputs } from "./input-end.ts";
import { directionFrom } from "./link-events.ts";
import type { RunParts } from "./run-parts.ts";
import { NONE } from "./run-state.ts";
import type { Fault } from "./scenario.ts";

/** Does to the parts of a run what a fault, or the learner, does to them. */
export function applyFault(run: RunParts, fault: Fault): void {
  const { link, service, ledger, now } = run;
  run.note("lab", fault.kind, { ...fault });
  switch (fault.kind) {
    case "cutLink":
      return cut(run);
    case "healLink":
      link.heal(now);
      link.restore(now);
      return ledger.beat("heal", now);
    case "slowLink":
      return link.slow(fault, now);
    case "loseMessages":
      return link.loseNext(fault.count);
    case "slowDatastore":
      return service.slow(fault);
    case "stopDatastore":
      run.store.stop();
      run.file.stopped();
      return ledger.beat("datastore stops", now);
    case "healDatastore":
      service.heal(now);
      service.restore();
      return ledger.beat("datastore heals", now);
    case "crashSource":
      return crash(run, "source");
    case "crashDestination":
      return crash(run, "destination");
  }
}

function cut(run: RunParts): void {
  if (!run.link.whole) return;
  const lost = run.link.cut(run.now);
  const pagesLost = lost.reduce((count, { id }) => count + run.parcels.pagesOf(id).length, 0);
  for (const parcel of lost) run.lose(parcel);
  run.state.cutAt = { at: run.now, pagesLost };
  run.ledger.beat("cut", run.now);
}

/** The host stops dead: its guest, its timers, what it had queued. What has left it still arrives. */
function crash(run: RunParts, host: HostName): void {
  if (run.fate.crashed.has(host)) return;
  run.fate.crashed.add(host);
  run.known[host].guest = "absent";
  const requests = run.inputs.requestsAt(host);
  loseInputs(run, host, { typed: run.known[host].waiting.typed, requests }, "hostCrashed");
  run.known[host].waiting = NONE;
  run.witness.heldAt(host);
  for (const parcel of run.link.loseQueue(directionFrom(host), run.now)) run.lose(parcel);
  run.ledger.beat(`${host} crashes`, run.now);
  run.ledger.disturb();
}

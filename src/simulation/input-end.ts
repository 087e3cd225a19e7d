/**
 * The end of inputs that never reached a guest. Losing an input anywhere goes through `loseInputs`, which keeps the
 * account and the trace in step.
 */

import type { InputLoss, InputLosses } from "../host/input-loss.ts";
import type { HostName } from "../place/place.ts";
import type { Run } from "./run.ts";

/** What of the inputs never reached the guest in the whole run. */
export interface LostInputs {
  readonly typed: InputLosses;
  readonly requests: InputLosses;
}

/**
 * What never reached the guest, now that the run is over; what was under way is lost with it, and goes into the
 * trace. A request that was sent so late that the client does not count it as lost is left out.
 */
export function lostAtEnd(run: Run): LostInputs {
  const { typed, requests } = run.inputs.state;
  const why = whyAtEnd(run);
  const lost = { typed: { ...typed.lost }, requests: { ...requests.lost } };
  const notDue = run.typedLater();
  for (const [count, reason] of [[typed.open.length, why] as const, [notDue, "notDue"] as const]) {
    if (count === 0) continue;
    lost.typed[reason] = (lost.typed[reason] ?? 0) + count;
    run.note("lab", { kind: "typedLost", bytes: count, why: reason });
  }
  // A request counts as lost only once the client has given it up; one that is merely under way at the end is no
  // loss.
  const late = new Set(run.client.lateAt(run.now));
  for (const id of [...requests.open.keys(), ...run.client.travelling()]) {
    run.note("lab", { kind: "requestLost", id, why });
    if (late.has(id)) lost.requests[why] = (lost.requests[why] ?? 0) + 1;
  }
  return lost;
}

function whyAtEnd(run: Run): InputLoss {
  if (run.lossReason !== null) return "guestLost";
  return run.shutDown ? "guestOff" : "runEnded";
}

/** Notes inputs that never will reach the guest, with the reason, in the account and in the trace. */
export function loseInputs(
  run: Run,
  who: HostName | "lab",
  { typed, requests }: { readonly typed: number; readonly requests: readonly number[] },
  why: InputLoss,
): void {
  if (typed > 0) {
    run.inputs.typedLost(typed, why);
    run.note(who, { kind: "typedLost", bytes: typed, why });
  }
  for (const id of requests) {
    run.inputs.requestLost(id, why);
    run.note(who, { kind: "requestLost", id, why });
  }
}

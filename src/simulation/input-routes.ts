/**
 * Where an input has to go: keys to the guest wherever it runs, requests to the port that the client's switch chose.
 * Nothing here changes anything. It goes by what hosts answered last, as the run knows them.
 */

import type { Port } from "../client/network.ts";
import type { InputLoss } from "../host/input-loss.ts";
import { type HostName, roleOf } from "../place/place.ts";
import type { InputCounts } from "./parts/input-account.ts";
import { hostOfGuest, isOff } from "./parts/run-state.ts";
import type { Run } from "./run.ts";

const HOSTS = ["source", "destination"] as const;

/**
 * The first of these ports behind which the guest is, or is held while it runs nowhere else; null where none is so. A
 * stunned guest still owns its port: requests wait there until it runs again or is elsewhere.
 */
export function portOfGuest({ known, places }: Run, ports: readonly Port[]): HostName | null {
  const host = hostOfGuest(known);
  if (host !== null) return ports.includes(places[host]) ? host : null;
  const behind = ports.map((port) => roleOf(places, port));
  return isOff(known) ? null : (behind.find((each) => known[each].guest === "stunned") ?? null);
}

/** Why a request is lost that came to ports behind none of which the guest is. */
export function whyUnheard(run: Run, ports: readonly Port[]): InputLoss {
  const hosts = ports.map((port) => roleOf(run.places, port));
  if (hosts.some((host) => run.known[host].guest === "off")) return "guestOff";
  if (hosts.every((host) => run.recoverability.crashed.has(host))) return "hostCrashed";
  return "guestElsewhere";
}

/**
 * All inputs of a run, each counted where it lies now. Inputs at a host without the guest count as stranded too,
 * unless the guest is held and may yet run there.
 */
export function countInputs({ known, state, client }: Run): InputCounts {
  const { source, destination } = known;
  const at = hostOfGuest(known);
  const leftHosts = at === null && !isOff(known) ? [] : HOSTS.filter((host) => host !== at);
  const strandedOf = (kind: "typed" | "requests") =>
    leftHosts.reduce((count, host) => count + known[host].waiting[kind], 0);
  const held = state.typedWhileHeld.reduce((sum, { length }) => sum + length, 0);
  const sum = (kind: "typed" | "requests", of: "received" | "waiting") =>
    source[of][kind] + destination[of][kind];
  return {
    latched: { typed: sum("typed", "received"), requests: sum("requests", "received") },
    waiting: { typed: sum("typed", "waiting") + held, requests: sum("requests", "waiting") },
    stranded: { typed: strandedOf("typed"), requests: strandedOf("requests") },
    sent: client.state.tally.sent,
    travelling: client.travelling().length,
  };
}

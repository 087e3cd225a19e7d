/**
 * What a page draws of one host: its status, the map of its pages and the guest's screen. The simulation asks for it
 * between two steps. It must never change anything at the host, or a run that is watched would differ from one that
 * is not.
 */

import type { Hypervisor } from "./hypervisor.ts";
import { destinationMap, sourceMap } from "./page-map.ts";
import { PageState } from "./page-state.ts";
import type { HostView } from "./port.ts";
import { screenOf } from "./screen.ts";
import type { HostStatus } from "./status.ts";

/** What there is to see of a host; reading the guest's screen takes longest and is left out where nobody looks. */
export function viewOf(hypervisor: Hypervisor, withScreen: boolean): HostView {
  const { guest, role, state } = hypervisor;
  return {
    status: statusOf(hypervisor),
    role: role.state,
    roles: [...role.record.states],
    pages: pageMapOf(hypervisor),
    waitsFor: guest.waitsFor,
    screen: withScreen && !state.freed ? screenOf(guest.machine) : null,
    instructions: guest.state === "absent" || state.freed ? 0 : guest.machine.retired,
  };
}

/** A host that has booted a new guest has no role: all of its pages are simply there. */
function pageMapOf({ guest, role: { source, destination }, state: own }: Hypervisor): Uint8Array {
  const { machine, state, waitsFor } = guest;
  if (source) return sourceMap(source, machine, own.freed);
  if (!destination) return new Uint8Array(machine.pageCount).fill(PageState.present);
  return destinationMap(destination, machine, state, waitsFor, own.arrivedBy);
}

function statusOf({ guest: { state }, role: { source, destination }, state: own }: Hypervisor): HostStatus {
  if (state !== "absent") return source?.name === "serving" ? "serving" : state;
  if (own.freed) return source ? "freed" : "empty";
  return destination?.name === "empty" ? "empty" : "receiving";
}

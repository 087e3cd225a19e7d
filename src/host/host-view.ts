import type { Destination } from "../migration/destination.ts";
import type { Source } from "../migration/source.ts";
import { type HostStatus, PageState } from "../scenario/frame.ts";
import type { HostState } from "./archive.ts";
import type { Guest } from "./guest.ts";
import { destinationMap, sourceMap } from "./page-map.ts";
import type { HostView } from "./port.ts";
import { screenOf } from "./screen.ts";

/** What a host is made of, as far as it can be seen. */
export interface HostParts {
  readonly guest: Guest;
  readonly source: Source | null;
  readonly destination: Destination | null;
  readonly own: HostState;
}

/** What there is to see of a host; reading the guest's screen takes longest and is left out where nobody looks. */
export function viewOf(parts: HostParts, withScreen: boolean): HostView {
  const { guest, source, destination, own } = parts;
  return {
    status: statusOf(parts),
    role: source?.name ?? destination?.name ?? null,
    roles: [...own.roles],
    pages: pageMapOf(parts),
    waitsFor: guest.waitsFor,
    screen: withScreen && !own.freed ? screenOf(guest.machine) : null,
    instructions: guest.state === "absent" || own.freed ? 0 : guest.machine.retired,
  };
}

/** A host that has booted a new guest has no role: all of its pages are simply there. */
function pageMapOf({ guest, source, destination, own }: HostParts): Uint8Array {
  const { machine, state, waitsFor } = guest;
  if (source) return sourceMap(source, machine, own.freed);
  if (!destination) return new Uint8Array(machine.pageCount).fill(PageState.present);
  return destinationMap(destination, machine, state, waitsFor, own.arrivedBy);
}

function statusOf({ guest: { state }, source, destination, own }: HostParts): HostStatus {
  if (state !== "absent") return source?.name === "serving" ? "serving" : state;
  if (own.freed) return source ? "freed" : "empty";
  return destination?.name === "empty" ? "empty" : "receiving";
}

import type { GuestRequest } from "../machine/machine.ts";
import type { Guest } from "./guest.ts";
import type { HostOutput } from "./port.ts";

/** What waits at a host until its guest can take it, as plain data. It does not migrate. */
export interface GuestInbox {
  /** What was typed while the guest could not take it. */
  typed: Uint8Array[];
  /** Requests at the guest's port for which its mailbox had no room. */
  requests: GuestRequest[];
}

/** Requests that wait at a guest's port, as packets in the receive ring of a network card. What comes then is lost. */
const PORT_REQUESTS = 256;

export function queueRequest({ requests }: GuestInbox, request: GuestRequest): void {
  if (requests.length < PORT_REQUESTS) requests.push(request);
}

/** Gives a running guest what was typed. What its console has no room for is lost, as on a serial line that nobody reads. */
export function deliverTyped({ typed }: GuestInbox, { state, machine }: Guest): HostOutput[] {
  if (state !== "running") return [];
  return typed.splice(0).map((keys) => {
    const bytes = keys.subarray(0, machine.consoleRoom);
    machine.pushConsole(bytes);
    return { kind: "delivered", cycle: machine.cycle, bytes };
  });
}

/** Gives a running guest as many requests as its mailbox has room for. */
export function deliverRequests({ requests }: GuestInbox, { state, machine }: Guest): HostOutput[] {
  if (state !== "running") return [];
  return requests.splice(0, machine.requestRoom).map((request) => {
    machine.pushRequest(request);
    return { kind: "asked", cycle: machine.cycle, request };
  });
}

import { MILLISECOND, type Tick } from "../clock/tick.ts";
import type { GuestRequest } from "../machine/machine.ts";
import type { Guest } from "./guest.ts";
import type { HostOutput, InputCount } from "./port.ts";

/**
 * What waits at a host until its guest can take it, as plain data. It does not migrate. What the guest has really
 * been given is part of its machine's state and moves with the checkpoint.
 */
export interface GuestInbox {
  /** What was typed while the guest waited for a page, or while its console had no room. */
  typed: Uint8Array[];
  /** When it was last looked whether the console has room. */
  lookedAt: Tick;
  /** Requests at the guest's port for which its mailbox had no room. */
  requests: GuestRequest[];
}

/** Requests that wait at a guest's port, as packets in the receive ring of a network card. What comes then is lost. */
const PORT_REQUESTS = 256;

/** While typed bytes wait for room, it is looked for after so much virtual time: a fast typist's hundredth. */
const LOOK_EVERY = MILLISECOND;

export function emptyInbox(): GuestInbox {
  return { typed: [], lookedAt: 0, requests: [] };
}

/** How much waits. */
export function waitingIn({ typed, requests }: GuestInbox): InputCount {
  return { typed: typed.reduce((sum, { length }) => sum + length, 0), requests: requests.length };
}

/** Puts a request at the port, or says that it is lost. */
export function queueRequest({ requests }: GuestInbox, request: GuestRequest): HostOutput[] {
  if (requests.length >= PORT_REQUESTS)
    return [{ kind: "dropped", typed: 0, requests: [request.id], why: "portFull" }];
  requests.push(request);
  return [];
}

/** When it is to be looked next whether what was typed has room; null while nothing waits for that. */
export function nextLook({ typed, lookedAt }: GuestInbox, { state }: Guest): Tick | null {
  return typed.length > 0 && state === "running" ? lookedAt + LOOK_EVERY : null;
}

/** Gives a running guest what was typed, as far as its console has room. The rest waits until the guest has read. */
export function deliverTyped(inbox: GuestInbox, { state, machine }: Guest, now: Tick): HostOutput[] {
  const outputs: HostOutput[] = [];
  if (state !== "running") return outputs;
  inbox.lookedAt = now;
  while (inbox.typed.length > 0 && machine.consoleRoom > 0) {
    const keys = inbox.typed.shift()!;
    const bytes = keys.subarray(0, machine.consoleRoom);
    if (bytes.length < keys.length) inbox.typed.unshift(keys.subarray(bytes.length));
    machine.pushConsole(bytes);
    outputs.push({ kind: "delivered", cycle: machine.cycle, bytes });
  }
  return outputs;
}

/** Gives a running guest as many requests as its mailbox has room for. */
export function deliverRequests({ requests }: GuestInbox, guest: Guest): HostOutput[] {
  const { state, machine } = guest;
  if (state !== "running") return [];
  return requests.splice(0, machine.requestRoom).map((request) => {
    guest.ask(request);
    return { kind: "asked", cycle: machine.cycle, request };
  });
}

/** Hands back what was typed and not delivered: it follows the guest to wherever that will run. */
export function returnTyped({ typed }: GuestInbox): HostOutput[] {
  return typed.splice(0).map((bytes) => ({ kind: "returned", bytes }));
}

/** Gives up all that waits, and says so. */
export function dropAll(inbox: GuestInbox, why: "guestOff" | "leftBehind" | "newGuest"): HostOutput[] {
  const { typed, requests } = waitingIn(inbox);
  const ids = inbox.requests.splice(0).map(({ id }) => id);
  inbox.typed = [];
  return typed + requests > 0 ? [{ kind: "dropped", typed, requests: ids, why }] : [];
}

/** Double-entry bookkeeping for inputs. Whoever drops an input without a word unbalances it, and the report says so. */

import type { InputLoss, InputLosses } from "../../host/input-loss.ts";
import type { HostName } from "../../place/place.ts";
import { noteViolation } from "./violations.ts";

/** The account as plain data. Counts are of bytes that were typed, and of requests. */
export interface InputAccountState {
  readonly typed: {
    entered: number;
    delivered: number;
    /** The bytes that were neither delivered nor lost, oldest first. */
    readonly open: number[];
    readonly lost: InputLosses;
  };
  readonly requests: {
    /** The last that came to a port; their ids count from 1, and they come in order. */
    arrived: number;
    delivered: number;
    /** The last that the guest was given. */
    lastDelivered: number;
    /** Those that wait at a host, and at which. */
    readonly open: Map<number, HostName>;
    readonly lost: InputLosses;
  };
  readonly violations: string[];
}

/** What the other parts of a run say of the same inputs, each counted where it lies. */
export interface InputCounts {
  /** Bytes and requests that have really come into the queues of the machines. */
  readonly latched: { readonly typed: number; readonly requests: number };
  /** Those that wait: typed ones in the run or at a host, requests at the hosts' ports. */
  readonly waiting: { readonly typed: number; readonly requests: number };
  /** Those that wait where the guest will never take them: at a host that it has left, or after it shut itself down. */
  readonly stranded: { readonly typed: number; readonly requests: number };
  /** Requests that the client has sent, and those of them that are still in its network. */
  readonly sent: number;
  readonly travelling: number;
}

/**
 * Follows every input from where it enters the run, a typed byte or a request of the client, to where the guest gets
 * it or where it is lost with a reason. It knows nothing of how inputs are delivered: what it was told is compared
 * with what lies in the queues of the hosts and their machines.
 */
export class InputAccount {
  state: InputAccountState = {
    typed: { entered: 0, delivered: 0, open: [], lost: {} },
    requests: { arrived: 0, delivered: 0, lastDelivered: 0, open: new Map(), lost: {} },
    violations: [],
  };

  /** Bytes were typed. */
  typed(bytes: Uint8Array): void {
    const { typed } = this.state;
    typed.entered += bytes.length;
    for (const byte of bytes) typed.open.push(byte);
  }

  /** The guest was given typed bytes: they must be the oldest that it was not given yet. */
  typedDelivered(bytes: Uint8Array): void {
    const { typed } = this.state;
    const next = typed.open.splice(0, bytes.length);
    typed.delivered += bytes.length;
    if (next.length !== bytes.length || next.some((byte, index) => byte !== bytes[index]))
      this.#violated("The guest was given typed bytes that were not the next ones.");
  }

  /** The oldest `count` typed bytes that the guest was not given never will be. */
  typedLost(count: number, why: InputLoss): void {
    const { typed } = this.state;
    if (typed.open.splice(0, count).length < count)
      this.#violated("More typed bytes were called lost than were open.");
    add(typed.lost, why, count);
  }

  /** Bytes were typed and were lost at once: what was typed before them is not touched by that. */
  typedInVain(count: number, why: InputLoss): void {
    this.state.typed.entered += count;
    add(this.state.typed.lost, why, count);
  }

  /** A request has come out of the client's network. Every one does, in the order of their ids. */
  requestArrived(id: number): void {
    const { requests } = this.state;
    if (id !== requests.arrived + 1) this.#violated(`Request ${id} came after request ${requests.arrived}.`);
    requests.arrived = id;
  }

  /** A request is handed to a host's port. */
  requestAt(host: HostName, id: number): void {
    if (this.state.requests.open.has(id)) this.#violated(`Request ${id} was handed to two hosts.`);
    this.state.requests.open.set(id, host);
  }

  /** The guest was given a request. */
  requestDelivered(id: number): void {
    const { requests } = this.state;
    if (!requests.open.delete(id)) this.#violated(`Request ${id} reached the guest, but waited nowhere.`);
    if (id <= requests.lastDelivered)
      this.#violated(`Request ${id} reached the guest after request ${requests.lastDelivered}.`);
    requests.lastDelivered = id;
    requests.delivered++;
  }

  /** A request never will reach the guest, whether it had come to a port or not. */
  requestLost(id: number, why: InputLoss): void {
    this.state.requests.open.delete(id);
    add(this.state.requests.lost, why, 1);
  }

  /** The requests that wait at a host, oldest first. */
  requestsAt(host: HostName): number[] {
    return [...this.state.requests.open].filter(([, at]) => at === host).map(([id]) => id);
  }

  /**
   * What is wrong: what was told on the way, and where the counts do not add up now. Each in one sentence. The
   * machine's own counters are on one side: only they say what a guest really got.
   */
  check({ latched, waiting, stranded, sent, travelling }: InputCounts): string[] {
    const { typed, requests, violations } = this.state;
    const wrong = [...violations];
    if (stranded.typed > 0)
      wrong.push(`${stranded.typed} typed bytes wait where the guest never takes them, and nobody is told.`);
    if (stranded.requests > 0)
      wrong.push(`${stranded.requests} requests wait where the guest never takes them, and nobody is told.`);
    const typedFound = latched.typed + waiting.typed + total(typed.lost);
    if (typedFound !== typed.entered)
      wrong.push(
        `${typed.entered} bytes were typed, but ${latched.typed} reached the guest, ${waiting.typed} wait and ${total(typed.lost)} are known to be lost.`,
      );
    if (latched.typed !== typed.delivered)
      wrong.push(`${typed.delivered} typed bytes were called delivered, ${latched.typed} reached the guest.`);
    if (requests.arrived + travelling !== sent)
      wrong.push(
        `The client sent ${sent} requests, but ${requests.arrived} came to a port and ${travelling} travel.`,
      );
    const requestsFound = latched.requests + waiting.requests + total(requests.lost);
    if (requestsFound !== requests.arrived)
      wrong.push(
        `${requests.arrived} requests came, but ${latched.requests} reached the guest, ${waiting.requests} wait and ${total(requests.lost)} are known to be lost.`,
      );
    if (latched.requests !== requests.delivered)
      wrong.push(
        `${requests.delivered} requests were called delivered, ${latched.requests} reached the guest.`,
      );
    return wrong;
  }

  #violated(sentence: string): void {
    noteViolation(this.state.violations, sentence);
  }
}

function add(losses: InputLosses, why: InputLoss, count: number): void {
  if (count > 0) losses[why] = (losses[why] ?? 0) + count;
}

function total(losses: InputLosses): number {
  return Object.values(losses).reduce((sum, count) => sum + count, 0);
}

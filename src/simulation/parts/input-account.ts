/** Double-entry bookkeeping for inputs. Whoever drops an input without a word unbalances it, and the report says so. */

import type { InputLoss, InputLosses } from "../../host/input-loss.ts";
import type { HostName } from "../../place/place.ts";
import { type Account, type InputViolation, noteViolation, type Violation } from "./violations.ts";

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
  readonly violations: Violation[];
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
      this.#violated({ kind: "typedOutOfOrder" });
  }

  /** The oldest `count` typed bytes that the guest was not given never will be. */
  typedLost(count: number, why: InputLoss): void {
    const { typed } = this.state;
    if (typed.open.splice(0, count).length < count) this.#violated({ kind: "typedLostTooMany" });
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
    if (id !== requests.arrived + 1)
      this.#violated({ kind: "requestCameAfter", id, before: requests.arrived });
    requests.arrived = id;
  }

  /** A request is handed to a host's port. */
  requestAt(host: HostName, id: number): void {
    if (this.state.requests.open.has(id)) this.#violated({ kind: "requestAtTwoHosts", id });
    this.state.requests.open.set(id, host);
  }

  /** The guest was given a request. */
  requestDelivered(id: number): void {
    const { requests } = this.state;
    if (!requests.open.delete(id)) this.#violated({ kind: "requestFromNowhere", id });
    if (id <= requests.lastDelivered)
      this.#violated({ kind: "requestReachedAfter", id, before: requests.lastDelivered });
    requests.lastDelivered = id;
    requests.delivered++;
  }

  /** A request never will reach the guest, whether it had come to a port or not. */
  requestLost(id: number, why: InputLoss): void {
    this.state.requests.open.delete(id);
    add(this.state.requests.lost, why, 1);
  }

  /** Another migration begins the other way: whatever waits at a host waits at the same machine in its new role. */
  turn(): void {
    const { open } = this.state.requests;
    for (const [id, host] of open) open.set(id, host === "source" ? "destination" : "source");
  }

  /** The requests that wait at a host, oldest first. */
  requestsAt(host: HostName): number[] {
    return [...this.state.requests.open].filter(([, at]) => at === host).map(([id]) => id);
  }

  /**
   * What is wrong: what was told on the way, and where the counts do not add up now. The machine's own counters are on
   * one side: only they say what a guest really got.
   */
  check(counts: InputCounts): Violation[] {
    return [
      ...this.state.violations,
      ...this.#stranded(counts),
      ...this.#typedWrong(counts),
      ...this.#requestsWrong(counts),
    ];
  }

  #stranded({ stranded }: InputCounts): InputViolation[] {
    const wrong: InputViolation[] = [];
    if (stranded.typed > 0) wrong.push({ kind: "typedStranded", count: stranded.typed });
    if (stranded.requests > 0) wrong.push({ kind: "requestsStranded", count: stranded.requests });
    return wrong;
  }

  #typedWrong({ latched, waiting }: InputCounts): InputViolation[] {
    const { entered, delivered, lost } = this.state.typed;
    const account = { entered, reached: latched.typed, waiting: waiting.typed, lost: total(lost) };
    const wrong: InputViolation[] = [];
    if (isOff(account)) wrong.push({ kind: "typedUnaccounted", ...account });
    if (latched.typed !== delivered)
      wrong.push({ kind: "typedMiscounted", delivered, reached: latched.typed });
    return wrong;
  }

  #requestsWrong({ latched, waiting, sent, travelling }: InputCounts): InputViolation[] {
    const { arrived, delivered, lost } = this.state.requests;
    const account = {
      entered: arrived,
      reached: latched.requests,
      waiting: waiting.requests,
      lost: total(lost),
    };
    const wrong: InputViolation[] = [];
    if (arrived + travelling !== sent) wrong.push({ kind: "requestsAstray", sent, arrived, travelling });
    if (isOff(account)) wrong.push({ kind: "requestsUnaccounted", ...account });
    if (latched.requests !== delivered)
      wrong.push({ kind: "requestsMiscounted", delivered, reached: latched.requests });
    return wrong;
  }

  #violated(violation: InputViolation): void {
    noteViolation(this.state.violations, violation);
  }
}

function add(losses: InputLosses, why: InputLoss, count: number): void {
  if (count > 0) losses[why] = (losses[why] ?? 0) + count;
}

function total(losses: InputLosses): number {
  return Object.values(losses).reduce((sum, count) => sum + count, 0);
}

function isOff({ entered, reached, waiting, lost }: Account): boolean {
  return reached + waiting + lost !== entered;
}

import type { Tick } from "../clock/tick.ts";
import type { Seen } from "./input.ts";
import type { Output } from "./output.ts";
import type { StoreOperation } from "./store.ts";

interface Pending {
  readonly operation: number;
  readonly what: StoreOperation;
  /** How often it was handed to the datastore. */
  tries: number;
  /** When it was handed to it last, and when it is once more, if no answer comes. */
  handedAt: Tick;
  retryAt: Tick;
  /** Whether the datastore came back since: then this operation is late, but no sign that it is silent again. */
  outlasted: boolean;
}

/** The longest pause between two tries of an operation, as a multiple of the operations' patience. */
const LONGEST_PAUSE = 4;

/**
 * The operations that a role has under way on the datastore. One that is not answered in time, and that the datastore
 * does not have in its queue either, is unknown, not failed: it is issued again. While the datastore is silent only the
 * oldest is, ever more slowly; with its first answer all that were lost are. All may take effect twice without harm.
 */
export interface PendingOperations {
  /** How long an answer is waited for before the operation is tried again: a heartbeat, in ticks. */
  readonly patience: Tick;
  /** Number of the next operation. Both hosts count for themselves. */
  next: number;
  /** What is not answered yet, in the order of issue. */
  pending: Pending[];
  /** Whether the datastore answered the last time it was asked. */
  reachable: boolean;
  /** How long an answer takes of late: the longest one counts, and fades with those after it. */
  roundTrip: Tick;
}

/** How much of an earlier round trip still counts at the next answer. */
const FADING = 3 / 4;

export function createPendingOperations(patience: Tick): PendingOperations {
  return { patience, next: 1, pending: [], reachable: true, roundTrip: 0 };
}

/** Hands an operation to the datastore; returns its number. */
export function issue(operations: PendingOperations, what: StoreOperation, now: Tick, out: Output[]): number {
  const pending: Pending = {
    operation: operations.next++,
    what,
    tries: 0,
    handedAt: now,
    retryAt: 0,
    outlasted: false,
  };
  operations.pending.push(pending);
  hand(operations, pending, now, out);
  return pending.operation;
}

/**
 * An answer came. Returns what had been asked, or null if that was answered before. An operation that was handed over
 * twice is answered twice, and the second answer is ignored.
 */
export function settle(
  operations: PendingOperations,
  operation: number,
  now: Tick,
  out: Output[],
): StoreOperation | null {
  const index = operations.pending.findIndex((pending) => pending.operation === operation);
  if (index < 0) return null;
  const [settled] = operations.pending.splice(index, 1);
  operations.roundTrip = Math.max(now - settled!.handedAt, Math.floor(operations.roundTrip * FADING));
  if (!operations.reachable) comeBack(operations, now, out);
  arm(operations, out);
  return settled!.what;
}

/**
 * What else was lost while the datastore was silent is looked after at once. Not from here, but by the store timer,
 * which comes due at once: only with it does a role hear what the datastore has in its queue (`Seen`), and that must
 * not be put there again.
 */
function comeBack(operations: PendingOperations, now: Tick, out: Output[]): void {
  out.push({ kind: "path", path: "file", up: true });
  operations.reachable = true;
  for (const pending of operations.pending) {
    pending.outlasted = true;
    pending.retryAt = now;
  }
}

/** Whether an operation of this kind is under way. */
export function isPending(operations: PendingOperations, kind: StoreOperation["kind"]): boolean {
  return operations.pending.some(({ what }) => what.kind === kind);
}

/**
 * The timer ran out: what the datastore still has is awaited, what it lost is issued again. Returns the most tries that
 * an operation has had without an answer.
 */
export function retry(operations: PendingOperations, seen: Seen, now: Tick, out: Output[]): number {
  const late = operations.pending.filter(({ retryAt }) => retryAt <= now);
  for (const pending of late) pending.retryAt = now + operations.patience;
  const lost = late.filter(({ operation }) => !seen.underWay.includes(operation));
  // A datastore that refuses, for the sake of a reservation, answers: it is not silent.
  const silent = lost.filter(({ operation }) => !seen.refused.includes(operation));
  // What was issued before the datastore came back is late because it was away. Only an operation that was handed over
  // since shows that it is away again.
  if (operations.reachable && silent.some(({ outlasted }) => !outlasted)) {
    operations.reachable = false;
    out.push({ kind: "path", path: "file", up: false });
  }
  const [oldest] = operations.pending;
  // One try is enough to find out whether a silent datastore is back; all of them would queue up there.
  for (const pending of lost)
    if (operations.reachable || pending === oldest) hand(operations, pending, now, out);
  if (!operations.reachable)
    for (const pending of late) pending.retryAt = Math.max(pending.retryAt, oldest!.retryAt);
  arm(operations, out);
  return Math.max(0, ...silent.map(({ tries }) => tries));
}

/** Forgets the operations of one kind; late answers are ignored. The operations may still take effect. */
export function forget(operations: PendingOperations, kind: StoreOperation["kind"], out: Output[]): void {
  operations.pending = operations.pending.filter(({ what }) => what.kind !== kind);
  arm(operations, out);
}

/** Forgets all operations; late answers are ignored. */
export function abandon(operations: PendingOperations, out: Output[]): void {
  operations.pending = [];
  arm(operations, out);
}

/** Every further try waits twice as long as the one before, up to the longest pause. */
function hand(operations: PendingOperations, pending: Pending, now: Tick, out: Output[]): void {
  const { operation, what } = pending;
  pending.outlasted = false;
  pending.handedAt = now;
  pending.retryAt = now + operations.patience * Math.min(LONGEST_PAUSE, 2 ** pending.tries++);
  out.push({ kind: "store", operation, what });
  arm(operations, out);
}

/** One timer serves all operations: it is set to the earliest of their retries, and stopped where there is none. */
function arm(operations: PendingOperations, out: Output[]): void {
  const at =
    operations.pending.length > 0 ? Math.min(...operations.pending.map(({ retryAt }) => retryAt)) : null;
  out.push({ kind: "deadline", name: "store", at });
}

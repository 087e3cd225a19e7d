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

/** The longest pause between two tries of an operation, in times of the desk's patience. */
const LONGEST_PAUSE = 4;

/**
 * The operations that a role has under way on the datastore. One that is not answered in time, and that the datastore
 * does not have in its queue either, is unknown, not failed: it is issued again. While the datastore is silent only the
 * oldest is, ever more slowly; with its first answer all that were lost are. All may take effect twice without harm.
 */
export interface StoreDesk {
  readonly patience: Tick;
  next: number;
  pending: Pending[];
  /** Whether the datastore answered the last time it was asked. */
  reachable: boolean;
  /** How long an answer takes of late: the longest one counts, and fades with those after it. */
  roundTrip: Tick;
}

/** How much of an earlier round trip still counts at the next answer. */
const FADING = 3 / 4;

export function createStoreDesk(patience: Tick): StoreDesk {
  return { patience, next: 1, pending: [], reachable: true, roundTrip: 0 };
}

/** Hands an operation to the datastore; returns its number. */
export function issue(desk: StoreDesk, what: StoreOperation, now: Tick, out: Output[]): number {
  const pending: Pending = {
    operation: desk.next++,
    what,
    tries: 0,
    handedAt: now,
    retryAt: 0,
    outlasted: false,
  };
  desk.pending.push(pending);
  hand(desk, pending, now, out);
  return pending.operation;
}

/** An answer came. Returns what had been asked, or null if that was answered before. */
export function settle(desk: StoreDesk, operation: number, now: Tick, out: Output[]): StoreOperation | null {
  const index = desk.pending.findIndex((pending) => pending.operation === operation);
  if (index < 0) return null;
  const [settled] = desk.pending.splice(index, 1);
  desk.roundTrip = Math.max(now - settled!.handedAt, Math.floor(desk.roundTrip * FADING));
  if (!desk.reachable) comeBack(desk, now, out);
  arm(desk, out);
  return settled!.what;
}

/** What else was lost while the datastore was silent is looked after at once. */
function comeBack(desk: StoreDesk, now: Tick, out: Output[]): void {
  out.push({ kind: "path", path: "file", up: true });
  desk.reachable = true;
  for (const pending of desk.pending) {
    pending.outlasted = true;
    pending.retryAt = now;
  }
}

/** Whether an operation of this kind is under way. */
export function isPending(desk: StoreDesk, kind: StoreOperation["kind"]): boolean {
  return desk.pending.some(({ what }) => what.kind === kind);
}

/**
 * The timer ran out: what the datastore still has is awaited, what it lost is issued again. Returns the most tries that
 * an operation has had without an answer.
 */
export function retry(desk: StoreDesk, seen: Seen, now: Tick, out: Output[]): number {
  const late = desk.pending.filter(({ retryAt }) => retryAt <= now);
  for (const pending of late) pending.retryAt = now + desk.patience;
  const lost = late.filter(({ operation }) => !seen.underWay.includes(operation));
  const silent = lost.filter(({ operation }) => !seen.refused.includes(operation));
  if (desk.reachable && silent.some(({ outlasted }) => !outlasted)) {
    desk.reachable = false;
    out.push({ kind: "path", path: "file", up: false });
  }
  const [oldest] = desk.pending;
  for (const pending of lost) if (desk.reachable || pending === oldest) hand(desk, pending, now, out);
  if (!desk.reachable)
    for (const pending of late) pending.retryAt = Math.max(pending.retryAt, oldest!.retryAt);
  arm(desk, out);
  return Math.max(0, ...silent.map(({ tries }) => tries));
}

/** Forgets the operations of one kind; late answers are ignored. */
export function forget(desk: StoreDesk, kind: StoreOperation["kind"], out: Output[]): void {
  desk.pending = desk.pending.filter(({ what }) => what.kind !== kind);
  arm(desk, out);
}

/** Forgets all operations; late answers are ignored. */
export function abandon(desk: StoreDesk, out: Output[]): void {
  desk.pending = [];
  arm(desk, out);
}

/** Every further try waits twice as long as the one before, up to the longest pause. */
function hand(desk: StoreDesk, pending: Pending, now: Tick, out: Output[]): void {
  const { operation, what } = pending;
  pending.outlasted = false;
  pending.handedAt = now;
  pending.retryAt = now + desk.patience * Math.min(LONGEST_PAUSE, 2 ** pending.tries++);
  out.push({ kind: "store", operation, what });
  arm(desk, out);
}

function arm(desk: StoreDesk, out: Output[]): void {
  const at = desk.pending.length > 0 ? Math.min(...desk.pending.map(({ retryAt }) => retryAt)) : null;
  out.push({ kind: "deadline", name: "store", at });
}

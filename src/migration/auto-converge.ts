import { SECOND, type Tick } from "../clock/tick.ts";
import { PAGE_BYTES } from "../machine/layout.ts";

/** QEMU's defaults: throttle-trigger-threshold, cpu-throttle-initial, -increment and max-cpu-throttle, in percent. */
const TRIGGER_PERCENT = 50;
const INITIAL_PERCENT = 20;
const INCREMENT_PERCENT = 10;
const MAX_PERCENT = 99;

/** Accounts with too many dirty pages that bring the next step (`dirty_rate_high_cnt`). */
const COUNTS_PER_STEP = 2;

/**
 * QEMU 7.2's auto-converge (`migration_trigger_throttle`): a guest that dirties more than half of what is sent is made
 * to sleep, ever more. A plain record.
 */
export interface AutoConverge {
  /** When the last account was made, and the bytes of pages sent until then. */
  accountedAt: Tick;
  bytesSent: number;
  /** Pages found dirty since, that were not waiting to be sent already. */
  newlyDirty: number;
  /** Accounts with too many dirty pages since the last step. */
  counts: number;
  /** The share of time that the guest sleeps, in percent. */
  percent: number;
}

export function createAutoConverge(): AutoConverge {
  return { accountedAt: 0, bytesSent: 0, newlyDirty: 0, counts: 0, percent: 0 };
}

/** The dirty log begins here. */
export function beginAccounts(auto: AutoConverge, bytesSent: number, now: Tick): void {
  auto.accountedAt = now;
  auto.bytesSent = bytesSent;
}

/** The dirty log was fetched. Returns the share of time that the guest has to sleep from now on. */
export function account(auto: AutoConverge, newlyDirty: number, bytesSent: number, now: Tick): number {
  auto.newlyDirty += newlyDirty;
  // QEMU accounts at most once a second, however often it fetches the log; what is dirtied in between adds up.
  if (now - auto.accountedAt <= SECOND) return auto.percent;
  const sent = bytesSent - auto.bytesSent;
  if (auto.newlyDirty * PAGE_BYTES * 100 > sent * TRIGGER_PERCENT && ++auto.counts >= COUNTS_PER_STEP) {
    auto.counts = 0;
    auto.percent = auto.percent === 0 ? INITIAL_PERCENT : auto.percent + INCREMENT_PERCENT;
    auto.percent = Math.min(auto.percent, MAX_PERCENT);
  }
  auto.newlyDirty = 0;
  beginAccounts(auto, bytesSent, now);
  return auto.percent;
}

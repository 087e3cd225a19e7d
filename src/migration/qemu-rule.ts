import { MILLISECOND, type Tick } from "../clock/tick.ts";
import { PAGE_BYTES } from "../machine/layout.ts";
import type { Judgement } from "./judgement.ts";
import { nextFrom, type PageSet, remove } from "./page-set.ts";
import type { MigrationSettings } from "./settings.ts";
import { resumesEarly } from "./strategy.ts";

/** A batch ends when this much has passed. QEMU's MAX_WAIT is 50 ms, and it counts whole milliseconds. */
export const BATCH_TICKS = 51 * MILLISECOND;

/** QEMU looks at the clock after every 64 pages (`ram_save_iterate`). */
export const PAGES_PER_LOOK = 64;

/** QEMU measures the link over at least this long (`BUFFER_DELAY`), by a clock of whole milliseconds. */
const WINDOW_MS = 100;

/**
 * The loop of QEMU 7.2's migration thread (`migration_iteration_run`, `ram_save_pending`): pages are sent in batches
 * of about 50 ms, in the order of their addresses. When a batch ends with fewer pages left than the link carries
 * within the downtime limit, the dirty log is fetched; a round therefore ends before it has sent all its pages. A
 * plain record; the functions below change it.
 */
export interface QemuRule {
  /** Where the search for the next page goes on; it wraps around. */
  cursor: number;
  batchBegan: Tick;
  /** Pages sent since the clock was looked at. */
  sinceLook: number;
  /** Since when, and from how many bytes of pages on, the link is measured; null until the next batch begins. */
  window: { began: Tick; bytesSent: number } | null;
  /** Pages that may be left when the guest is stunned; 0 until the link has been measured. */
  threshold: number;
  /** Post-copy has been asked for; it begins when the batch ends. */
  switchAsked: boolean;
}

export function createQemuRule(): QemuRule {
  return { cursor: 0, batchBegan: 0, sinceLook: 0, window: null, threshold: 0, switchAsked: false };
}

/** A batch begins, and with it the measurement of the link, unless one is under way. */
export function beginBatch(rule: QemuRule, bytesSent: number, now: Tick): void {
  rule.batchBegan = now;
  rule.sinceLook = 0;
  rule.window ??= { began: now, bytesSent };
}

/** The next pages in address order, taken out of the set. */
export function takeInOrder(rule: QemuRule, toSend: PageSet, count: number): number[] {
  const pages: number[] = [];
  while (pages.length < count && toSend.count > 0) {
    const ahead = nextFrom(toSend, rule.cursor);
    const page = ahead >= 0 ? ahead : nextFrom(toSend, 0);
    remove(toSend, page);
    rule.cursor = page + 1;
    pages.push(page);
  }
  rule.sinceLook += pages.length;
  return pages;
}

/** Whether the batch is over while so many pages are left. */
export function batchIsOver(rule: QemuRule, left: number, now: Tick): boolean {
  if (left === 0) return true;
  if (rule.sinceLook < PAGES_PER_LOOK) return false;
  rule.sinceLook = 0;
  return now - rule.batchBegan >= BATCH_TICKS;
}

/**
 * Measures the link, once long enough has passed, and takes the threshold from it: bandwidth x `limit`. The limit is
 * the switchover goal, which stands for QEMU's `downtime-limit`.
 */
export function measureLink(rule: QemuRule, bytesSent: number, limit: Tick, now: Tick): void {
  if (!rule.window) return;
  const ms = Math.floor(now / MILLISECOND) - Math.floor(rule.window.began / MILLISECOND);
  if (ms < WINDOW_MS) return;
  const bytesPerMs = (bytesSent - rule.window.bytesSent) / ms;
  // QEMU counts what remains in whole pages, although its rate counts a zero page as a marker of 9 bytes: so a guest of
  // zeros looks larger to it than it is.
  rule.threshold = (bytesPerMs * limit) / MILLISECOND / PAGE_BYTES;
  rule.window = { began: now, bytesSent };
}

/** The link was away: the time that it was away tells nothing of its speed. */
export function measureAnew(rule: QemuRule): void {
  rule.window = null;
}

/** Whether so few pages are left that they can be sent within the downtime limit. */
export function isFew({ threshold }: QemuRule, left: number): boolean {
  return left === 0 || left < threshold;
}

/** QEMU's decision at the end of a round with so many pages left. Post-copy that was asked for begins a batch later. */
export function judgeByQemu(
  settings: MigrationSettings,
  round: number,
  rule: QemuRule,
  left: number,
  isSlower: boolean,
): Omit<Judgement, "sent" | "dirtied"> {
  const { switchoverGoal: goal, afterRounds } = settings;
  const stopNow = rule.threshold > 0 ? Math.ceil((left * goal) / rule.threshold) : null;
  const told = { round, pages: left, stopNow, goal };
  if (isFew(rule, left)) return { ...told, decision: "stun", ground: "fitsGoal" };
  const isAsked = afterRounds !== null && round >= afterRounds;
  if (isAsked && !resumesEarly(settings)) return { ...told, decision: "stun", ground: "asked" };
  const ground = afterRounds === null ? "tooMuchLeft" : "asked";
  return isSlower
    ? { ...told, decision: "slowerRound", ground: "tooLittleGained" }
    : { ...told, decision: "anotherRound", ground };
}

import { SECOND, type Tick } from "../clock/tick.ts";
import { PAGE_BYTES } from "../machine/layout.ts";
import { account, beginAccounts, createAutoConverge } from "../migration/auto-converge.ts";
import { PAGE_ON_LINK_BYTES } from "../migration/message.ts";
import { BATCH_TICKS, PAGES_PER_LOOK } from "../migration/qemu-rule.ts";
import { resumesEarly, slowsGuest } from "../migration/strategy.ts";
import { type Dirtying, dirtiedWithin } from "./rates.ts";
import { type CopyConditions, type Course, type Round, ticksOfPages } from "./rounds.ts";

/** A rule without a limit of its own is followed for so many rounds; by then they are alike, or have ended. */
const ROUNDS_LOOKED_AT = 1000;

/**
 * The rounds under QEMU's rule, which ends them by batches of about 50 ms and by what it measures of the link. An
 * estimate: where the pages lie that a round leaves decides how many of them are written meanwhile, and here they lie
 * anywhere.
 */
export function qemuCourse({ settings, bytesPerSecond, dirtying }: CopyConditions): Course {
  const few = (bytesPerSecond * settings.switchoverGoal) / SECOND / PAGE_BYTES;
  const batch = batchPages(bytesPerSecond);
  const auto = createAutoConverge();
  const rounds: Round[] = [];
  let [pages, now, speed] = [settings.pages, 0, 100];
  beginAccounts(auto, 0, 0);
  while (rounds.length < ROUNDS_LOOKED_AT) {
    const rest = restOf(pages, few, batch);
    const ends = now + ticksOfPages(pages - rest, bytesPerSecond);
    rounds.push({ pages, rest, begins: now, ends });
    const fresh = newlyDirty(dirtying, ((ends - now) * speed) / 100, rest / settings.pages);
    const left = rest + fresh;
    if (slowsGuest(settings)) speed = 100 - account(auto, fresh, (ends * bytesPerSecond) / SECOND, ends);
    if (left === 0 || left < few) return { rounds, ends: "fitsGoal", left };
    const isAsked = settings.afterRounds !== null && rounds.length >= settings.afterRounds;
    // Whoever may resume early is switched while the next batch is under way.
    if (isAsked)
      return { rounds, ends: "asked", left: resumesEarly(settings) ? Math.max(0, left - batch) : left };
    [pages, now] = [left, ends];
  }
  return { rounds, ends: "goesOn", left: pages };
}

/** Pages of a batch: as many looks at the clock as it takes until its time is over. */
function batchPages(bytesPerSecond: number): number {
  const inTime: number = (bytesPerSecond * BATCH_TICKS) / SECOND / PAGE_ON_LINK_BYTES;
  return Math.ceil(inTime / PAGES_PER_LOOK) * PAGES_PER_LOOK;
}

/** Pages left at the end of the first batch after which they are few. */
function restOf(pages: number, few: number, batch: number): number {
  for (let left = pages - batch; ; left -= batch)
    if (left <= 0) return 0;
    else if (left < few) return left;
}

/** Pages that became dirty and were not waiting to be sent already, of which there was such a share of all. */
function newlyDirty(dirtying: Dirtying, ran: Tick, waiting: number): number {
  return Math.round(dirtiedWithin(dirtying, ran) * (1 - waiting));
}

import { fromMebibytesPerSecond, fromMilliseconds, ticksOfBytes, toMilliseconds } from "../clock/tick.ts";
import { PAGE_ON_LINK_BYTES } from "../migration/message.ts";

/** What is left to send at a moment, and the link that would have to carry it. A frame has all of it. */
export interface LeftToSend {
  /** Pages that the destination does not have in their newest version. */
  readonly pages: number;
  /** Bytes that one of them takes on the link, on average; 4104 where no page is of zeros only. */
  readonly pageBytes?: number;
  /** MiB of 2^20 bytes a second, as the link is now. */
  readonly bandwidthMiBps: number;
  readonly goalMs: number;
}

/** How long the guest would stand still for what is left, if it stood still now. */
export interface StopNow {
  readonly ms: number;
  /** Whether that is within the switchover goal. */
  readonly fitsGoal: boolean;
}

/** If we stopped now: what is left to send, over the bandwidth. Latencies and records are not in it, as in the stop rule. */
export function stopNow({
  pages,
  pageBytes = PAGE_ON_LINK_BYTES,
  bandwidthMiBps,
  goalMs,
}: LeftToSend): StopNow {
  const ticks = ticksOfBytes(Math.ceil(pages * pageBytes), fromMebibytesPerSecond(bandwidthMiBps));
  return { ms: toMilliseconds(ticks), fitsGoal: ticks <= fromMilliseconds(goalMs) };
}

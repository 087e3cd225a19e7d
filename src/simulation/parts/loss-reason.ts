/**
 * Reasons for `lost`. The list is complete: `Recoverability` gives one of these or none, and every one has its words.
 */

/** Why no future without faults can make the guest whole. */
export const LOSS_REASONS = [
  /** The source crashed while the guest was only there: before `go` had reached anybody. */
  "sourceAlone",
  /** The source crashed after the switchover, while pages that had not left it were still owed. */
  "sourceOwed",
  /** The source crashed when all that it owed had left it, and the link then lost some of that. */
  "lostOnTheWay",
  /** Both hosts crashed after `go`, before the destination owned the guest. */
  "bothCrashed",
  /** The record names the destination, which crashed before it ran the guest: the source's copy may not be used. */
  "notResumed",
  /** The destination crashed while it ran the guest: the source's copy is stale. */
  "destinationNewest",
  /** The destination crashed after the source had given its memory back. */
  "destinationAlone",
] as const;
export type LossReason = (typeof LOSS_REASONS)[number];

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

const WORDS: Readonly<Record<LossReason, string>> = {
  sourceAlone: "The source crashed while the guest was only there.",
  sourceOwed: "The source crashed while it still owed pages.",
  lostOnTheWay:
    "The source crashed after all that it owed had left it, and the link then lost pages that were on it.",
  bothCrashed:
    "Both hosts crashed after the source had handed the guest over and before the destination owned it.",
  notResumed:
    "The destination crashed before it ran the guest, and the owner record names it; the source's copy is not stale, but it may not be used, since the record says that the destination owns the guest.",
  destinationNewest:
    "The destination crashed after it had taken the guest over; the source's copy is stale and does not run.",
  destinationAlone:
    "The destination crashed after the guest had moved there; the source has given its memory back.",
};

/** The reason in words, as the report has it. */
export function lossWords(reason: LossReason): string {
  return WORDS[reason];
}

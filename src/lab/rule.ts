import type { Place } from "../place/place.ts";

/** A part of the picture that a lesson points at. */
export type Lit = Place | "cable" | "mailbox";

/** What a lesson leaves open of a lab. Reasons are words for the learner. */
export interface Rule {
  /** Why time does not run and nothing can be done; null where it can. */
  readonly locked: string | null;
  /** Why nothing can be done to the run but to look at it; null where it can. */
  readonly fixed: string | null;
  /** The places of the conditions that may be changed where nothing is locked or fixed. */
  readonly conditions: readonly string[];
  /** What the picture is about now, where all else is to be dimmed. */
  readonly lit?: readonly Lit[] | null;
}

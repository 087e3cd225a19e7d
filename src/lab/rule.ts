/** What a lesson leaves open of a lab. Reasons are words for the learner. */
export interface Rule {
  /** Why time does not run and nothing can be done; null where it can. */
  readonly locked: string | null;
  /** Why nothing can be done to the run but to look at it; null where it can. */
  readonly fixed: string | null;
  /** The places of the conditions that may be changed where nothing is locked or fixed. */
  readonly conditions: readonly string[];
}

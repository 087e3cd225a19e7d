/** A day in milliseconds; no time of a scenario is longer. */
export const LONGEST_MS = 86_400_000;

import type { Frame } from "../scenario/frame.ts";

/** What the two ends of the floor's equation say of their numbers. */
export interface Shares {
  readonly here: string;
  readonly there: string;
}

/** What became of the pages at each host, in words to stand behind their number. */
export function sharesOf({ phase, sum, source, destination, report, restart }: Frame): Shares {
  if (phase === null) return { here: "pages here", there: "arrived" };
  if (restart.at !== null) return { here: "lost with the old guest", there: "saved" };
  const isLost = report.outcome === "lost";
  const owed = sum.owed > 0 ? "still owed here" : "owed here";
  return {
    here: isLost && source.status === "crashed" ? "lost here" : owed,
    there: isLost && destination.status === "crashed" ? "lost there" : "arrived",
  };
}

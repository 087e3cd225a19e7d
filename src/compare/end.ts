import type { ComparedRun } from "./comparison.ts";

/** What a run came to, for the guest: only runs that came to the same end can be compared with each other. */
export type End =
  /** The guest is at the destination, and as if it had never moved. */
  | "arrived"
  /** The move was given up, and the guest runs on at the source, whole. */
  | "stayed"
  /** The guest stands still, and nothing will move while the cable is cut. */
  | "waits"
  /** Nothing can make the guest whole again. */
  | "lost"
  /** The guest is not what it should be. */
  | "different"
  /** The move was still under way when the comparison's time was over. */
  | "underWay";

/** A broken promise outweighs everything: such a run is compared with none. */
export function endOfRun({ report, closing }: Pick<ComparedRun, "report" | "closing">): End {
  if (report.identical === false || report.invariants.length > 0) return "different";
  if (report.outcome === "lost") return "lost";
  if (report.outcome === "completed" || report.outcome === "recovered") return "arrived";
  if (closing === "outOfTime") return "underWay";
  return report.outcome === "held" ? "waits" : "stayed";
}

import type { Strategy } from "../migration/settings.ts";
import type { Report } from "../scenario/report.ts";
import type { ComparedRun } from "./comparison.ts";

/** What runs are judged by; less is better in each. */
export type Measure = "stun" | "total" | "degradation" | "bytes";

export const MEASURES: readonly Measure[] = ["stun", "total", "degradation", "bytes"];

/**
 * A measure of a report: the stun and the total time in milliseconds; the degradation, which is how long the guest
 * stood or slept beside the stun, in milliseconds; the bytes that were sent.
 */
export function measured(report: Report, measure: Measure): number {
  switch (measure) {
    case "stun":
      return report.downtime;
    case "total":
      return report["total-time"];
    case "degradation":
      return report.guest["stall-time"] + report.guest["work-lost"];
    case "bytes":
      return report.ram.transferred;
  }
}

/** Whether the guest arrived: only those that did can win. */
export function hasMoved({ outcome }: Report): boolean {
  return outcome === "completed" || outcome === "recovered";
}

/** For each measure the strategies that are best at it, of those whose guest arrived; several where they are equal. */
export function winners(runs: readonly ComparedRun[]): Readonly<Record<Measure, readonly Strategy[]>> {
  const moved = runs.filter(({ report }) => hasMoved(report));
  const best = (measure: Measure) => {
    const least = Math.min(...moved.map(({ report }) => measured(report, measure)));
    return moved.filter(({ report }) => measured(report, measure) === least).map(({ strategy }) => strategy);
  };
  return { stun: best("stun"), total: best("total"), degradation: best("degradation"), bytes: best("bytes") };
}

import type { Report } from "../report/report.ts";
import type { ComparedRun } from "./comparison.ts";
import { endOfRun } from "./end.ts";

/** What runs are judged by, the guest's pause first; less is better in each. */
export type Measure = "pause" | "total" | "waits" | "bytes";

export const MEASURES: readonly Measure[] = ["pause", "total", "waits", "bytes"];

/**
 * A measure of a report: the guest's pause, which is its stun, and the total time in milliseconds; the waits, which
 * is how long the guest stood or slept beside its pause, in milliseconds; the bytes that were sent.
 */
export function measured(report: Report, measure: Measure): number {
  switch (measure) {
    case "pause":
      return report.downtime;
    case "total":
      return report["total-time"];
    case "waits":
      return report.guest["stall-time"] + report.guest["work-lost"];
    case "bytes":
      return report.ram.transferred;
  }
}

/** What is said of a measure: runs of which the same is said are equal. */
export type Figure = (report: Report, measure: Measure) => string;

/**
 * For each measure the runs that are best at it. Only those that arrived are compared, of one group (all left alone, or
 * all cut); one alone is not the best of anything.
 */
export function winners<Run extends Pick<ComparedRun, "report" | "closing">>(
  group: readonly Run[],
  figure: Figure,
): Readonly<Record<Measure, readonly Run[]>> {
  const equals = group.filter((run) => endOfRun(run) === "arrived");
  const best = (measure: Measure): readonly Run[] => {
    if (equals.length < 2) return [];
    const first = equals.reduce((one, other) =>
      measured(other.report, measure) < measured(one.report, measure) ? other : one,
    );
    const least = figure(first.report, measure);
    const winning = equals.filter(({ report }) => figure(report, measure) === least);
    // Where all are equal nobody is better than another.
    return winning.length < equals.length ? winning : [];
  };
  return { pause: best("pause"), total: best("total"), waits: best("waits"), bytes: best("bytes") };
}

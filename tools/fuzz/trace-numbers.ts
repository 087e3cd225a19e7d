import { toMilliseconds } from "../../src/clock/tick.ts";
import type { Report } from "../../src/report/report.ts";
import { isOf, type TraceEvent, type TraceKind } from "../../src/trace/event.ts";
import type { LabRun } from "./lab-run.ts";

/** A number of the report and the same as the trace has it; null where the trace does not say. */
type Pair = readonly [name: string, reported: number, traced: number | null];

/** Where the report and the trace say two things of one number, in words; else null. */
export function differFromTrace({ report, events }: Pick<LabRun, "report" | "events">): string | null {
  const wrong = [...times(report, events), ...counts(report, events)].filter(
    ([, reported, traced]) => traced !== null && Math.abs(reported - traced) > 1e-6,
  );
  if (wrong.length === 0) return null;
  return wrong.map(([name, reported, traced]) => `${name} is ${reported}, in the trace ${traced}`).join("; ");
}

/**
 * Times whose beginning and end the trace has. A pause ends where the guest goes on, wherever that is. No time of a guest
 * that was lost goes on after that, while the trace does.
 */
function times(report: Report, events: readonly TraceEvent[]): Pair[] {
  if (report.outcome === "lost") return [];
  const began = tickOf(events, "phase");
  const stun = tickOf(events, "stun");
  const resume = tickOf(events, "resume");
  const ended = endOf(events);
  return [
    ["downtime", report.downtime, span(stun, resume)],
    ["total-time", report["total-time"], span(began, ended)],
  ];
}

/** A migration ends where the source says so, or later, when the guest runs where it went. */
function endOf(events: readonly TraceEvent[]): number | null {
  const ended = events.find(isOf("ended"));
  if (ended?.how !== "moved") return ended?.tick ?? null;
  const resume = tickOf(events, "resume");
  return resume === null ? null : Math.max(ended.tick, resume);
}

function counts(report: Report, events: readonly TraceEvent[]): Pair[] {
  const count = (kind: TraceKind) => events.filter((event) => event.kind === kind).length;
  return [
    ["rounds", report.rounds, count("round")],
    ["dirty-sync-count", report.ram["dirty-sync-count"], count("dirtySynced")],
    ["postcopy-requests", report.ram["postcopy-requests"], count("faulted")],
  ];
}

function tickOf(events: readonly TraceEvent[], kind: TraceKind): number | null {
  return events.find((event) => event.kind === kind)?.tick ?? null;
}

function span(from: number | null, to: number | null): number | null {
  return from === null || to === null ? null : toMilliseconds(to - from);
}

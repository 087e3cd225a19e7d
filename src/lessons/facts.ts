/**
 * What a run has come to, as the expressions of a lesson see it: the report, its rounds, milestones and trace. Every number
 * is a double, in milliseconds, pages or bytes; nothing here is known otherwise than from the run.
 */
import { toMilliseconds } from "../clock/tick.ts";
import type { Report } from "../report/report.ts";
import type { Fault } from "../scenario/fault.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { isOf, type TraceEvent } from "../trace/event.ts";
import type { Milestone } from "../trace/milestone.ts";

/** Where all facts of a run are made of. The trace may be that of a run that still goes on. */
export interface RunData {
  readonly scenario: Scenario;
  readonly report: Report;
  readonly milestones: readonly Milestone[];
  readonly events: readonly TraceEvent[];
}

/** The report in the words of expressions: `downtime` for `downtime`, `stallTime` for `guest.stall-time`. */
export interface ReportFacts {
  outcome: string;
  /** The outcome in the glossary's words: completed, recovered, stayed, held, lost. */
  end: string;
  strategy: string;
  from: string;
  to: string;
  identical: boolean;
  totalTime: number;
  downtime: number;
  setupTime: number;
  stallTime: number;
  workLost: number;
  rounds: number;
  ramPages: number;
  pageBytes: number;
  sentBytes: number;
  linkBytes: number;
  fileBytes: number;
  linkPages: number;
  filePages: number;
  preCopyBytes: number;
  postCopyBytes: number;
  faults: number;
  owedPages: number;
  answered: number;
  late: number;
}

/** A round of pre-copy: how many pages it begins with, and when. */
export interface RoundFacts {
  round: number;
  pages: number;
  at: number;
}

export interface MilestoneFacts {
  kind: string;
  at: number;
}

/** An event of the trace: who did it, what it is, when, and how many pages it is about. */
export interface EventFacts {
  who: string;
  kind: string;
  what: string;
  at: number;
  pages: number;
}

/** A fault of a scenario: how long after the run's beginning, or after that of the phase or the round that it names. */
export interface FaultFacts {
  kind: string;
  afterMs: number;
}

export interface RunFacts {
  scenario: Scenario;
  /** The last migration's. */
  report: ReportFacts;
  /** The reports of all migrations in their order. */
  moves: ReportFacts[];
  rounds: RoundFacts[];
  milestones: MilestoneFacts[];
  trace: EventFacts[];
}

/** The facts of a run. */
export function factsOf({ scenario, report, milestones, events }: RunData): RunFacts {
  return {
    scenario,
    report: reportFacts(report),
    moves: (report.migrations ?? [report]).map(reportFacts),
    rounds: events.filter(isOf("round")).map(({ round, pages, tick }) => ({
      round,
      pages,
      at: toMilliseconds(tick),
    })),
    milestones: milestones.map(({ kind, at }) => ({ kind, at: toMilliseconds(at) })),
    trace: events.map(eventFacts),
  };
}

function reportFacts(report: Report): ReportFacts {
  const { ram, paths, guest, client } = report;
  return {
    outcome: report.outcome,
    end: report.outcome === "continued-on-source" ? "stayed" : report.outcome,
    strategy: report.strategy,
    from: report.from,
    to: report.to,
    identical: report.identical === true,
    totalTime: report["total-time"],
    downtime: report.downtime,
    setupTime: report["setup-time"],
    stallTime: guest["stall-time"],
    workLost: guest["work-lost"],
    rounds: report.rounds,
    ramPages: ram.total / ram["page-size"],
    pageBytes: ram["page-size"],
    sentBytes: ram.transferred,
    linkBytes: paths.link.bytes,
    fileBytes: paths.file.bytes,
    linkPages: paths.link.pages,
    filePages: paths.file.pages,
    preCopyBytes: ram["precopy-bytes"],
    postCopyBytes: ram["postcopy-bytes"],
    faults: ram["postcopy-requests"],
    owedPages: report.owed.pages,
    answered: client.answered,
    late: client.late,
  };
}

function eventFacts(event: TraceEvent): EventFacts {
  const { pages, what } = event as { pages?: number | readonly number[]; what?: unknown };
  return {
    who: event.who,
    kind: event.kind,
    what: typeof what === "string" ? what : "",
    at: toMilliseconds(event.tick),
    pages: typeof pages === "number" ? pages : (pages?.length ?? 0),
  };
}

/** The facts of a fault. */
export function faultFacts({ kind, at }: Fault): FaultFacts {
  if ("ms" in at) return { kind, afterMs: at.ms };
  return { kind, afterMs: "phase" in at ? at.afterMs : 0 };
}

/** What is known before a run: what it begins with. */
export function factsBefore(scenario: Scenario): RunFacts {
  return {
    scenario,
    report: { ...NOTHING, strategy: scenario.migration.strategy },
    moves: [],
    rounds: [],
    milestones: [],
    trace: [],
  };
}

const NOTHING: ReportFacts = {
  outcome: "",
  end: "",
  strategy: "",
  from: "West",
  to: "East",
  identical: false,
  totalTime: 0,
  downtime: 0,
  setupTime: 0,
  stallTime: 0,
  workLost: 0,
  rounds: 0,
  ramPages: 0,
  pageBytes: 0,
  sentBytes: 0,
  linkBytes: 0,
  fileBytes: 0,
  linkPages: 0,
  filePages: 0,
  preCopyBytes: 0,
  postCopyBytes: 0,
  faults: 0,
  owedPages: 0,
  answered: 0,
  late: 0,
};

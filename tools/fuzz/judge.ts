import { PAGE_BYTES } from "../../src/machine/layout.ts";
import type { PathName } from "../../src/migration/output.ts";
import type { Frame } from "../../src/report/frame.ts";
import type { Report } from "../../src/report/report.ts";
import { isOf, type TraceEvent } from "../../src/trace/event.ts";
import { contradictionsIn } from "./contradictions.ts";
import { type Finding, finding } from "./finding.ts";
import { heldTooLong } from "./held-too-long.ts";
import type { LabRun } from "./lab-run.ts";
import type { ScenarioData } from "./scenario/scenario-data.ts";
import { differFromTrace } from "./trace-numbers.ts";
import { disturbedByItself } from "./undisturbed.ts";

/** Operations in the datastore's queue at a time: chunks, notes and heads under way, the ring, and the owner record. */
const MOST_QUEUED = 20;

type Rule = (run: LabRun, data: ScenarioData) => string | null;

/** What must hold at the end of every run, whatever was drawn. A rule answers null, or what is wrong. */
const RULES: Readonly<Record<string, Rule>> = {
  "different from the twin": ({ report }) =>
    report.identical === false ? `outcome ${report.outcome}, but the guest differs from its twin` : null,
  "not compared": ({ report, how }) =>
    how !== null && report.outcome !== "lost" && report.identical !== true
      ? `outcome ${report.outcome}, yet identical is ${report.identical}`
      : null,
  "lost without a crash": ({ report }, { faults = [] }) =>
    report.outcome === "lost" && !faults.some(({ kind }) => kind.startsWith("crash"))
      ? "outcome lost, though no host crashed"
      : null,
  "both hosts run": ({ doubles }) => doubles[0] ?? null,
  "owner and guest apart": ownerAndGuestApart,
  "disturbed by nothing": ({ report, disturbed }, { faults = [] }) =>
    report.outcome === "completed" && disturbed && faults.length > 0
      ? "completed, though something failed"
      : null,
  "disturbed without a fault": disturbedByItself,
  "the datastore's queue grows": ({ mostQueued }) =>
    mostQueued > MOST_QUEUED ? `${mostQueued} operations were in the queue at a time` : null,
  "held for too long": heldTooLong,
  "owed pages do not add up": ({ report: { owed, outcome, ram } }) =>
    (owed.pages > 0 || owed.holder !== null) && outcome !== "held" && outcome !== "lost"
      ? `outcome ${outcome}, but ${owed.pages} pages are owed by ${owed.holder}`
      : outcome !== "held" || owed.pages * PAGE_BYTES === ram.remaining
        ? null
        : `${owed.pages} pages are owed, but ${ram.remaining} bytes remain`,
  "pages sent twice or never": pagesSentTwiceOrNever,
  "frame does not balance": ({ frames }) => frames.map(unbalanced).find((wrong) => wrong !== null) ?? null,
  "time runs backwards": ({ events }) => backwards(events),
};

/** One migration of a run: its report, and what happened in it. */
type OneMigration = Pick<LabRun, "report" | "events">;

const RULES_OF_EACH: Readonly<Record<string, (migration: OneMigration) => string | null>> = {
  "different from the twin in a migration before": ({ report }) =>
    report.identical === false ? `outcome ${report.outcome}, but the guest differs from its twin` : null,
  "numbers differ from the trace": differFromTrace,
  "bytes do not add up": bytesDoNotAddUp,
  "bytes differ from the trace": bytesDifferFromTrace,
  "pages applied differ from the trace": appliedDifferFromTrace,
  "times do not add up": timesDoNotAddUp,
  "negative number": ({ report }) => negativeNumber(report, ""),
};

/** What of a finished run must not be. */
export function judge(data: ScenarioData, run: LabRun): Finding[] {
  const broken = run.report.invariants.map((sentence) => finding("invariant", sentence, true));
  const wrong = Object.entries(RULES).flatMap(([name, rule]) => {
    const detail = rule(run, data);
    return detail === null ? [] : [finding(name, detail)];
  });
  return [...broken, ...wrong, ...migrationsApart(run)];
}

/** What must hold of each migration: its report says what its part of the trace says. */
function migrationsApart({ report, events }: LabRun): Finding[] {
  const parts = partsOf(events);
  return (report.migrations ?? [report]).flatMap((each, index) =>
    Object.entries(RULES_OF_EACH).flatMap(([name, rule]) => {
      const detail = rule({ report: each, events: parts[index] ?? [] });
      return detail === null ? [] : [finding(name, `migration ${index + 1}: ${detail}`)];
    }),
  );
}

/** The events of each migration; what came before the first is of the first. */
function partsOf(events: readonly TraceEvent[]): TraceEvent[][] {
  const parts: TraceEvent[][] = [[]];
  let begun = 0;
  for (const event of events) {
    if (event.kind === "migrate" && begun++ > 0) parts.push([]);
    parts.at(-1)!.push(event);
  }
  return parts;
}

/** The record on the datastore, not the hosts' belief, says who may run the guest. */
function ownerAndGuestApart({ owner, how, places }: LabRun): string | null {
  const expected = how === "moved" ? places.destination : how === "continued" ? places.source : owner.owner;
  return owner.owner === expected ? null : `the guest ${how}, but the record names the ${owner.owner}`;
}

function bytesDoNotAddUp({ report: { ram, paths } }: OneMigration): string | null {
  const byPath = paths.link.bytes + paths.file.bytes;
  const byPhase = ram["precopy-bytes"] + ram["downtime-bytes"] + ram["postcopy-bytes"];
  if (ram.transferred === byPath && ram.transferred === byPhase) return null;
  return `transferred ${ram.transferred}, by paths ${byPath}, by phases ${byPhase}`;
}

function bytesDifferFromTrace({ report: { paths }, events }: OneMigration): string | null {
  const sum = (list: readonly { readonly bytes: number }[]) =>
    list.reduce((total, { bytes }) => total + bytes, 0);
  const link = sum(events.filter(isOf("send")).filter(({ what }) => what === "pages"));
  const file = sum(events.filter(isOf("store")).filter(({ what }) => what === "writeChunk"));
  if (link === paths.link.bytes && file === paths.file.bytes) return null;
  return `link ${paths.link.bytes} and file ${paths.file.bytes}, in the trace ${link} and ${file}`;
}

function appliedDifferFromTrace({ report: { paths }, events }: OneMigration): string | null {
  const all = events.filter(isOf("applied"));
  const applied = (path: PathName) =>
    all.reduce((total, each) => (each.path === path ? total + each.pages.length : total), 0);
  if (applied("link") === paths.link.pages && applied("file") === paths.file.pages) return null;
  return `link ${paths.link.pages} and file ${paths.file.pages}, in the trace ${applied("link")} and ${applied("file")}`;
}

function timesDoNotAddUp({ report, events }: OneMigration): string | null {
  const { downtime, "total-time": total, "setup-time": setup } = report;
  const stuns = events.some(({ kind }) => kind === "stun");
  if (!stuns && downtime !== 0) return `downtime ${downtime} without a stun`;
  const slack = 1e-6;
  if (setup > total + slack || downtime > total + slack)
    return `setup ${setup} or downtime ${downtime} is longer than the total ${total}`;
  const stall = report.guest["stall-time"];
  if (downtime + stall > total + slack)
    return `downtime ${downtime} and waits of ${stall} are longer than the total ${total}`;
  return null;
}

function negativeNumber(value: unknown, path: string): string | null {
  if (typeof value === "number") return value < 0 || !Number.isFinite(value) ? `${path} is ${value}` : null;
  if (typeof value !== "object" || value === null) return null;
  for (const [name, inner] of Object.entries(value)) {
    const wrong = negativeNumber(inner, path ? `${path}.${name}` : name);
    if (wrong) return wrong;
  }
  return null;
}

/** While nothing fails, the pages sent after the switchover are the pages owed at it, each once. */
function pagesSentTwiceOrNever(run: LabRun, { faults = [] }: ScenarioData): string | null {
  const { report, owedAtSwitchover, sentSince, disturbed } = run;
  if (faults.length > 0 || disturbed || report.outcome !== "completed" || owedAtSwitchover === null)
    return null;
  const different = new Set(sentSince).size;
  if (sentSince.length === owedAtSwitchover && different === owedAtSwitchover) return null;
  return `${owedAtSwitchover} pages owed at the switchover, ${sentSince.length} sent, ${different} different ones`;
}

function unbalanced(frame: Frame): string | null {
  const found = contradictionsIn(frame);
  return found.length === 0 ? null : `at tick ${frame.now}: ${found.join("; ")}`;
}

/** Lines that the guest printed keep their own tick, which is before the one at which they are told. */
function backwards(events: readonly TraceEvent[]): string | null {
  const told = events.filter(({ kind }) => kind !== "printed");
  const at = told.findIndex(({ tick }, index) => index > 0 && tick < told[index - 1]!.tick);
  return at < 0 ? null : `tick ${told[at]!.tick} comes after tick ${told[at - 1]!.tick}`;
}

/** Whether a run is still undecided, so that it must be decided once every path is back. */
export function isUndecided({ how, report }: Pick<LabRun, "how"> & { report: Report }): boolean {
  return how === null && report.outcome !== "lost" && report["total-time"] > 0;
}

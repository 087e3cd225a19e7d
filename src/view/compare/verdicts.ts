import type { ComparedRun } from "../../compare/comparison.ts";
import { endOfRun } from "../../compare/end.ts";
import { MEASURES, type Measure, measured, winners } from "../../compare/winners.ts";
import type { Report } from "../../report/report.ts";
import { mebibytes, pages, STRATEGIES } from "../design/words.ts";
import { span } from "./survival.ts";

/** What is said of one measure. */
export interface MeasureVerdict {
  readonly measure: Measure;
  readonly text: string;
}

/** One sentence on every measure at which some of a group's moves that arrived are best, and why. */
export function verdictsOf(group: readonly ComparedRun[]): readonly MeasureVerdict[] {
  const best = winners(group, amountOf);
  const equals = group.filter((run) => endOfRun(run) === "arrived");
  return MEASURES.flatMap((measure) =>
    best[measure].length > 0 ? { measure, text: sentenceOf(measure, best[measure], equals) } : [],
  );
}

export function nameOf(strategy: string): string {
  return STRATEGIES.find(({ value }) => value === strategy)?.name ?? strategy;
}

/** A measure with its unit. */
export function amountOf(report: Report, measure: Measure): string {
  const value = measured(report, measure);
  return measure === "bytes" ? `${mebibytes(value)} MiB` : span(value);
}

const VERBS: Record<Measure, readonly [one: string, several: string]> = {
  pause: ["has the shortest downtime", "have the shortest downtime"],
  total: ["is done first", "are done first"],
  waits: ["lets the guest wait least", "let the guest wait least"],
  bytes: ["sends least", "send least"],
};

function sentenceOf(measure: Measure, first: readonly ComparedRun[], equals: readonly ComparedRun[]): string {
  const names = listed(first.map(({ strategy }) => nameOf(strategy)));
  const verb = VERBS[measure][first.length === 1 ? 0 : 1];
  const last = worst(measure, equals);
  const value = amountOf(first[0]!.report, measure);
  return `${names} ${verb} (${value}): ${REASONS[measure](first[0]!, last)}.`;
}

function worst(measure: Measure, equals: readonly ComparedRun[]): ComparedRun {
  return equals.reduce((one, other) =>
    measured(other.report, measure) > measured(one.report, measure) ? other : one,
  );
}

/** Why the first is better than the last, from what both did. */
const REASONS: Record<Measure, (first: ComparedRun, last: ComparedRun) => string> = {
  pause: ({ report: best }, { report: most, strategy }) => {
    const [few, many] = [best.ram["downtime-bytes"], most.ram["downtime-bytes"]];
    const compared = `${nameOf(strategy)} ${amountOf(most, "pause")}`;
    return few < many
      ? `${sent(few)} while the guest stands; ${compared}, for ${mebibytes(many)} MiB`
      : compared;
  },
  total: (_, { report, strategy }) => {
    const rounds = report.rounds > 1 ? `, with ${report.rounds} rounds of copying` : "";
    return `${nameOf(strategy)} needs ${amountOf(report, "total")}${rounds}`;
  },
  waits: ({ report: best }, { report: most, strategy }) => {
    const why = best.ram["postcopy-requests"] === 0 ? "all its memory is there when it runs on; " : "";
    return `${why}${nameOf(strategy)} ${amountOf(most, "waits")}${slowed(most)}`;
  },
  bytes: ({ report: best }, { report: most, strategy }) => {
    const once = best.ram.normal + best.ram.duplicate <= pagesOf(best) ? "every page goes once; " : "";
    return `${once}${nameOf(strategy)} ${amountOf(most, "bytes")}${again(most)}`;
  },
};

function sent(bytes: number): string {
  return bytes < 2 ** 16 ? "no memory is sent" : `only ${mebibytes(bytes)} MiB are sent`;
}

function slowed({ guest, ram }: Report): string {
  if (guest["work-lost"] > guest["stall-time"]) return ", because it slows the guest on purpose";
  const asked = ram["postcopy-requests"];
  return asked > 0 ? `, for ${pages(asked)} that it has to ask for` : "";
}

/** How often its pages were sent more than once. */
function again(report: Report): string {
  if (report.ram.normal + report.ram.duplicate <= pagesOf(report)) return "";
  const when = report.rounds === 1 ? "its round of copying" : `its ${report.rounds} rounds of copying`;
  return report.rounds > 0
    ? `, because pages written during ${when} go again`
    : ", because some pages go again";
}

function pagesOf({ ram }: Report): number {
  return ram.total / ram["page-size"];
}

/** "A", "A and B", "A, B and C". */
function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

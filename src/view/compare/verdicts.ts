import type { ComparedRun } from "../../compare/comparison.ts";
import { endOfRun } from "../../compare/end.ts";
import { MEASURES, type Measure, measured, winners } from "../../compare/winners.ts";
import { allOf } from "../../language/numbers.ts";
import { plural, t } from "../../language/words.ts";
import type { Report } from "../../report/report.ts";
import { count, mebibytes, pages, STRATEGIES } from "../design/words.ts";
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

/** Who is best at a measure, in a sentence without its end. */
const BEST: Record<Measure, (names: readonly string[], value: string) => string> = {
  pause: (names, value) =>
    plural(names.length, {
      one: `${allOf(names)} has the shortest downtime (${value})`,
      other: `${allOf(names)} have the shortest downtime (${value})`,
    }),
  total: (names, value) =>
    plural(names.length, {
      one: `${allOf(names)} is done first (${value})`,
      other: `${allOf(names)} are done first (${value})`,
    }),
  waits: (names, value) =>
    plural(names.length, {
      one: `${allOf(names)} lets the guest wait least (${value})`,
      other: `${allOf(names)} let the guest wait least (${value})`,
    }),
  bytes: (names, value) =>
    plural(names.length, {
      one: `${allOf(names)} sends least (${value})`,
      other: `${allOf(names)} send least (${value})`,
    }),
};

function sentenceOf(measure: Measure, first: readonly ComparedRun[], equals: readonly ComparedRun[]): string {
  const names = first.map(({ strategy }) => nameOf(strategy));
  const best = BEST[measure](names, amountOf(first[0]!.report, measure));
  return `${best}: ${REASONS[measure](first[0]!, worst(measure, equals))}.`;
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
    const [other, pause] = [nameOf(strategy), amountOf(most, "pause")];
    if (few >= many) return `${other} ${pause}`;
    return few < 2 ** 16
      ? t`no memory is sent while the guest stands; ${other} ${pause}, for ${mebibytes(many)} MiB`
      : t`only ${mebibytes(few)} MiB are sent while the guest stands; ${other} ${pause}, for ${mebibytes(many)} MiB`;
  },
  total: (_, { report, strategy }) => {
    const [other, time] = [nameOf(strategy), amountOf(report, "total")];
    return report.rounds > 1
      ? t`${other} needs ${time}, with ${count(report.rounds)} rounds of copying`
      : t`${other} needs ${time}`;
  },
  waits: ({ report: best }, { report: most, strategy }) => {
    const other = slowed(most, `${nameOf(strategy)} ${amountOf(most, "waits")}`);
    return best.ram["postcopy-requests"] === 0 ? t`all its memory is there when it runs on; ${other}` : other;
  },
  bytes: ({ report: best }, { report: most, strategy }) => {
    const other = again(most, `${nameOf(strategy)} ${amountOf(most, "bytes")}`);
    return best.ram.normal + best.ram.duplicate <= pagesOf(best) ? t`every page goes once; ${other}` : other;
  },
};

/** How long a guest waits, and why. */
function slowed({ guest, ram }: Report, waits: string): string {
  if (guest["work-lost"] > guest["stall-time"]) return t`${waits}, because it slows the guest on purpose`;
  const asked = ram["postcopy-requests"];
  return asked > 0 ? t`${waits}, for ${pages(asked)} that it has to ask for` : waits;
}

/** How much is sent, and why: how often its pages were sent more than once. */
function again(report: Report, bytes: string): string {
  if (report.ram.normal + report.ram.duplicate <= pagesOf(report)) return bytes;
  if (report.rounds === 0) return t`${bytes}, because some pages go again`;
  return plural(report.rounds, {
    one: `${bytes}, because pages written during its round of copying go again`,
    other: `${bytes}, because pages written during its ${count(report.rounds)} rounds of copying go again`,
  });
}

function pagesOf({ ram }: Report): number {
  return ram.total / ram["page-size"];
}

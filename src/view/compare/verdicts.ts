import type { ComparedRun } from "../../compare/comparison.ts";
import { hasMoved, MEASURES, type Measure, measured, winners } from "../../compare/winners.ts";
import type { Report } from "../../scenario/report.ts";
import { duration, mebibytes, pages, STRATEGIES } from "../words.ts";

/** What is said of one measure. */
export interface MeasureVerdict {
  readonly measure: Measure;
  readonly text: string;
}

/** One sentence on every measure, on who is best at it and why, and one on every strategy that did not arrive. */
export function verdictsOf(runs: readonly ComparedRun[]): {
  readonly measures: readonly MeasureVerdict[];
  readonly missing: readonly string[];
} {
  const moved = runs.filter(({ report }) => hasMoved(report));
  const missing = runs.filter((run) => !moved.includes(run)).map(missingOf);
  if (moved.length === 0) return { measures: [], missing };
  const best = winners(runs);
  const measures = MEASURES.map((measure) => {
    const first = moved.filter(({ strategy }) => best[measure].includes(strategy));
    return { measure, text: sentenceOf(measure, first, moved) };
  });
  return { measures, missing };
}

export function nameOf(strategy: string): string {
  return STRATEGIES.find(({ value }) => value === strategy)?.name ?? strategy;
}

/** A measure with its unit. */
export function amountOf(report: Report, measure: Measure): string {
  const value = measured(report, measure);
  if (measure === "bytes") return `${mebibytes(value)} MiB`;
  const { value: number, unit } = duration(value);
  return `${number} ${unit}`;
}

const VERBS: Record<Measure, readonly [one: string, several: string]> = {
  stun: ["stuns shortest", "stun shortest"],
  total: ["is done first", "are done first"],
  degradation: ["lets the guest wait least", "let the guest wait least"],
  bytes: ["sends least", "send least"],
};

function sentenceOf(measure: Measure, first: readonly ComparedRun[], moved: readonly ComparedRun[]): string {
  const names = listed(first.map(({ strategy }) => nameOf(strategy)));
  const verb = VERBS[measure][first.length === 1 ? 0 : 1];
  const last = worst(measure, moved);
  const value = amountOf(first[0]!.report, measure);
  const reason = REASONS[measure](first[0]!, last);
  return `${names} ${verb} (${value})${reason ? `: ${reason}` : ""}.`;
}

function worst(measure: Measure, moved: readonly ComparedRun[]): ComparedRun {
  return moved.reduce((one, other) =>
    measured(other.report, measure) > measured(one.report, measure) ? other : one,
  );
}

/** Why the first is better than the last, from what both did; empty where there is nothing to be told. */
const REASONS: Record<Measure, (first: ComparedRun, last: ComparedRun) => string> = {
  stun: ({ report: best }, { report: most, strategy }) => {
    const [few, many] = [best.ram["downtime-bytes"], most.ram["downtime-bytes"]];
    if (best.downtime === most.downtime) return "";
    const compared = `${nameOf(strategy)} ${amountOf(most, "stun")}`;
    if (few >= many) return compared;
    return `${sent(few)} while the guest stood; ${compared}, for ${mebibytes(many)} MiB`;
  },
  total: (first, last) => {
    if (first.report["total-time"] === last.report["total-time"]) return "";
    const cut = beatAt(last, "cut");
    const later = `${nameOf(last.strategy)} needed ${amountOf(last.report, "total")}`;
    const end = beatAt(first, "finish");
    const lead = cut !== null && end !== null && end < cut ? "it was done before the cut; " : "";
    return `${lead}${later}${delayOf(last, cut)}`;
  },
  degradation: ({ report: best }, { report: most, strategy }) => {
    const gap = measured(most, "degradation");
    if (gap === measured(best, "degradation")) return "";
    const why = best.ram["postcopy-requests"] === 0 ? "all its memory was there when it ran on; " : "";
    return `${why}${nameOf(strategy)} ${amountOf(most, "degradation")}${slowed(most)}`;
  },
  bytes: ({ report: best }, { report: most, strategy }) => {
    const [few, many] = [best.ram.transferred, most.ram.transferred];
    if (few === many) return "";
    const once = best.ram.normal + best.ram.duplicate <= pagesOf(best) ? "every page went once; " : "";
    return `${once}${nameOf(strategy)} ${amountOf(most, "bytes")}${again(most)}`;
  },
};

function sent(bytes: number): string {
  return bytes < 2 ** 16 ? "no memory was sent" : `only ${mebibytes(bytes)} MiB were sent`;
}

/** What held up the slower one. */
function delayOf({ report, beats }: ComparedRun, cut: number | null): string {
  const noticed = beats.find(({ name, at }) => name === "loss noticed" && cut !== null && at >= cut);
  if (cut !== null && noticed) return `, ${spanOf(noticed.at - cut)} of it until it noticed the cut`;
  if (report.rounds > 1) return `, with ${report.rounds} rounds of copying`;
  return "";
}

function spanOf(ticks: number): string {
  const { value, unit } = duration(ticks / 1e6);
  return `${value} ${unit}`;
}

function slowed({ guest, ram }: Report): string {
  const slept = guest["work-lost"];
  if (slept > guest["stall-time"]) return ", because it slows the guest on purpose";
  return ram["postcopy-requests"] > 0
    ? `, for ${pages(ram["postcopy-requests"])} that it had to ask for`
    : "";
}

/** How often its pages were sent more than once. */
function again(report: Report): string {
  const extra = report.ram.normal + report.ram.duplicate - pagesOf(report);
  if (extra <= 0) return "";
  const when = report.rounds === 1 ? "its round of copying" : `its ${report.rounds} rounds of copying`;
  return report.rounds > 0
    ? `, because pages written during ${when} went again`
    : ", because some pages went again";
}

function pagesOf({ ram }: Report): number {
  return ram.total / ram["page-size"];
}

/** Why a strategy did not arrive. */
function missingOf(run: ComparedRun): string {
  const { report, strategy } = run;
  const name = nameOf(strategy);
  if (report.outcome === "lost")
    return `${name} loses the guest: ${report.message || "nothing can make it whole"}`;
  if (report.outcome === "held")
    return `${name} is held: the guest stands still, and ${pages(report.owed.pages)} cannot come.`;
  return `${name} never arrives, and the guest stays where it was: ${stayedFor(run)}.`;
}

function stayedFor(run: ComparedRun): string {
  const { report, samples } = run;
  const left = pages(Math.max(samples.at(-1)?.remaining ?? 0, 0));
  const cut = beatAt(run, "cut");
  const before = samples.filter(({ at }) => cut === null || at <= cut);
  const leftAtCut = pages(before.at(-1)?.remaining ?? 0);
  if (cut !== null)
    return `after ${rounds(report.rounds)} ${leftAtCut} were still to send, and its only way was cut`;
  if (report.rounds > 0)
    return `after ${rounds(report.rounds)} ${left} are still to send; the guest outruns the link`;
  return report.message.replace(/\.$/, "") || "it did not begin";
}

function rounds(number: number): string {
  return `${number} ${number === 1 ? "round" : "rounds"}`;
}

function beatAt({ beats }: ComparedRun, name: string): number | null {
  return beats.find((beat) => beat.name === name)?.at ?? null;
}

/** "A", "A and B", "A, B and C". */
function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

import type { Tick } from "../../clock/tick.ts";
import type { FormulaForecast } from "../../forecast/forecast.ts";
import { decimal } from "../../language/numbers.ts";
import { plural, t } from "../../language/words.ts";
import type { Report } from "../../report/report.ts";
import type { Sample } from "../../timeline/sample.ts";
import { count, duration } from "../design/words.ts";

/** What a number will be, what it was, and how far apart they are. */
export interface Outcome {
  readonly value: string;
  readonly unit: string;
  /** What stands below it; empty where there is nothing to add. */
  readonly note: string;
}

/** Units of long times in milliseconds, each from where on it is used. */
const LONG = [
  { from: 200 * 3_600_000, unit: "d", each: 86_400_000 },
  { from: 2 * 3_600_000, unit: "h", each: 3_600_000 },
  { from: 600_000, unit: t`min`, each: 60_000 },
] as const;

/** Milliseconds in few digits: "23 ms", "2.40 s", "3.4 h". */
export function shortly(ms: number): { value: string; unit: string } {
  const long = LONG.find(({ from }) => ms >= from);
  if (long) return { value: decimal(ms / long.each, ms < 100 * long.each ? 1 : 0), unit: long.unit };
  if (ms >= 1000) return { value: decimal(ms / 1000, ms >= 100_000 ? 0 : 2), unit: "s" };
  return duration(ms);
}

function inShort(ms: number): string {
  const { value, unit } = shortly(ms);
  return `${value} ${unit}`;
}

/** What stands below a number: that it is no more than about so, and what it was before. */
function noteOf({ isAbout }: FormulaForecast, was: string): string {
  if (!isAbout) return was;
  return was === "" ? t`about` : t`about; ${was}`;
}

/** Whether pre-copy would end under these conditions, in a sentence of few words. */
export function roundsInWords({ rounds }: FormulaForecast): { before: string; word: string } {
  if (rounds === null) return { before: t`Pre-copy ends`, word: t`never` };
  return {
    before: t`Pre-copy ends after`,
    word: plural(rounds, { one: `${count(rounds)} round`, other: `${count(rounds)} rounds` }),
  };
}

/** The stun to come. `before` is the forecast of the conditions with which the run began, where those have changed. */
export function stunAhead(forecast: FormulaForecast, before: FormulaForecast | null): Outcome {
  if (forecast.stunMs === null) return { value: t`none`, unit: "", note: wasBefore(before?.stunMs) };
  return { ...shortly(forecast.stunMs), note: noteOf(forecast, was(forecast.stunMs, before?.stunMs)) };
}

/** The total time to come. */
export function totalAhead(forecast: FormulaForecast, before: FormulaForecast | null): Outcome {
  const { totalMs, givesUpMs } = forecast;
  if (totalMs !== null) return { ...shortly(totalMs), note: noteOf(forecast, was(totalMs, before?.totalMs)) };
  const note = givesUpMs === null ? "" : t`gives up at ${inShort(givesUpMs)}`;
  return { value: t`never`, unit: "", note: note || wasBefore(before?.totalMs) };
}

function was(now: number, before: number | null | undefined): string {
  return before !== undefined && before !== null && inShort(before) !== inShort(now) ? wasBefore(before) : "";
}

function wasBefore(before: number | null | undefined): string {
  return before === undefined || before === null ? "" : t`was ${inShort(before)}`;
}

/** What came of the forecast with which the migration began: the number that was measured, and how far off that was. */
export function measured(ms: number, forecastMs: number | null): Outcome {
  const shown = shortly(ms);
  if (forecastMs === null) return { ...shown, note: t`forecast: no end` };
  const isSame = inShort(ms) === inShort(forecastMs);
  return { ...shown, note: isSame ? t`as forecast` : t`forecast ${inShort(forecastMs)}` };
}

/** Whether a run's own end can be held against a forecast: it came to one. */
export function hasArrived({ outcome }: Report): boolean {
  return outcome === "completed" || outcome === "recovered";
}

/** So much of a round must be over before its ratio says anything, in pages that were sent. */
const LEAST_SENT = 64;

/**
 * Dirtied to sent as it is in a run, for a guest whose writes follow no formula: of the present round of pre-copy, else of
 * the last. Null where no round has come far enough.
 */
export function ratioNow(samples: readonly Sample[], now: Tick): number | null {
  let ratio: number | null = null;
  let begun: Sample | null = null;
  let before: Sample | null = null;
  for (const sample of samples) {
    if (sample.at > now) break;
    if (sample.dirtied === null) begun = null;
    else {
      if (!begun || sample.dirtied < (before?.dirtied ?? 0)) begun = sample;
      const sent = (sample.linkBytes - begun.linkBytes) / sample.pageBytes;
      if (sent >= LEAST_SENT) ratio = sample.dirtied / sent;
    }
    before = sample;
  }
  return ratio;
}

import type { Tick } from "../../clock/tick.ts";
import type { FormulaForecast } from "../../forecast/forecast.ts";
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
  { from: 600_000, unit: "min", each: 60_000 },
] as const;

/** Milliseconds in few digits: "23 ms", "2.40 s", "3.4 h". */
export function shortly(ms: number): { value: string; unit: string } {
  const long = LONG.find(({ from }) => ms >= from);
  if (long) return { value: (ms / long.each).toFixed(ms < 100 * long.each ? 1 : 0), unit: long.unit };
  if (ms >= 1000) return { value: (ms / 1000).toFixed(ms >= 100_000 ? 0 : 2), unit: "s" };
  return duration(ms);
}

function inShort(ms: number): string {
  const { value, unit } = shortly(ms);
  return `${value} ${unit}`;
}

const about = ({ isAbout }: FormulaForecast) => (isAbout ? "about " : "");

/** Whether pre-copy would end under these conditions, in a sentence of few words. */
export function roundsInWords({ rounds }: FormulaForecast): { before: string; word: string } {
  if (rounds === null) return { before: "Pre-copy ends", word: "never" };
  return { before: "Pre-copy ends after", word: `${count(rounds)} ${rounds === 1 ? "round" : "rounds"}` };
}

/** The stun to come. `before` is the forecast of the conditions with which the run began, where those have changed. */
export function stunAhead(forecast: FormulaForecast, before: FormulaForecast | null): Outcome {
  if (forecast.stunMs === null) return { value: "none", unit: "", note: wasBefore(before?.stunMs) };
  return { ...shortly(forecast.stunMs), note: about(forecast) + was(forecast.stunMs, before?.stunMs) };
}

/** The total time to come. */
export function totalAhead(forecast: FormulaForecast, before: FormulaForecast | null): Outcome {
  const { totalMs, givesUpMs } = forecast;
  if (totalMs !== null) return { ...shortly(totalMs), note: about(forecast) + was(totalMs, before?.totalMs) };
  const note = givesUpMs === null ? "" : `gives up at ${inShort(givesUpMs)}`;
  return { value: "never", unit: "", note: note || wasBefore(before?.totalMs) };
}

function was(now: number, before: number | null | undefined): string {
  return before !== undefined && before !== null && inShort(before) !== inShort(now) ? wasBefore(before) : "";
}

function wasBefore(before: number | null | undefined): string {
  return before === undefined || before === null ? "" : `was ${inShort(before)}`;
}

/** What came of the forecast with which the migration began: the number that was measured, and how far off that was. */
export function measured(ms: number, forecastMs: number | null): Outcome {
  const shown = shortly(ms);
  if (forecastMs === null) return { ...shown, note: "forecast: no end" };
  const isSame = inShort(ms) === inShort(forecastMs);
  return { ...shown, note: isSame ? "as forecast" : `forecast ${inShort(forecastMs)}` };
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

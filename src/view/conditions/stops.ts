import type { Slider } from "../../scenario/fields/field.ts";

/** A slider has about so many stops: more than that nobody can tell apart with a finger. */
const POSITIONS = 200;
const MOST_LINEAR_POSITIONS = 1000;
/** Where values are rounded to two digits, so many between a value and its double are all different. */
const POSITIONS_OF_A_DOUBLING = 12;

/** A slider's range whose ends are both known. */
export interface Range extends Slider {
  readonly to: number;
}

/** The values at which a slider stops, in rising order; its first and last are the ends of the range. */
export function stopsOf(range: Range): readonly number[] {
  const { from, to } = range;
  if (to <= from) return [from];
  const positions = positionsOf(range);
  const inside = Array.from({ length: positions - 1 }, (_, index) =>
    rounded(at(range, (index + 1) / positions), range),
  ).filter((value) => value > from && value < to);
  return [...new Set([from, ...inside, to])];
}

function positionsOf({ from, to, scale, step }: Range): number {
  if (step === "twoDigits") return Math.ceil(Math.log2(to / from) * POSITIONS_OF_A_DOUBLING);
  if (scale !== "linear" || typeof step !== "number") return POSITIONS;
  return Math.max(1, Math.min(MOST_LINEAR_POSITIONS, Math.ceil((to - from) / step)));
}

/** The value at a share of the track. */
function at({ from, to, scale }: Range, share: number): number {
  if (scale === "linear") return from + (to - from) * share;
  if (scale === "log") return from * (to / from) ** share;
  return from + (to - from) * share ** (1 / scale.power);
}

function rounded(value: number, { step }: Range): number {
  if (step === "powerOfTwo") return 2 ** Math.round(Math.log2(value));
  if (step === "twoDigits") return twoDigits(value);
  const by = typeof step === "number" ? step : value < step.below ? step.step : step.above;
  return Number((Math.round(value / by) * by).toPrecision(12));
}

/** The stop that is nearest to a value, by its place in the list. */
export function nearestStop(stops: readonly number[], value: number): number {
  const above = stops.findIndex((stop) => stop >= value);
  if (above < 0) return stops.length - 1;
  if (above === 0) return 0;
  return stops[above]! - value < value - stops[above - 1]! ? above : above - 1;
}

/** Two digits; where the first is a one, half a step of the second too, so that steps stay alike. */
function twoDigits(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  const mantissa = value / unit;
  const by = mantissa < 2 ? 20 : 10;
  return Number(((Math.round(mantissa * by) / by) * unit).toPrecision(3));
}
